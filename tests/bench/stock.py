"""The same notebook by a plain `jupyter lite build`, as its documentation has it done.

Nothing of it is precompiled, left out or begun early. What it would fetch from a foreign host lies
beside it, in the versions that Pyodide's own list names, so that no network is measured.
"""

from __future__ import annotations

import copy
import json
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from dabie.lite.build import write_notebooks
from dabie.lite.cache import digest, made
from dabie.lite.packages import TARGET, builder, program, pyodide, run

HERE = Path(__file__).parent
LOCK = HERE / "stock.txt"
WIDGETS = ("anywidget", "jupyterlab_widgets")
"""Wheels that bring a front-end extension along; a plain build takes those that are named."""
DIRECT = {"anywidget", "comm", "ipython_pygments_lexers", "ipywidgets", "markdown_it_py", "mdurl"}
DIRECT |= {"jupyterlab_widgets", "psygnal", "dabie"}
"""Wheels that Pyodide does not have: they are offered by the site."""
INSTALL = "%pip install -q dabie"
"""What a notebook there has to begin with."""


def site(root: Path, cache: Path, notebook: dict[str, Any]) -> Path:
    """Return the folder of the site with this one notebook, `mine.ipynb`."""
    with_install = copy.deepcopy(notebook)
    cell = {"cell_type": "code", "execution_count": None, "id": "install", "metadata": {}}
    with_install["cells"].insert(0, {**cell, "outputs": [], "source": INSTALL})
    text = json.dumps(with_install, ensure_ascii=False)
    # Another notebook, or another state of this package, is another site.
    name = digest([LOCK, Path(__file__), root / "tools" / "dabie"], text)
    return made(cache / f"stock-{name}", lambda out: _build(root, cache, text, out)) / "site"


def _build(root: Path, cache: Path, notebook: str, out: Path) -> None:
    wheels, work = out / "wheels", out / "work"
    work.mkdir()
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    what = ["--no-deps", "--only-binary", ":all:", *TARGET.split(), "--require-hashes"]
    quiet = subprocess.DEVNULL
    subprocess.run(
        [*pip, "download", *what, "-r", LOCK, "--dest", wheels], check=True, stderr=quiet
    )
    alone = ["--no-deps", "--no-build-isolation", "--wheel-dir", wheels]
    subprocess.run([*pip, "wheel", *alone, root], check=True, stderr=quiet)
    own = sorted(one for one in wheels.iterdir() if _name(one) in DIRECT)
    config = {
        "LiteBuildConfig": {
            "federated_extensions": [str(one) for one in own if _name(one) in WIDGETS],
            "output_dir": str(out / "site"),
        },
        "PipliteAddon": {"piplite_urls": [str(one) for one in own]},
        "PyodideAddon": {"pyodide_url": str(_distribution(cache, wheels, work))},
    }
    (work / "jupyter_lite_config.json").write_text(json.dumps(config), encoding="utf-8")
    # So that the measurement can have all cells run; a learner would press for it.
    settings = {"exposeAppInBrowser": True, "contentsAllJsonFile": "all.json"}
    page = {"jupyter-lite-schema-version": 0, "jupyter-config-data": settings}
    (work / "jupyter-lite.json").write_text(json.dumps(page), encoding="utf-8")
    jupyter = program(builder(cache), "jupyter")
    clean = {name: value for name, value in os.environ.items() if not name.startswith("JUPYTER")}
    run([jupyter, "lite", "build"], "JupyterLite 没有建成", cwd=work, env=clean)
    # JupyterLite's own way to do this needs a Jupyter server installed.
    write_notebooks([(Path("mine.ipynb"), notebook)], out / "site")
    shutil.rmtree(wheels)
    shutil.rmtree(work)


def _distribution(cache: Path, wheels: Path, work: Path) -> Path:
    """Pack Pyodide with those of its packages that the kernel takes from it."""
    folder = work / "pyodide"
    shutil.copytree(pyodide(cache), folder)
    lock = json.loads((folder / "pyodide-lock.json").read_text(encoding="utf-8"))
    for file, entry in _taken(wheels, lock["packages"]):
        shutil.copy(file, folder)
        # Its own builds of the same versions differ in nothing but a few left-out files.
        entry["sha256"] = sha256(file.read_bytes()).hexdigest()
    (folder / "pyodide-lock.json").write_text(json.dumps(lock), encoding="utf-8")
    packed = work / "pyodide.tar.bz2"
    with tarfile.open(packed, "w:bz2", compresslevel=1) as archive:
        archive.add(folder, "pyodide")
    return packed


def _taken(wheels: Path, packages: dict[str, Any]) -> Iterator[tuple[Path, dict[str, Any]]]:
    named = {entry["file_name"]: entry for entry in packages.values()}
    for file in sorted(wheels.iterdir()):
        if _name(file) not in DIRECT:
            yield file, named[file.name]


def _name(wheel: Path) -> str:
    return wheel.name.partition("-")[0]
