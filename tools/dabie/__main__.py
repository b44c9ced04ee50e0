"""`python -m dabie` is the `dabie` command."""

import sys

from .cli import main

sys.exit(main())
