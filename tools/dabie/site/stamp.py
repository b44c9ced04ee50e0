"""Whether a site is still as its last build left it, so that building again has nothing to do."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final

PACKAGE: Final = Path(__file__).parents[1]
NAME: Final = "built"
"""The file beside Sphinx's memory that holds the digest of what went in and what came out."""


class Stamp:
    """Remembers inputs and outputs of a build by name, size and time, as Sphinx itself does.

    It is taken before the build reads anything.
    """

    def __init__(self, root: Path, out: Path, state: Path, wanted: Iterable[str]) -> None:
        self._sources = [root / "book", root / "exercises", root / "_config.yml", PACKAGE]
        self._out, self._file, self._wanted = out, state / NAME, list(wanted)
        # What is saved while a build runs may have come too late for it.
        self._before = self._digest_of_sources()

    def holds(self) -> bool:
        """Tell whether nothing has changed since `press`: no source, no setting, no built file."""
        try:
            return self._file.read_text(encoding="utf-8") == self._digest()
        except FileNotFoundError:
            return False

    def lift(self) -> None:
        """Forget: a build that ends early leaves a site that is not whole."""
        self._file.unlink(missing_ok=True)

    def press(self) -> None:
        """Remember what there was when this began, and what was made of it."""
        self._file.write_text(self._digest(), encoding="utf-8")

    def _digest(self) -> str:
        total = sha256(f"{self._wanted!r}\0{self._before}".encode())
        for line in sorted(_listed(self._out)):
            total.update(line.encode())
        return total.hexdigest()

    def _digest_of_sources(self) -> str:
        total = sha256()
        for place in self._sources:
            for line in sorted(_listed(place)):
                total.update(line.encode())
        return total.hexdigest()


def _listed(place: Path) -> Iterator[str]:
    """Yield a line for every file at or below a path."""
    if place.is_file():
        yield _line(os.fspath(place), place.stat())
    for folder, folders, names in os.walk(place):
        # Compiled modules come and go by themselves.
        folders[:] = [one for one in folders if one != "__pycache__"]
        for name in names:
            path = os.path.join(folder, name)
            # A link to nowhere, by which an editor marks what it holds open; or gone meanwhile.
            with suppress(FileNotFoundError):
                yield _line(path, os.stat(path))


def _line(path: str, found: os.stat_result) -> str:
    return f"{path}\0{found.st_size}\0{found.st_mtime_ns}\n"
