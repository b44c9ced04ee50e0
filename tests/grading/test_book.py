from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dabie.grading.book import FORMATS, height, open_book, shown

values = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["<r><t>x</t></r>", "<r>&</r>", "_x0041_", " a ", "a\nb", "]]>", "&amp;", "=1", "'"]
    ),
    st.integers(-(10**9), 10**9),
    # Exact in few digits: cell by cell, XlsxWriter writes only sixteen.
    st.integers(-(10**6), 10**6).map(lambda number: number / 8),
    st.none(),
)


@settings(max_examples=60, deadline=None)  # files take their time
@given(rows=st.lists(st.lists(values, min_size=1, max_size=4), min_size=1, max_size=4))
def test_rows_are_what_cells_would_be(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[object]]
) -> None:
    folder = tmp_path_factory.mktemp("book")
    clean = [
        [shown(one, lines=True) if isinstance(one, str) else one for one in row] for row in rows
    ]
    for whole in (True, False):
        with open_book(folder / f"{whole}.xlsx") as book:
            look = book.add_format(dict(FORMATS["plain"]))
            sheet = book.add_worksheet("一")
            sheet.write_string(0, 0, "先写的一格", look)
            for number, row in enumerate(clean, start=1):
                if whole:
                    sheet.add_row(number, row, [look] * 4)
                else:
                    for column, value in enumerate(row):
                        if value not in (None, ""):
                            sheet.write(number, column, value, look)
            sheet.write_string(len(clean) + 1, 0, "后写的一格", look)
    read = [
        list(openpyxl.load_workbook(folder / f"{whole}.xlsx")["一"].iter_rows(values_only=True))
        for whole in (True, False)
    ]
    assert read[0] == read[1]
    assert read[0][-1][0] == "后写的一格"


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("<r><t>x</t></r>", "'<r><t>x</t></r>"),
        ("=1", "'=1"),
        ("\t=1", "'␉=1"),
        ("字" * 40_000, "字" * 32_000 + "……"),
    ],
)
def test_what_a_cell_must_not_be(text: str, cell: str) -> None:
    assert shown(text) == cell


def test_heights_are_bounded() -> None:
    assert height("字" * 10_000, 10) == 400
    assert height("a" * 10, 10) is None
    assert height("a\nb\nc", 10) == 42
    assert height("\ud800" * 30, 10) is not None


def test_rows_may_be_high_and_coloured(tmp_path: Path) -> None:
    with open_book(tmp_path / "a.xlsx") as book:
        look = book.add_format({"bg_color": "#FFF9E5"})
        sheet = book.add_worksheet("一")
        sheet.add_row(0, ["a", None], [look, look], height=56)
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["一"]
    assert sheet.row_dimensions[1].height == 56
    assert sheet["B1"].fill.fgColor.rgb == "FFFFF9E5"
