"""One sheet as a table: a frozen heading with filters, columns of a width and a look."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..book import FORMATS, height, shown
from ..sheet import Value


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its width in characters, and the look of its cells."""

    heading: str
    width: float = 12
    look: str = "plain"


class Book:
    """A workbook with its looks; sheets come in the order in which they are made."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self.looks: Mapping[str, Any] = {
            name: book.add_format(dict(look)) for name, look in FORMATS.items()
        }

    def table(
        self, name: str, columns: Sequence[Column], *, note: str = "", left: int = 0
    ) -> Table:
        """Add a sheet; `note` stands where nothing else does, `left` columns stay in view."""
        return Table(self._book.add_worksheet(name), self.looks, columns, note, left)

    def sheet(self, name: str) -> Any:
        """Add a sheet that is no table."""
        return self._book.add_worksheet(name)


class Table:
    """A sheet that takes one row after the other."""

    def __init__(
        self,
        sheet: Any,
        looks: Mapping[str, Any],
        columns: Sequence[Column],
        note: str,
        left: int,
    ) -> None:
        self.sheet, self._looks, self._note = sheet, looks, note
        self._columns = columns
        self._formats = [looks[one.look] for one in columns]
        self._wrapped = {
            at: one.width for at, one in enumerate(columns) if one.look in ("text", "warn")
        }
        self._row = 0
        for place, one in enumerate(columns):
            sheet.set_column(place, place, one.width)
            sheet.write_string(0, place, shown(one.heading), looks["head"])
        sheet.freeze_panes(1, left)
        # Wide tables print on one page's width, under their headings.
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)

    def add(self, values: Iterable[Value]) -> None:
        """Write a row; texts must be harmless already, None leaves a cell empty."""
        self._row += 1
        row = list(values)
        self.sheet.add_row(self._row, row, self._formats, height=self._height(row))

    def add_marked(
        self, values: Sequence[Value], at: int, text: str, fragments: Sequence[object]
    ) -> None:
        """Write a row with marked passages in one column; `text` is all of that cell."""
        self._row += 1
        row = [*values[:at], text, *values[at + 1 :]]
        self.sheet.set_row(self._row, self._height(row))
        for place, value in enumerate(row):
            if place == at:
                self.sheet.write_rich_string(self._row, at, *fragments, self._looks["text"])
            elif value is not None:
                self.sheet.write(self._row, place, value, self._formats[place])

    def _height(self, values: Sequence[Value]) -> float | None:
        if not self._wrapped:
            return None
        high = [
            height(text, width)
            for at, width in self._wrapped.items()
            if at < len(values) and isinstance(text := values[at], str)
        ]
        return max(filter(None, high), default=None)

    def close(self) -> None:
        """Set the filters, now that the number of rows is known."""
        if self._row:
            self.sheet.autofilter(0, 0, self._row, len(self._columns) - 1)
        elif self._note:
            self.sheet.write_string(1, 0, self._note, self._looks["plain"])
