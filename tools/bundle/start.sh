#!/bin/sh
# Any of these Pythons has its wheels in the folder.
for python in python3.13 python3.12 python3.11 python3; do
  "$python" -c "" >/dev/null 2>&1 && exec "$python" "$(dirname "$0")/start.py" "$@"
done
echo "需要 Python 3.11 到 3.13" >&2
exit 2
