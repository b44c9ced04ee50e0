"""Spreadsheets that people made, read as rows of text: `.xlsx` and `.csv`, each cell with its name.

Rosters and filled reviews come this way. Nothing in them is computed: of a formula the value is
taken that the spreadsheet program stored.
"""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Final

from ..core.errors import DabieError
from ..core.text import is_blank
from .limits import TABLE_CELL_LIMIT, TABLE_LIMIT, TABLE_ROW_LIMIT, TABLE_UNPACKED_LIMIT

SUFFIXES: Final = (".xlsx", ".csv")


class TableError(DabieError):
    """A spreadsheet that cannot be read; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number in the sheet, its cells as text, and which of them were numbers."""

    number: int
    cells: tuple[str, ...]
    numeric: tuple[bool, ...] = ()

    def at(self, column: int) -> str:
        """Return the text of a column, empty where the row ends before it."""
        return self.cells[column] if 0 <= column < len(self.cells) else ""

    def is_number(self, column: int) -> bool:
        """Tell whether the cell held a number, which has lost the zeros it began with."""
        return column < len(self.numeric) and self.numeric[column]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet with its rows that hold anything."""

    file: str
    name: str
    rows: tuple[Row, ...]

    def place(self, row: int, column: int) -> str:
        """Name a cell as people find it.

        >>> Sheet("花名册.xlsx", "名单", ()).place(7, 1), Sheet("花名册.csv", "", ()).place(7, 26)
        ('花名册.xlsx 工作表“名单” B7', '花名册.csv AA7')
        """
        sheet = f" 工作表“{self.name}”" if self.name else ""
        return f"{self.file}{sheet} {letters(column)}{row}"


def letters(column: int) -> str:
    """Return the letters of a column that is counted from 0.

    >>> letters(0), letters(25), letters(26), letters(701), letters(702)
    ('A', 'Z', 'AA', 'ZZ', 'AAA')
    """
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(65 + letter) + name
    return name


def read_sheets(path: Path) -> list[Sheet]:
    """Read every sheet of a spreadsheet; `TableError` says what is wrong with the file."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise TableError(f"{path.name} 不是 .xlsx 或 .csv；请在表格软件里另存为 .xlsx")
    try:
        size = path.stat().st_size
        if size > TABLE_LIMIT:
            raise TableError(f"{path.name} 有 {size // 2**20} MB，最多 {TABLE_LIMIT // 2**20} MB")
        content = path.read_bytes()
    except FileNotFoundError:
        raise TableError(f"找不到 {path}；请检查路径") from None
    except IsADirectoryError:
        raise TableError(f"{path} 是文件夹，不是表格") from None
    except OSError as error:
        raise TableError(
            f"{path.name} 打不开（系统错误 {error.errno}）；请关掉正在用它的程序"
        ) from None
    return [_csv(content, path.name)] if suffix == ".csv" else _xlsx(content, path.name)


def _csv(content: bytes, file: str) -> Sheet:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise TableError(f"{file} 认不出文字编码；请在表格软件里另存为 .xlsx")
    if "\0" in text:
        raise TableError(f"{file} 不是文本；请在表格软件里另存为 .xlsx")
    # A semicolon or a tab is what some spreadsheets write instead.
    first = text.partition("\n")[0]
    mark = max(",;\t，", key=first.count)
    try:
        read = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    except csv.Error as error:
        raise TableError(f"{file} 读不下去（{error}）；请在表格软件里另存为 .xlsx") from None
    return Sheet(file, "", tuple(_rows(read, file)))


def _xlsx(content: bytes, file: str) -> list[Sheet]:
    from openpyxl import load_workbook

    broken = TableError(f"{file} 打不开，不是完好的 .xlsx；请在表格软件里打开它，另存为 .xlsx")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(one.file_size for one in archive.infolist())
        if unpacked > TABLE_UNPACKED_LIMIT:
            raise TableError(f"{file} 解开后大得不正常，没有打开；请另存为新的 .xlsx")
        with warnings.catch_warnings():
            # It warns of what it does not carry over, such as drop-downs of newer programs.
            warnings.simplefilter("ignore")
            book = load_workbook(
                io.BytesIO(content), read_only=True, data_only=True, keep_links=False
            )
            try:
                sheets = []
                for sheet in book.worksheets:
                    # The stated size may be wrong: the rows themselves tell.
                    sheet.reset_dimensions()
                    rows = _rows(sheet.iter_rows(values_only=True), file)
                    sheets.append(Sheet(file, sheet.title, tuple(rows)))
                return sheets
            finally:
                book.close()
    except TableError:
        raise
    except Exception:
        # The library raises whatever its many parsers do; all of it means the same to a person.
        raise broken from None


def _rows(rows: Iterator[Sequence[object]] | list[list[str]], file: str) -> Iterator[Row]:
    for number, values in enumerate(rows, start=1):
        if number > TABLE_ROW_LIMIT:
            raise TableError(f"{file} 超过 {TABLE_ROW_LIMIT:,} 行；请删去空行或分成几个文件")
        cells = tuple(_text(value) for value in values[:TABLE_CELL_LIMIT])
        if not all(map(is_blank, cells)):
            yield Row(number, cells, tuple(isinstance(one, int | float) for one in values))


def _text(value: object) -> str:
    """Write a cell's value as a person sees it: 80213.0 is 80213."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return (
            value.isoformat(" ", "minutes") if value.time() != time() else value.date().isoformat()
        )
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value).strip()
