"""Puts the notebooks in the browser beside a built book; what no chapter changes is kept."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from ..core.items import Course
from ..publishing import notebook
from ..view.bundle import bundle
from .cache import digest, made
from .configuration import configuration
from .jupyter import front_end
from .kernel import kernel_files
from .licences import PAGE, licences
from .packages import UnavailableError
from .pages import write_pages

HERE: Final = Path(__file__).parent
ROOM: Final = "lite"
"""The folder of the site that holds all of this."""
PREFIX: Final = "dabie-"
"""With eight hexadecimal digits after it, a server may send the folder with a year's validity."""
EXTENSION: Final = HERE.parent / "notebooks" / "labextension"
BOOK: Final = HERE.parent / "book" / "static"
OWN: Final = (
    HERE / "page.js",
    *(BOOK / name for name in ("icon.svg", "mode.js")),
)
SESSION: Final = "session.js"
STYLES: Final = (
    # First the items' own, as their widget brings them along, too.
    *(HERE.parent / "view" / name for name in ("tokens.css", "item.css", "handin.css")),
    BOOK.parent / "theme" / "css" / "static.css",
    HERE.parent / "notebooks" / "exercise.css",
    HERE / "page.css",
    HERE / "notebook.css",
)
EPOCH: Final = datetime(2026, 1, 1, tzinfo=UTC).isoformat()


def build_lite(
    course: Course, contents: Iterable[Mapping[str, Any]], out: Path, cache: Path
) -> None:
    """Write the notebooks and what runs them into the site at `out`.

    `contents` is what each notebook carries of its exercise.
    What does not depend on the course is built once and kept in `cache`. `UnavailableError` when
    this machine has not what building takes, or cannot fetch it.
    """
    try:
        from filelock import FileLock
    except ImportError:
        raise UnavailableError("还要装：pip install 'dabie[book]'") from None
    cache.mkdir(parents=True, exist_ok=True)
    # Two builds at once wait for each other instead of fetching and building the same twice.
    with FileLock(cache / "lock"):
        front, kernel = front_end(cache), kernel_files(cache)
    # With the page's own store in it: the device is read and written by one program.
    session = bundle(HERE / SESSION).text
    sources = [EXTENSION, HERE / "worker.mjs", *OWN, *STYLES]
    folder = f"{PREFIX}{digest(sources, front.name, kernel.name, session)}"
    room = out / ROOM
    room.mkdir(exist_ok=True)
    for old in room.glob(f"{PREFIX}*"):
        if old.name != folder:
            shutil.rmtree(old)

    def assemble(target: Path) -> None:
        for name in ("build", "extensions"):
            shutil.copytree(front / name, target / name)
        shutil.copytree(kernel, target / "kernel")
        shutil.copytree(EXTENSION, target / "extensions" / "dabie")
        for path in OWN:
            shutil.copy(path, target)
        (target / SESSION).write_text(session, encoding="utf-8", newline="\n")
        style = "\n".join(path.read_text(encoding="utf-8") for path in STYLES)
        (target / "page.css").write_text(style, encoding="utf-8", newline="\n")
        (target / PAGE).write_text(licences(cache, front), encoding="utf-8")
        worker = target / "kernel" / "worker.mjs"
        worker.write_text(_worker(target), encoding="utf-8")

    made(room / folder, assemble)
    contents = list(contents)
    write_pages(course, contents, configuration(front), folder, room / "notebooks")
    first = [one.relative_to(room / folder).as_posix() for one in _first(room / folder)]
    described = json.dumps({"folder": folder, "first": first})
    (room / "folder.json").write_text(described, encoding="utf-8")
    files = ((Path(f"{one['exercise']}.ipynb"), notebook(one)) for one in contents)
    write_notebooks(files, room)
    # JupyterLite asks for words and for the list of files in places of its own.
    shutil.copytree(front / "translations", room / "api" / "translations", dirs_exist_ok=True)


def _first(folder: Path) -> Iterator[Path]:
    """Yield the large files that every start needs, for who fetches them beforehand."""
    for pattern in ("kernel/pyodide*.*js", "kernel/*.wasm", "kernel/*.zip"):
        yield from sorted(folder.glob(pattern))
    yield folder / "build" / "notebooks" / "bundle.js"
    yield from folder.glob("build/jlab_core.*.js")


def _worker(folder: Path) -> str:
    """Return the script that begins the kernel's own worker early."""
    (own,) = folder.glob("extensions/@jupyterlite/*/static/comlink.worker.*.js")
    script = (HERE / "worker.mjs").read_text(encoding="utf-8")
    return script.replace("%WORKER%", f"../{own.relative_to(folder).as_posix()}")


def write_notebooks(notebooks: Iterable[tuple[Path, str]], room: Path) -> None:
    """Write the exercises where JupyterLite looks for files, and the list of them."""
    shutil.rmtree(room / "files", ignore_errors=True)
    (room / "files").mkdir()
    listed = []
    for path, text in notebooks:
        (room / "files" / path.name).write_text(text, encoding="utf-8", newline="\n")
        listed.append(
            {
                "content": None,
                "created": EPOCH,
                "format": None,
                "last_modified": EPOCH,
                "mimetype": None,
                "name": path.name,
                "path": path.name,
                "size": len(text.encode()),
                "type": "notebook",
                "writable": True,
            }
        )
    folder = {
        "content": listed,
        "created": EPOCH,
        "format": "json",
        "last_modified": EPOCH,
        "mimetype": None,
        "name": "",
        "path": "",
        "size": None,
        "type": "directory",
        "writable": True,
    }
    contents = room / "api" / "contents"
    contents.mkdir(parents=True, exist_ok=True)
    (contents / "all.json").write_text(json.dumps(folder, ensure_ascii=False), encoding="utf-8")
