"""A course's site, built from a copy so that the tree stays clean, and served as `dabie serve` does.

It is built once for all processes that test; each serves it for itself.
"""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import uvicorn

from dabie.catalog import load_course
from dabie.core.items import Course, Exercise
from dabie.publishing import citations, definitions
from dabie.site.build import build
from dabie.site.serve import application

Once: TypeAlias = Callable[[str, Callable[[Path], object]], Path]
"""The fixture `once`: has a folder of this name filled once for all processes, and returns it."""
COPIED = ("book", "exercises", "_config.yml")


@dataclass(frozen=True)
class Site:
    """A built site under its address, and the course that it was built from."""

    root: Path
    folder: Path
    port: int
    course: Course = field(repr=False)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def pages(self) -> list[str]:
        return sorted(one.name for one in self.folder.glob("*.html"))

    def exercise(self, exercise_id: str) -> Exercise:
        found = self.course.exercise(exercise_id)
        assert found is not None
        return found

    def definitions(self, exercise_id: str) -> dict[str, dict[str, object]]:
        """Return what the page carries of each item, by its id."""
        published = definitions(self.exercise(exercise_id), citations(self.root))
        return {str(one["id"]): one for one in published}


def built(course: Path, work: Path, lite: Path | None = None) -> None:
    """Build the site of a copy of the course, both below `work`.

    `lite` is the folder that keeps what runs notebooks in the browser, where a test needs that.
    """
    root = work / "course"
    root.mkdir()
    for name in COPIED:
        source = course / name
        if source.is_dir():
            shutil.copytree(source, root / name)
        else:
            shutil.copy(source, root / name)
    assert build(root, work / "site", lite=lite) == ""


@contextmanager
def served(work: Path) -> Iterator[Site]:
    """Serve meanwhile what was built below `work`."""
    root, folder = work / "course", work / "site"
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(application(folder), log_level="warning", lifespan="off", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield Site(root, folder, listener.getsockname()[1], load_course(root))
    finally:
        server.should_exit = True
        thread.join()
        listener.close()
