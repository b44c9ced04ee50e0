"""Blocks of a chapter that are opened and never closed: they swallow what follows, in silence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ..catalog.chapters import chapter_files
from ..catalog.faults import Fault
from ..catalog.texts import read_text

_FENCE: Final = re.compile(r"^[ \t>]*(`{3,}|~{3,}|:{3,})[ \t]*([^`]*)$")


def fence_faults(book: Path) -> Iterator[Fault]:
    """Yield a fault for each block that stays open, and for each end that closes nothing."""
    for path in chapter_files(book):
        file = f"book/{path.relative_to(book).as_posix()}"
        held: list[tuple[str, str, int]] = []
        for number, line in enumerate(read_text(path).splitlines(), start=1):
            match = _FENCE.match(line)
            if match is None:
                continue
            marks, words = match[1], match[2].strip()
            inner = held[-1] if held else ("", "", 0)
            if not words and marks.startswith(inner[0] or marks + " "):
                held.pop()
            elif inner[0] and not inner[1].startswith("{"):
                continue  # what stands in code is code
            elif words or not marks.startswith(":"):
                held.append((marks, words, number))
            else:
                said = f"这一行 {marks} 前面没有开着的块"
                yield Fault(file, f"第 {number} 行", said, "删去，或补上开头的一行")
        for marks, words, number in held:
            said = f"{marks}{words} 没有收尾，后面的都算在它里面"
            yield Fault(file, f"第 {number} 行", said, f"在该收的地方单独写一行 {marks}")
