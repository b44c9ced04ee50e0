from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from dabie.core.items import Course
from dabie.grading import Options
from dabie.grading.output import Graded
from dabie.grading.sheets import workbook
from dabie.grading.texts import Texts

Record = Callable[..., dict[str, Any]]
Run = Callable[..., Graded]
OWN = "".join(chr(0x5000 + at * 3) for at in range(120))


@pytest.fixture
def book(tmp_path: Path) -> Callable[[Graded], Any]:
    def write(graded: Graded) -> Any:
        workbook.write(tmp_path / "results.xlsx", graded)
        return openpyxl.load_workbook(tmp_path / "results.xlsx")

    return write


def rows(sheet: Any) -> list[dict[str, Any]]:
    found = list(sheet.iter_rows(values_only=True))
    return [dict(zip(found[0], row, strict=True)) for row in found[1:]]


def test_the_sheets_in_their_order(book: Callable[[Graded], Any], run: Run, record: Record) -> None:
    opened = book(run(record(), record(exercise="final"), b"{"))
    assert opened.sheetnames == [
        "成绩", "汇总", "逐题", "未交", "退回", "核对", "待评阅",
        "题目分析", "选项", "练习分析", "雷同", "说明",
    ]  # fmt: skip
    scores = opened["成绩"]
    assert scores.freeze_panes == "C2"
    assert scores.auto_filter.ref == "A1:M3"
    assert scores["H2"].number_format == "0.0%"
    assert scores.column_dimensions["D"].width > 20


def test_scores_as_numbers(book: Callable[[Graded], Any], run: Run, record: Record) -> None:
    opened = book(run(record({"single": ["taihu"], "essay": "据文章"})))
    (row,) = rows(opened["成绩"])
    assert (row["编号"], row["状态"], row["得分"], row["满分"]) == ("080213", "待评阅", 1, 13)
    assert row["得分率"] == pytest.approx(1 / 11)
    assert row["待评阅分"] == 2
    assert row["交卷时间"] == "2026年11月23日 08:00"
    (items,) = rows(opened["逐题"])
    assert (items["第1题"], items["第2题"], items["第7题"]) == (1, 0, None)
    (waits,) = rows(opened["待评阅"])
    assert (waits["编号"], waits["字数"]) == ("080213", 3)
    assert len(waits["编码"]) == 20


def test_nothing_computes_and_nothing_hides(
    book: Callable[[Graded], Any], run: Run, record: Record
) -> None:
    evil = {"id": "=1+1", "name": "＝HYPERLINK(1)", "unit": "@a\u202e"}
    opened = book(run(record({"essay": "=cmd|' /C calc'!A0\n" + OWN}, learner=evil), b"\x00"))
    seen = [cell for sheet in opened for row in sheet.iter_rows() for cell in row if cell.value]
    assert all(cell.data_type != "f" for cell in seen)
    texts = [cell.value for cell in seen if isinstance(cell.value, str)]
    assert not [text for text in texts if text[0] in "=+-@＝＋－＠\t\r" and len(text) > 1]
    assert "'=1+1" in texts
    assert "'@a⟨U+202E⟩" in texts


def test_refused_files_have_reason_and_remedy(
    book: Callable[[Graded], Any], run: Run, record: Record
) -> None:
    (row,) = rows(book(run(b'{"cells": ['))["退回"])
    assert (row["为什么"], row["怎么办"]) == ("文件不完整，在第 11 字节处断了", "请本人重新发送")
    assert row["可能是谁"] == "不明"


def test_empty_sheets_say_so(book: Callable[[Graded], Any], run: Run) -> None:
    opened = book(run())
    assert opened["未交"]["A2"].value.startswith("没有给名册")
    assert opened["雷同"]["A2"].value.startswith("没有发现")
    assert opened["成绩"]["A2"].value == "没有计入的交卷。"


def test_shared_passages_are_marked(
    book: Callable[[Graded], Any], run: Run, record: Record, tmp_path: Path
) -> None:
    graded = run(
        record({"essay": OWN}, learner_id="1"),
        record({"essay": "我认为，" + OWN + "，以上。"}, learner_id="2"),
        record({"essay": "=" + OWN}, learner_id="3"),
    )
    workbook.write(tmp_path / "results.xlsx", graded)
    rich = openpyxl.load_workbook(tmp_path / "results.xlsx", rich_text=True)["雷同"]
    marked = rich["I3"].value
    assert [str(part) for part in marked] == ["我认为，", OWN, "，以上。"]
    assert [bool(getattr(part, "font", None) and part.font.b) for part in marked] == [
        False,
        True,
        False,
    ]
    assert str(rich["I2"].value) == OWN
    assert str(rich["I4"].value).startswith("'=")
    assert "只是线索，先问清楚" in rich["J2"].value


def test_about_says_what_is_stored_and_how_to_erase_it(
    book: Callable[[Graded], Any], run: Run, record: Record
) -> None:
    sheet = book(run(record()))["说明"]
    text = "\n".join(str(row[1].value) for row in sheet.iter_rows())
    for expected in ("没有人核验", "写作题原文", "删掉", "退回不等于 0 分", "只是线索"):
        assert expected in text


def test_a_void_item_is_shown_as_such(
    book: Callable[[Graded], Any],
    run: Run,
    record: Record,
    write_course: Callable[..., Course],
    tmp_path: Path,
) -> None:
    count = 'kind = "numeric"\nprompt = "多少人？"\nobjective = "说出地点"\nsources = ["shi1"]\nkey = 1\n'
    course = write_course(tmp_path / "c", {"practice/count.toml": 'void = "两种口径"\n' + count})
    opened = book(run(record(), course=course))
    assert rows(opened["成绩"])[0]["满分"] == 12
    assert rows(opened["逐题"])[0]["第6题（作废）"] is None
    (row,) = [one for one in rows(opened["题目分析"]) if one["题目编号"] == "count"]
    assert (row["提示"], row["看什么"]) == ("作废", "作废，谁都不计：两种口径")


def test_the_same_bytes_twice(run: Run, record: Record, tmp_path: Path) -> None:
    graded = run(
        *(record({"essay": OWN}, learner_id=str(n)) for n in range(3)), texts=Texts({"一": OWN})
    )
    for name in ("a.xlsx", "b.xlsx"):
        workbook.write(tmp_path / name, graded)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_text_beyond_a_cell_is_cut(
    book: Callable[[Graded], Any], run: Run, record: Record
) -> None:
    long = "".join(chr(0x4E00 + at % 20000) for at in range(20_000))
    opened = book(run(*(record({"essay": long}, learner_id=str(n)) for n in range(2))))
    assert len(opened["雷同"]["I2"].value) <= 32_767


def test_the_options_reach_the_about_sheet(
    book: Callable[[Graded], Any], run: Run, record: Record
) -> None:
    opened = book(run(record(), options=Options(attempt="best", anonymous=True)))
    text = str([row[1].value for row in opened["说明"].iter_rows()])
    assert "算得分最高的一次" in text
    assert "identities.csv" in text
