from __future__ import annotations

import datetime
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from dabie.grading import tables
from dabie.grading.tables import TableError, read_sheets

WriteXlsx = Callable[[Path, dict[str, list[list[Any]]]], Path]


def test_cells_are_read_as_people_see_them(tmp_path: Path, write_xlsx: WriteXlsx) -> None:
    row = ["李某 ", 80213.0, 2.5, datetime.date(2026, 11, 30), None, True]
    path = write_xlsx(tmp_path / "a.xlsx", {"一": [["x"], row]})
    (sheet,) = read_sheets(path)
    assert sheet.rows[1].cells == ("李某", "80213", "2.5", "2026-11-30", "", "是")
    assert sheet.rows[1].is_number(1)
    assert not sheet.rows[1].is_number(0)
    assert sheet.rows[1].at(99) == ""


def test_empty_rows_are_left_out_but_counted(tmp_path: Path, write_xlsx: WriteXlsx) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", {"一": [["x"], [], ["y"]]})
    assert [row.number for row in read_sheets(path)[0].rows] == [1, 3]


def test_a_wrong_size_in_the_file_hides_no_row(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for number in range(5):
        book.active.append([number])
    book.save(tmp_path / "a.xlsx")
    with (
        zipfile.ZipFile(tmp_path / "a.xlsx") as old,
        zipfile.ZipFile(tmp_path / "b.xlsx", "w") as new,
    ):
        for name in old.namelist():
            new.writestr(
                name, old.read(name).replace(b'<dimension ref="A1:A5"', b'<dimension ref="A1:A1"')
            )
    assert len(read_sheets(tmp_path / "b.xlsx")[0].rows) == 5


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_csv_in_every_encoding_and_with_every_mark(
    tmp_path: Path, encoding: str, mark: str
) -> None:
    (tmp_path / "a.csv").write_bytes(f"编号{mark}姓名\r\n01{mark}李某\r\n".encode(encoding))
    (sheet,) = read_sheets(tmp_path / "a.csv")
    assert [row.cells for row in sheet.rows] == [("编号", "姓名"), ("01", "李某")]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.xls", b"x", "另存为 .xlsx"),
        ("a.xlsx", b"", "不是完好的"),
        ("a.xlsx", b"PK\x03\x04 half", "不是完好的"),
        ("a.csv", b"\xff\xfe\x00", "认不出文字编码|不是文本"),
        ("a.csv", b"a\0b", "不是文本"),
        ("a.csv", b'"' + b"x" * 200_000, "读不下去"),
    ],
)
def test_broken_files_are_refused_in_words(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(TableError, match=said):
        read_sheets(tmp_path / name)


def test_a_zip_that_is_no_workbook(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("xl/workbook.xml", "<a/>")
    with pytest.raises(TableError, match="不是完好的"):
        read_sheets(tmp_path / "a.xlsx")


def test_limits(tmp_path: Path, write_xlsx: WriteXlsx, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", {"一": [["x"], ["y"], ["z"]]})
    monkeypatch.setattr(tables, "TABLE_ROW_LIMIT", 2)
    with pytest.raises(TableError, match="超过 2 行"):
        read_sheets(path)
    monkeypatch.setattr(tables, "TABLE_UNPACKED_LIMIT", 10)
    with pytest.raises(TableError, match="大得不正常"):
        read_sheets(path)
    monkeypatch.setattr(tables, "TABLE_LIMIT", 10)
    with pytest.raises(TableError, match="最多"):
        read_sheets(path)


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="找不到"):
        read_sheets(tmp_path / "a.xlsx")
    (tmp_path / "b.csv").mkdir()
    with pytest.raises(TableError, match="文件夹|打不开"):
        read_sheets(tmp_path / "b.csv")
