"""Watched from inside: no code of a hand-in runs, and no path in one is ever touched."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dabie.core.items import Course

WATCHED = """
import json, sys
from pathlib import Path
from dabie.catalog import load_course
from dabie.grading import grade
place = Path(sys.argv[1])
course = load_course(place / "course")
seen = []
def watch(event, arguments):
    if event.partition(".")[0] in ("open", "os", "subprocess", "socket", "shutil", "ctypes", "pickle", "marshal"):
        seen.append([event, *map(str, arguments)])
    elif event in ("compile", "exec"):
        seen.append([event, str(getattr(arguments[0], "co_filename", arguments[-1]))])
sys.addaudithook(watch)
grade(course, [place / "in"], place / "out")
print(json.dumps(seen))
"""


def test_nothing_of_a_hand_in_runs_and_no_path_in_it_is_touched(
    tmp_path: Path,
    write_course: Callable[..., Course],
    record: Callable[..., dict[str, Any]],
    notebook: Callable[[object], dict[str, Any]],
) -> None:
    write_course(tmp_path / "course")
    inbox = tmp_path / "in"
    inbox.mkdir()
    canary = tmp_path / "CANARY"
    code = f"__import__('os').system('touch {canary}')"
    hostile = record(
        {
            "essay": f"{{{{ {code} }}}}",
            "gap": {"1": str(canary), "2": f"${{{code}}}"},
            str(canary): 1,
        },
        learner={
            "id": str(canary),
            "name": f"../../{canary.name}",
            "unit": f"=cmd|' /C {code}'!A0",
        },
        revision=f"file://{canary}",
    )
    sent = notebook(hostile)
    sent["cells"][0] |= {"source": code, "outputs": [{"data": {"text/html": f"<script>{code}"}}]}
    content = json.dumps(sent)
    (inbox / "x.ipynb").write_text(content)
    with zipfile.ZipFile(inbox / "x.zip", "w") as archive:
        for name in ("good.ipynb", str(canary), f"../{canary.name}", f"..\\{canary.name}.ipynb"):
            archive.writestr(name, content)
    run = subprocess.run(
        [sys.executable, "-c", WATCHED, str(tmp_path)], capture_output=True, text=True, check=True
    )
    seen = [tuple(one) for one in json.loads(run.stdout)]
    assert any(event == "open" and "results.csv" in path for event, path, *_ in seen)
    # Pages are named by a hash and by what is harmless of a number.
    touched = [one for one in seen if canary.name in "".join(one)]
    assert not touched
    started = {
        "os.system",
        "os.exec",
        "os.posix_spawn",
        "os.fork",
        "subprocess.Popen",
        "os.startfile",
    }
    assert not [one for one in seen if one[0] in started or one[0].startswith("socket.")]
    ours = (sys.prefix, sys.base_prefix, str(Path(__file__).parents[2] / "tools"), "<frozen", "<")
    foreign = [one for one in seen if one[0] in ("exec", "compile") and not one[1].startswith(ours)]
    assert not foreign
    assert not canary.exists()
    assert {path.name for path in tmp_path.iterdir()} == {"course", "in", "out"}
