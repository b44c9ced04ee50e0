"""The kernel's files: Pyodide, the standard library and one archive with all else, as bytecode."""

from __future__ import annotations

import json
import re
import shutil
from hashlib import sha256
from pathlib import Path
from typing import Final
from zipfile import ZipFile

from .cache import digest, made
from .packages import BROWSER, BUILDER, NPM, builder, node, pyodide, run, wheels

HERE: Final = Path(__file__).parent
PACKAGE: Final = HERE.parent
RUNTIME: Final = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")
ARCHIVE: Final = "dabie_kernel.zip"
LOCK: Final = "pyodide-lock.json"
LIBRARY: Final = "dabie-kernel"
KERNEL: Final = ("pyodide_kernel", "ipykernel")
"""Wheels that the kernel's own front-end extension brings along."""
ROOMS: Final = ("core", "view", "notebooks", "catalog", "markup.py", "__init__.py")
"""What of this package runs in a notebook."""

UNWANTED: Final = re.compile(
    r"""
      (^|/)(tests?|labextension|nbextension|__pycache__)/
    | \.(pyi|js\.map|typed|orig)$
    | ^[^/]+\.data/
    | \.dist-info/(?!METADATA$)
    | ^IPython/testing/(?!__init__|skipdoctest|decorators)
    | ^IPython/sphinxext/
    | ^pygments/lexers/(?!__init__|_mapping|python|special)
    | ^pygments/formatters/(?!__init__|_mapping|html|terminal|latex|other)
    | ^prompt_toolkit/contrib/
    | ^(jupyterlab_widgets|jupyterlab_language_pack_zh_CN)
    """,
    re.VERBOSE,
)


def kernel_files(cache: Path) -> Path:
    """Return a folder with all that a kernel in the browser loads."""
    sources = [PACKAGE / one for one in ROOMS]
    scripts = [HERE / one for one in ("compile.mjs", "compile.py", "early.mjs", "piplite")]
    locks = [BUILDER, BROWSER, NPM / "package-lock.json"]
    name = digest([*locks, *scripts, Path(__file__), *sources])
    return made(cache / f"kernel-{name}", lambda folder: _build(cache, folder))


def _build(cache: Path, out: Path) -> None:
    runtime = pyodide(cache)
    for name in RUNTIME:
        shutil.copy(runtime / name, out)
    shutil.copy(HERE / "early.mjs", out)
    taken = out / "taken"
    _collect(cache, taken / "library")
    command: list[str | Path] = [node(), HERE / "compile.mjs", runtime, HERE, taken, out]
    run(command, "浏览器里用的 Python 没有编译成")
    shutil.rmtree(taken)
    (out / LOCK).write_text(_lock(runtime, out), encoding="utf-8")


def _collect(cache: Path, target: Path) -> None:
    """Lay out what goes into the library: wheels, the kernel's own, ours."""
    own = builder(cache).glob("**/@jupyterlite/pyodide-kernel-extension/static/pypi/*.whl")
    kernel = {one.name.partition("-")[0]: one for one in own}
    for wheel in [*sorted(wheels(cache).glob("*.whl")), *(kernel[name] for name in KERNEL)]:
        _unpack(wheel, target)
    shutil.copytree(HERE / "piplite", target / "piplite", ignore=_idle)
    for room in ROOMS:
        source = PACKAGE / room
        if source.is_dir():
            shutil.copytree(source, target / "dabie" / room, ignore=_idle)
        else:
            shutil.copy(source, target / "dabie" / room)


def _idle(folder: str, names: list[str]) -> set[str]:
    return {name for name in names if name in ("__pycache__", "labextension")}


def _unpack(wheel: Path, target: Path) -> None:
    with ZipFile(wheel) as archive:
        for name in archive.namelist():
            if name.endswith("/") or UNWANTED.search(name):
                continue
            path = target / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(archive.read(name))


def _lock(runtime: Path, out: Path) -> str:
    """Write Pyodide's own list of packages, with nothing in it but ours."""
    info = json.loads((runtime / "pyodide-lock.json").read_text(encoding="utf-8"))["info"]
    library = {
        "name": LIBRARY,
        "version": "1",
        "file_name": ARCHIVE,
        "install_dir": "site",
        "sha256": sha256((out / ARCHIVE).read_bytes()).hexdigest(),
        "package_type": "package",
        "imports": [],
        "depends": [],
        "unvendored_tests": False,
    }
    return json.dumps({"info": info, "packages": {LIBRARY: library}}, separators=(",", ":"))
