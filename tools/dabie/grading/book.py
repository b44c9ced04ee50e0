"""Workbooks as we write them: the same bytes for the same content, nothing that computes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import xlsxwriter

from .results import cell
from .sheet import RowSheet
from .visible import clip, visible

CELL_LIMIT: Final = 32_000
"""Most characters of a cell; Excel stops at 32,767."""
_LINE: Final = 14.0
_HIGHEST: Final = 400.0
"""Excel allows 409 points."""
_EPOCH: Final = datetime(2000, 1, 1)

_BASE: Final = {"font_name": "微软雅黑", "font_size": 10, "valign": "top"}
FORMATS: Final[Mapping[str, Mapping[str, object]]] = {
    "plain": _BASE,
    "text": {**_BASE, "text_wrap": True},
    "code": {**_BASE, "font_color": "#6B6051", "font_size": 8},
    "number": {**_BASE, "num_format": "0.##"},
    "count": {**_BASE, "num_format": "0", "align": "center"},
    "percent": {**_BASE, "num_format": "0.0%"},
    "ratio": {**_BASE, "num_format": "0.00"},
    "head": {**_BASE, "bold": True, "bg_color": "#F0E9DA", "bottom": 1, "text_wrap": True},
    "title": {**_BASE, "bold": True, "font_size": 14},
    "warn": {**_BASE, "font_color": "#93420F", "bold": True, "text_wrap": True},
    "shared": {**_BASE, "font_color": "#93420F", "bold": True},
}
"""The looks of cells; colours are those of the pages."""


@contextmanager
def open_book(path: Path) -> Iterator[Any]:
    """Give a workbook that is written row by row in little memory, and close it."""
    # Its parts are written beside it, where the next run clears what a killed one left.
    with TemporaryDirectory(prefix=".parts-", dir=path.parent) as parts:
        # Before the file is opened: an error must not leave a half workbook behind in silence.
        book = xlsxwriter.Workbook(
            str(path),
            {
                "constant_memory": True,
                "strings_to_formulas": False,
                "strings_to_numbers": False,
                "strings_to_urls": False,
                "nan_inf_to_errors": False,
                "tmpdir": parts,
            },
        )
        book.worksheet_class = RowSheet
        # A time of writing would make every run's bytes others.
        book.set_properties({"created": _EPOCH})
        try:
            yield book
        finally:
            book.close()


def shown(text: str, *, lines: bool = False) -> str:
    r"""Return a foreign text as a harmless cell: nothing hidden, no formula, not too long.

    >>> shown("=1+1"), shown("a\u202eb")
    ("'=1+1", 'a⟨U+202E⟩b')
    """
    if lines:
        seen = visible(text, lines=True)
        seen = f"'{seen}" if cell(text[:1]).startswith("'") else seen
    else:
        seen = cell(text)
    # XlsxWriter takes such a text for formatting that is written already.
    return clip(f"'{seen}" if seen.startswith("<r>") else seen, CELL_LIMIT)


def height(text: str, width: float) -> float | None:
    """Return the height of a row that shows a wrapped text; None where one line does.

    Written down because not every spreadsheet program works it out when it opens a file.

    >>> height("短", 10), height("十个字的一句话就这样" * 2, 10)
    (None, 56.0)
    """
    lines = 0
    for line in text.split("\n"):
        # A Han character is three bytes long and two columns wide.
        columns = (len(line) + len(line.encode("utf-8", "surrogatepass"))) // 2
        lines += max(1, math.ceil(columns / width))
    return None if lines < 2 else min(_LINE * lines, _HIGHEST)
