"""Tables of a chapter that would be none, or lose a cell: bars are shown then, or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ..catalog.chapters import chapter_files
from ..catalog.faults import Fault
from ..catalog.texts import read_text
from .prose import outside_code

_RULE: Final = re.compile(r"^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_BAR: Final = re.compile(r"(?<!\\)\|")


def row_faults(book: Path) -> Iterator[Fault]:
    """Yield a fault for each row of a table that does not fit its head."""
    for path in chapter_files(book):
        head, above, within = 0, "", False
        for number, line in outside_code(read_text(path)):
            place = (f"book/{path.relative_to(book).as_posix()}", f"第 {number} 行")
            cells = _cells(line) if _BAR.search(line) else 0
            if not cells:
                head, within = 0, False
            elif within and cells > head:
                said = f"表格的这一行有 {cells} 格，表头只有 {head} 格，多出来的不会显示"
                yield Fault(*place, said, "补上表头，或合并格子；文字里的竖线写成 \\|")
            elif not within and _RULE.match(line) and _BAR.search(above):
                head, within = _cells(above), True
                if cells != head:
                    said = f"表格的分隔线有 {cells} 格，表头有 {head} 格，对不上就不是表"
                    yield Fault(*place, said, "一格写一个 ---")
            elif not within and _is_row(line) and _is_row(above) and not head:
                # Once for a table, not for each of its rows.
                head = cells
                yield Fault(*place, "表头下面没有分隔线，成不了表", "加一行 |---|---|")
            above = line


def _cells(row: str) -> int:
    return len(_BAR.split(row.strip().removeprefix("|").removesuffix("|")))


def _is_row(line: str) -> bool:
    return line.lstrip().startswith("|") and line.rstrip().endswith("|")
