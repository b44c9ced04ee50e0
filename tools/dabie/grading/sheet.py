"""A worksheet that takes whole rows: a fifth of the time that cell by cell takes.

XlsxWriter writes a row of its constant-memory mode when the next one begins; here a row goes to
the same file as soon as it is complete. Rows of both ways may follow one another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final, TypeAlias

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

Value: TypeAlias = str | int | float | None
# What a spreadsheet program would take for the code of another character.
_CODE: Final = re.compile(r"_(?=x[0-9a-fA-F]{4}_)")
_LETTERS: Final = [xl_col_to_name(column) for column in range(512)]


class RowSheet(Worksheet):  # type: ignore[misc]
    """A worksheet with `add_row`."""

    def add_row(
        self,
        row: int,
        values: Sequence[Value],
        formats: Sequence[Any],
        *,
        height: float | None = None,
    ) -> None:
        """Write a row after all others; None leaves a cell empty, in its format's colours."""
        # What was written cell by cell before goes first.
        self._write_single_row(row)
        self._check_dimensions(row, len(values) - 1)
        self._check_dimensions(row, 0)
        number = row + 1
        tall = f' ht="{height:g}" customHeight="1"' if height else ""
        parts = [f'<row r="{number}"{tall}>']
        for letters, value, look in zip(_LETTERS, values, formats, strict=False):
            style = look._get_xf_index()
            if value is None or value == "":
                if look.bg_color:
                    parts.append(f'<c r="{letters}{number}" s="{style}"/>')
            elif type(value) is str:
                text = _escape(value)
                space = "" if value == value.strip() else ' xml:space="preserve"'
                parts.append(
                    f'<c r="{letters}{number}" s="{style}" t="inlineStr">'
                    f"<is><t{space}>{text}</t></is></c>"
                )
            else:
                parts.append(f'<c r="{letters}{number}" s="{style}"><v>{value!r}</v></c>')
        parts.append("</row>")
        self.fh.write("".join(parts))


def _escape(text: str) -> str:
    """Escape a text that holds no control characters any more.

    >>> _escape("a<b & _x0041_")
    'a&lt;b &amp; _x005F_x0041_'
    """
    if "&" in text or "<" in text or ">" in text:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _CODE.sub("_x005F_", text) if "_x" in text else text
