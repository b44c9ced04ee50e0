from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest

from dabie.core.items import Course
from dabie.grading.batch import grade_entry, number_attempts
from dabie.grading.entry import Entry
from dabie.grading.results import cell, results_csv
from dabie.grading.visible import clip, visible

Record = Callable[..., dict[str, Any]]
Table = Callable[..., bytes]


@pytest.fixture
def table(course: Course, revisions: dict[str, str], packed: Callable[[object], bytes]) -> Table:
    def make(**records: dict[str, Any]) -> bytes:
        entries = [Entry(f"{name}.ipynb", packed(one)) for name, one in records.items()]
        entries.append(Entry("refused.ipynb", None, "说明。"))
        results = number_attempts(grade_entry(course, revisions, one) for one in entries)
        return results_csv(course, results)

    return make


def read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_the_file_is_exactly_as_promised(table: Table, record: Record) -> None:
    content = table(x=record({"several": ["a"], "essay": "据文章", "gap": {"1": "八"}}))
    assert content.decode() == (
        "\ufefffile,learner_id,learner_name,learner_unit,exercise,status,score,max_score,attempt,"
        "counts,reason,item:single,item:several,item:order,item:names,item:gap,item:count,"
        "item:essay,item:secret-choice,item:secret-gap,item:secret-order\r\n"
        "refused.ipynb,,,,,refused,,,,,说明,,,,,,,,,,\r\n"
        "x.ipynb,080213,李某,城关派出所,practice,needs-review,2,13,1,yes,,0,1,0,0,1,0,,,,\r\n"
    )


def test_scores_are_not_rounded(table: Table, record: Record) -> None:
    row = read(table(x=record({"order": ["x", "z", "y"]})))[1]
    assert row["item:order"] == row["score"] == "0.6666666666666666"


def test_a_blank_long_answer_has_its_0(table: Table, record: Record) -> None:
    assert read(table(x=record({"essay": ""})))[1]["item:essay"] == "0"


def test_reasons_are_joined(table: Table, record: Record) -> None:
    row = read(table(x=record({"single": 1, "zzz": 2}, learner_id=None)))[1]
    assert row["reason"].split("；") == [
        "没有填编号，按单独一人处理",
        "single：这一题的答案应当是一列选项，收到的是数字",
        "zzz：本练习没有这道题",
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", "﹢"])
def test_no_cell_is_a_formula(start: str) -> None:
    assert cell(f"{start}1+1").startswith(f"'{visible(start)}")


def test_learner_fields_and_file_names_are_neutralised(
    course: Course, revisions: dict[str, str], record: Record, packed: Callable[[object], bytes]
) -> None:
    learner = {"id": "=HYPERLINK(1)", "name": '@"x",y', "unit": "－cmd|calc"}
    entry = Entry("+x.ipynb", packed(record({"=evil": 1}, learner=learner)))
    row = read(results_csv(course, number_attempts([grade_entry(course, revisions, entry)])))[0]
    assert row["file"] == "'+x.ipynb"
    assert row["learner_id"] == "'=HYPERLINK(1)"
    assert row["learner_name"] == '\'@"x",y'
    assert row["learner_unit"] == "'－cmd|calc"
    assert row["reason"] == "'=evil：本练习没有这道题"


@pytest.mark.parametrize("text", ["080213", "李某", "'quoted", " =1", ""])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert cell(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\nb\tc\x7f", "a␊b␉c␡"),
        ("\u202e李\u200b某\ufeff", "⟨U+202E⟩李⟨U+200B⟩某⟨U+FEFF⟩"),
        ("\ud800\u3164\u2028\x85\U000e0041", "⟨U+D800⟩⟨U+3164⟩⟨U+2028⟩⟨U+0085⟩⟨U+E0041⟩"),
        ("汉字 café ٣", "汉字 café ٣"),
    ],
)
def test_what_hides_is_shown(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_lines_may_stay_lines() -> None:
    assert visible("a\r\nb\tc\rd\u200b", lines=True) == "a\nb\tc␍d⟨U+200B⟩"


def test_clips_with_a_sign() -> None:
    assert (clip("一二三", 3), clip("一二三四", 3)) == ("一二三", "一二三……")
