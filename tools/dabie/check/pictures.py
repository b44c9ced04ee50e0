"""Pictures of a chapter without words: who cannot see them is told nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from ..catalog.chapters import chapter_files
from ..catalog.faults import Fault
from ..catalog.texts import read_text
from .prose import outside_code

_INLINE: Final = re.compile(r"!\[\s*\]\(\s*<?([^)\s>]+)")
_PLACED: Final = re.compile(r"^\s*(?:`{3,}|~{3,}|:{3,})\{(?:image|figure)\}\s*(\S+)")
_OPTION: Final = re.compile(r"^\s*(?:---|:?[\w-]+:)")
_WORDS: Final = re.compile(r"^\s*:?alt:\s*\S")


def picture_faults(book: Path) -> Iterator[Fault]:
    """Yield a fault for each picture of a chapter that has no words."""
    for path in chapter_files(book):
        file = f"book/{path.relative_to(book).as_posix()}"
        lines = list(outside_code(read_text(path)))
        for at, (number, line) in enumerate(lines):
            mute = [(one, "写 ![说明](…)") for one in _INLINE.findall(line)]
            placed = _PLACED.match(line)
            if placed and not any(map(_WORDS.match, _options(lines[at + 1 :]))):
                mute.append((placed[1], "下一行写 :alt: 说明"))
            for name, remedy in mute:
                said = f"图“{PurePosixPath(name).name}”没有说明，看不见的人不知道画了什么"
                yield Fault(file, f"第 {number} 行", said, remedy)


def _options(lines: list[tuple[int, str]]) -> Iterator[str]:
    for _, line in lines:
        if not _OPTION.match(line):
            return
        yield line
