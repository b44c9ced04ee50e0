"""Texts on disk: as many long answers as there are, in no memory, for any process here to read."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias, overload

Keep: TypeAlias = Callable[[Iterable[str]], Sequence[str]]
"""Takes texts one after the other, and gives them back by place; `list` keeps them in memory."""

_BLOCK = 256
"""Texts that are read at once where all are read."""


class Shelf:
    """A folder where texts are kept for the time of a run."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kept = 0

    def __call__(self, texts: Iterable[str]) -> Shelved:
        """Write texts into a file of their own."""
        self._kept += 1
        return shelve(self._folder / f"{self._kept}", texts)


class Shelved(Sequence[str]):
    """The texts of one file; another process gets the places of their ends, and no text."""

    def __init__(self, path: Path, ends: array[int]) -> None:
        self.path, self._ends = path, ends

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._ends) - 1

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        """Read one, or several that follow one another."""
        if isinstance(at, slice):
            first, end, step = at.indices(len(self))
            return self._read(first, max(first, end))[::step]
        if not 0 <= at < len(self):
            raise IndexError(at)
        return self._read(at, at + 1)[0]

    def __iter__(self) -> Iterator[str]:
        """Read all, some at a time."""
        for at in range(0, len(self), _BLOCK):
            yield from self._read(at, min(at + _BLOCK, len(self)))

    def _read(self, first: int, end: int) -> list[str]:
        ends = self._ends[first : end + 1]
        with self.path.open("rb", buffering=0) as file:
            file.seek(ends[0])
            content = file.read(ends[-1] - ends[0])
        return [
            content[one - ends[0] : other - ends[0]].decode("utf-8", "surrogatepass")
            for one, other in zip(ends, ends[1:], strict=False)
        ]


def shelve(path: Path, texts: Iterable[str]) -> Shelved:
    """Write texts into a new file and give them back by place."""
    ends = array("q", [0])
    with path.open("xb") as file:
        for text in texts:
            ends.append(ends[-1] + file.write(text.encode("utf-8", "surrogatepass")))
    return Shelved(path, ends)


def alongside(texts: Sequence[str], change: Callable[[str], str], name: str) -> Sequence[str]:
    """Return each text changed, kept where the texts are: on disk, or else in memory."""
    changed = map(change, texts)
    if isinstance(texts, Shelved):
        return shelve(texts.path.with_suffix(f".{name}"), changed)
    return list(changed)
