"""Core, view and notebooks run where nothing compiled can be installed: in a browser's Python."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from importlib.metadata import distribution, requires
from pathlib import Path

from packaging.requirements import Requirement

from dabie.lite.cache import files_in

# Python's own compiled modules come with every Python; of what is installed, only sources load.
SOURCES_ONLY = """
import sys
from importlib.machinery import SOURCE_SUFFIXES, FileFinder, SourceFileLoader

finder = FileFinder.path_hook((SourceFileLoader, SOURCE_SUFFIXES))

def installed(path):
    if "site-packages" not in path:
        raise ImportError
    return finder(path)

sys.path_hooks.insert(0, installed)
sys.path_importer_cache.clear()

# What is compiled does not load: without this the rest would prove nothing.
for compiled in ("msgspec._core", "zmq.backend.cython._zmq"):
    try:
        __import__(compiled)
    except ImportError:
        continue
    raise SystemExit(f"{compiled} was loaded")

import dabie.core.publish, dabie.core.scoring, dabie.core.submission
import dabie.view.bundle, dabie.view.static
from dabie.notebooks.widget import ExerciseWidget

shown = dabie.exercise(dabie.item("numeric", "?", key=1, id="one"))
shown.checked = {"one": "1"}
assert isinstance(shown, ExerciseWidget)
assert shown.outcomes["one"]["outcome"]["state"] == "right"
files = [getattr(module, "__file__", None) or "" for module in sys.modules.values()]
print([file for file in files if "site-packages" in file and not file.endswith(".py")])
"""
# Compiled where it can be; each of these publishes a pure wheel of the same version, too.
ALSO_PURE = {"psygnal", "wcwidth"}


def test_everything_imports_and_scores_from_sources() -> None:
    run = subprocess.run(
        [sys.executable, "-c", SOURCES_ONLY], capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stdout.strip()) == (0, "[]"), run.stderr


def test_the_base_dependencies_are_pure() -> None:
    compiled = set()
    found = {"dabie"}
    waiting = ["dabie"]
    while waiting:
        for line in requires(waiting.pop()) or ():
            needed = Requirement(line)
            browser = {"sys_platform": "emscripten", "platform_system": "Emscripten", "extra": ""}
            name = re.sub(r"[-_.]+", "-", needed.name).lower()
            if name in found or (needed.marker and not needed.marker.evaluate(browser)):
                continue
            found.add(name)
            waiting.append(name)
            wheel = distribution(name).read_text("WHEEL") or ""
            if "-none-any" not in wheel:
                compiled.add(name)
    assert {"anywidget", "ipywidgets", "markdown-it-py"} <= found
    assert compiled <= ALSO_PURE


def test_the_wheel_is_pure_and_carries_the_front_end_for_jupyter_and_for_sites(
    root: Path, tmp_path: Path
) -> None:
    build = f"from hatchling.builders.wheel import WheelBuilder as B; print(*B({str(root)!r}).build(directory={str(tmp_path)!r}))"
    run = subprocess.run([sys.executable, "-c", build], capture_output=True, text=True, check=True)
    wheel = Path(run.stdout.strip())
    assert wheel.name.endswith("-py3-none-any.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert any(name.endswith("share/jupyter/labextensions/dabie/package.json") for name in names)
    # All that the package's folder holds: what is built from it finds it installed, too.
    package = root / "tools" / "dabie"
    sources = {f"dabie/{one.relative_to(package).as_posix()}" for one in files_in(package)}
    assert {"dabie/notebooks/labextension/package.json", "dabie/view/kinds/choice.js"} <= sources
    assert sources <= set(names)
    # The tools alone: no tests, and no course but the made-up one that a new course starts from.
    assert not [
        name
        for name in names
        if (name.endswith((".toml", ".ipynb")) or "exercises/" in name)
        and not name.startswith("dabie/template/")
    ]
