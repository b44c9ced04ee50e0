from __future__ import annotations

import csv
import random
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabie.core.items import Course
from dabie.grading import GradingError, Options, grade
from dabie.grading.output import Graded
from dabie.grading.reviews.agreement import weighted_kappa
from dabie.grading.reviews.layout import read_level
from dabie.grading.reviews.writing import assign

Record = Callable[..., dict[str, Any]]
Run = Callable[..., Graded]
Packed = Callable[[object], bytes]
LEVELS = ("没有写", "提到", "写明")


@pytest.fixture
def inbox(tmp_path: Path, record: Record, packed: Packed) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(6):
        text = "同一篇" if number < 2 else f"第{number}篇\n=1+1"
        content = record({"essay": text}, learner_id=f"L{number}")
        (folder / f"{number}.ipynb").write_bytes(packed(content))
    return folder


def books(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.xlsx"))


def rows(path: Path) -> list[dict[str, Any]]:
    """The table of answers of a workbook, as a reviewer sees it."""
    sheet = openpyxl.load_workbook(path)["essay"]
    found = [list(row) for row in sheet.iter_rows(values_only=True)]
    head = next(row for row in found if row[0] == "编码")
    return [dict(zip(head, row, strict=True)) for row in found[found.index(head) + 1 :]]


def fill(
    path: Path, target: Path, answer: Callable[[str], Any], *, reviewer: str = "", words: str = ""
) -> Path:
    """Fill a workbook as a reviewer would: `answer` gives the level for a code."""
    book = openpyxl.load_workbook(path)
    book["说明"]["B1"] = reviewer
    sheet = book["essay"]
    head = {cell.value: cell.column for cell in sheet[5]}
    for row in sheet.iter_rows(min_row=6):
        value = answer(row[0].value)
        if value is not None:
            sheet.cell(row[0].row, head["1. 说明来源"], value)
            if words:
                sheet.cell(row[0].row, head["评语"], words)
    target.parent.mkdir(exist_ok=True)
    book.save(target)
    return target


def results(out: Path) -> dict[str, dict[str, str]]:
    with (out / "results.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["file"]: row for row in csv.DictReader(file)}


def test_the_workbook_has_answers_criteria_and_drop_downs(
    course: Course, inbox: Path, tmp_path: Path
) -> None:
    grade(course, [inbox], tmp_path / "out")
    (path,) = books(tmp_path / "out" / "review")
    found = rows(path)
    # Two learners wrote the same: one row, one review.
    assert len(found) == 5
    assert found[0]["编号"] == "L0"
    assert found[0]["姓名"] == "李某（另有 1 人写的相同）"
    assert found[1]["答案"] == "第2篇\n=1+1"
    sheet = openpyxl.load_workbook(path)["essay"]
    (validation,) = sheet.data_validations.dataValidation
    assert (validation.formula1, str(validation.sqref)) == ("'标准'!$B$2:$D$2", "G6:G10")
    standard = openpyxl.load_workbook(path)["标准"]
    assert [cell.value for cell in standard[2]] == ["说明来源", "0 没有写", "1 提到", "2 写明"]


def test_blind_workbooks_name_nobody(course: Course, inbox: Path, tmp_path: Path) -> None:
    grade(course, [inbox], tmp_path / "out", options=Options(blind=True))
    (path,) = books(tmp_path / "out" / "review")
    book = openpyxl.load_workbook(path)
    text = str([[cell.value for cell in row] for sheet in book for row in sheet])
    assert "L0" not in text
    assert "李某" not in text
    assert "ipynb" not in text
    codes = [row["编码"] for row in rows(path)]
    assert codes == sorted(codes)


def test_reviews_flow_into_results_and_feedback(
    course: Course, inbox: Path, tmp_path: Path
) -> None:
    grade(course, [inbox], tmp_path / "out")
    (path,) = books(tmp_path / "out" / "review")
    fill(
        path,
        tmp_path / "reviews" / "张.xlsx",
        lambda code: "2 写明",
        reviewer="张",
        words="来源清楚",
    )
    summary = grade(
        course, [inbox], tmp_path / "out", options=Options(reviews=tmp_path / "reviews")
    )
    assert (summary.graded, summary.needs_review, summary.faults) == (6, 0, ())
    found = results(tmp_path / "out")
    assert {row["item:essay"] for row in found.values()} == {"2"}
    assert {row["status"] for row in found.values()} == {"graded"}
    page = next(one for one in (tmp_path / "out" / "feedback").glob("l3-*.html"))
    html = page.read_text(encoding="utf-8")
    for expected in ("已评阅", "2 / 2 分", "评阅人的话", "来源清楚", 'class="reached"'):
        assert expected in html
    assert "待评阅" not in html


def test_a_review_is_bound_to_the_text_not_to_row_or_file(
    course: Course, inbox: Path, tmp_path: Path, record: Record, packed: Packed
) -> None:
    grade(course, [inbox], tmp_path / "out")
    (path,) = books(tmp_path / "out" / "review")
    fill(path, tmp_path / "reviews" / "a.xlsx", lambda code: 1)
    # Two hand in again under new names: one the same text but for white space, one another text.
    (inbox / "3.ipynb").rename(inbox / "z.ipynb")
    again = record({"essay": "第3篇 =1+1　"}, learner_id="L3")
    (inbox / "z.ipynb").write_bytes(packed(again))
    (inbox / "4.ipynb").write_bytes(packed(record({"essay": "改过了"}, learner_id="L4")))
    summary = grade(
        course, [inbox], tmp_path / "out", options=Options(reviews=tmp_path / "reviews")
    )
    found = results(tmp_path / "out")
    assert found["z.ipynb"]["item:essay"] == "1"
    assert (found["4.ipynb"]["status"], found["4.ipynb"]["item:essay"]) == ("needs-review", "")
    assert summary.unused == 1
    assert "有 1 份评阅没有用上" in str(summary)


def test_another_rubric_makes_reviews_invalid(
    course: Course,
    inbox: Path,
    tmp_path: Path,
    write_course: Callable[..., Course],
) -> None:
    grade(course, [inbox], tmp_path / "out")
    (path,) = books(tmp_path / "out" / "review")
    fill(path, tmp_path / "reviews" / "a.xlsx", lambda code: 1)
    changed = """
kind = "long-fill-in"
prompt = "改写这句话。"
objective = "区分说法"
sources = ["shi1"]
explanation = "写明来源。"
[[rubric]]
criterion = "说明来源和年代"
levels = ["没有写", "提到", "写明"]
"""
    other = write_course(tmp_path / "other", {"practice/essay.toml": changed})
    summary = grade(other, [inbox], tmp_path / "out", options=Options(reviews=tmp_path / "reviews"))
    assert summary.needs_review == 6
    assert "没有“1. 说明来源和年代”这一列：评分标准改过" in str(summary)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (3, "“3”不是这一条的分数；应当是 0–2"),
        ("好", "“好”不是这一条的分数；应当是 0–2"),
        (-1, "“-1”不是这一条的分数；应当是 0–2"),
        (0.5, "“0.5”不是这一条的分数；应当是 0–2"),
    ],
)
def test_each_faulty_cell_is_named(
    course: Course, inbox: Path, tmp_path: Path, value: object, said: str
) -> None:
    grade(course, [inbox], tmp_path / "out")
    (path,) = books(tmp_path / "out" / "review")
    first = rows(path)[0]["编码"]
    fill(path, tmp_path / "reviews" / "张.xlsx", lambda code: value if code == first else 2)
    summary = grade(
        course, [inbox], tmp_path / "out", options=Options(reviews=tmp_path / "reviews")
    )
    assert [str(one) for one in summary.faults] == [f"张.xlsx 工作表“essay” G6：{said}"]
    assert (summary.graded, summary.needs_review) == (4, 2)


def test_words_without_a_score_are_named(course: Course, inbox: Path, tmp_path: Path) -> None:
    grade(course, [inbox], tmp_path / "out")
    (path,) = books(tmp_path / "out" / "review")
    book = openpyxl.load_workbook(path)
    book["essay"]["H6"] = "不错"
    (tmp_path / "reviews").mkdir()
    book.save(tmp_path / "reviews" / "张.xlsx")
    summary = grade(
        course, [inbox], tmp_path / "out", options=Options(reviews=tmp_path / "reviews")
    )
    assert [one.said for one in summary.faults] == ["写了评语，没有选分；请选分"]


def test_a_workbook_that_is_none_stops_the_run(course: Course, inbox: Path, tmp_path: Path) -> None:
    (tmp_path / "reviews").mkdir()
    (tmp_path / "reviews" / "张.xlsx").write_bytes(b"half")
    with pytest.raises(GradingError, match="评阅表读不了：张.xlsx 打不开"):
        grade(course, [inbox], tmp_path / "out", options=Options(reviews=tmp_path / "reviews"))
    with pytest.raises(GradingError, match="找不到评阅表的文件夹"):
        grade(course, [inbox], tmp_path / "out", options=Options(reviews=tmp_path / "none"))


def test_a_workbook_of_something_else_is_named(
    course: Course, inbox: Path, tmp_path: Path, write_xlsx: Callable[..., Path]
) -> None:
    (tmp_path / "reviews").mkdir()
    write_xlsx(tmp_path / "reviews" / "a.xlsx", {"一": [["别的"]]})
    write_xlsx(tmp_path / "reviews" / "b.xlsx", {"一": [["题目编号", "single"], ["编码"]]})
    write_xlsx(tmp_path / "reviews" / "c.xlsx", {"一": [["题目编号", "essay"], ["没有表头"]]})
    summary = grade(
        course, [inbox], tmp_path / "out", options=Options(reviews=tmp_path / "reviews")
    )
    assert [one.said.partition("，")[0] for one in summary.faults] == [
        "不是评阅表",
        "课程里没有写作题“single”",
        "没有“编码”这一列",
    ]


def test_two_reviewers_count_by_their_mean_and_are_told_apart(
    course: Course, inbox: Path, tmp_path: Path, run: Run
) -> None:
    grade(course, [inbox], tmp_path / "out")
    (path,) = books(tmp_path / "out" / "review")
    codes = [row["编码"] for row in rows(path)]
    fill(path, tmp_path / "reviews" / "1.xlsx", lambda code: 2, reviewer="张")
    fill(path, tmp_path / "reviews" / "2.xlsx", lambda code: codes.index(code) % 3, reviewer="王")
    options = Options(reviews=tmp_path / "reviews")
    grade(course, [inbox], tmp_path / "out", options=options)
    found = results(tmp_path / "out")
    assert found["0.ipynb"]["item:essay"] == "1"
    assert found["2.ipynb"]["item:essay"] == "1.5"
    book = openpyxl.load_workbook(tmp_path / "out" / "results.xlsx")
    said = [[cell.value for cell in row] for row in book["评阅"].iter_rows(min_row=2)]
    first = [row for row in said if row[2] == "L0"]
    assert [(row[4], row[5], row[6], row[7]) for row in first] == [
        ("张", 2, 2, 1),
        ("王", 0, 0, 1),
    ][::-1] or (
        [(row[4], row[5], row[6], row[7]) for row in first] == [("张", 2, 2, 1), ("王", 0, 0, 1)]
    )
    assert {row[8] for row in first} == {"第1条相差超过一级，请两人商定"}
    agreement = [cell.value for cell in book["评阅一致"][2]]
    assert agreement[:5] == ["essay", "说明来源", 5, 0.2, 0.6]
    assert "看法不一" in agreement[6]


def test_one_reviewer_who_contradicts_themselves_has_no_say(
    course: Course, inbox: Path, tmp_path: Path
) -> None:
    grade(course, [inbox], tmp_path / "out")
    (path,) = books(tmp_path / "out" / "review")
    first = rows(path)[0]["编码"]
    fill(path, tmp_path / "reviews" / "1.xlsx", lambda code: 2, reviewer="张")
    fill(
        path, tmp_path / "reviews" / "2.xlsx", lambda code: 0 if code == first else 2, reviewer="张"
    )
    summary = grade(
        course, [inbox], tmp_path / "out", options=Options(reviews=tmp_path / "reviews")
    )
    assert (summary.graded, summary.needs_review) == (4, 2)
    assert "张 给同一份答案打了不同的分" in str(summary)


def test_a_workbook_is_never_overwritten(course: Course, inbox: Path, tmp_path: Path) -> None:
    grade(course, [inbox], tmp_path / "out")
    (path,) = books(tmp_path / "out" / "review")
    fill(path, path, lambda code: 1, reviewer="张")
    (path.parent / "坏.xlsx").write_bytes(b"not even a workbook")
    kept = {one.name: one.read_bytes() for one in books(path.parent)}
    grade(course, [inbox], tmp_path / "out", options=Options(blind=True, reviewers=3))
    assert {one.name: one.read_bytes() for one in books(path.parent)} == kept
    # What is filled in where it lies counts, when that is the folder to read.
    (path.parent / "坏.xlsx").unlink()
    summary = grade(course, [inbox], tmp_path / "out", options=Options(reviews=path.parent))
    assert summary.graded == 6
    assert path.read_bytes() == kept[path.name]


def test_late_answers_come_into_a_workbook_of_their_own(
    course: Course, inbox: Path, tmp_path: Path, record: Record, packed: Packed
) -> None:
    grade(course, [inbox], tmp_path / "out")
    (old,) = books(tmp_path / "out" / "review")
    (inbox / "9.ipynb").write_bytes(packed(record({"essay": "后来的"}, learner_id="L9")))
    grade(course, [inbox], tmp_path / "out")
    (new,) = [one for one in books(old.parent) if one != old]
    assert [row["编号"] for row in rows(new)] == ["L9"]


@given(st.integers(1, 5), st.integers(0, 12), st.integers(0, 30))
def test_every_answer_has_its_reviewers(reviewers: int, overlap: int, count: int) -> None:
    class One:
        def __init__(self, number: int) -> None:
            self.code = f"{random.Random(number).random():.12f}"
            self.item = self
            self.id = "essay"

    answers: Any = [One(number) for number in range(count)]
    hands = assign(answers, reviewers, overlap)
    times = [sum(one in hand for hand in hands) for one in answers]
    doubled = min(overlap, count) if reviewers > 1 else 0
    assert sorted(times) == [1] * (count - doubled) + [2] * doubled
    sizes = [len(hand) for hand in hands]
    assert max(sizes) - min(sizes) <= 2


def test_overlap_needs_two(course: Course, inbox: Path, tmp_path: Path) -> None:
    with pytest.raises(GradingError, match="--reviewers 2"):
        grade(course, [inbox], tmp_path / "out", options=Options(overlap=5))
    with pytest.raises(GradingError, match="至少是 1"):
        grade(course, [inbox], tmp_path / "out", options=Options(reviewers=0))


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("2 写明", 2),
        ("２", 2),
        ("2分", 2),
        ("写明", 2),
        ("0", 0),
        ("3", None),
        ("2.5", None),
        ("-1", None),
        ("二", None),
        ("22", None),
        ("1,5", None),
    ],
)
def test_levels_are_read_kindly_but_never_guessed(text: str, level: int | None) -> None:
    assert read_level(text, LEVELS) == level


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=40))
def test_kappa_is_the_one_of_the_textbook(pairs: list[tuple[int, int]]) -> None:
    """Against the matrix form: 1 - sum(w * observed) / sum(w * expected)."""
    count = len(pairs)
    observed = [[sum(pair == (a, b) for pair in pairs) / count for b in range(4)] for a in range(4)]
    rows_of = [sum(row) for row in observed]
    columns = [sum(row[b] for row in observed) for b in range(4)]
    expected = sum(
        Fraction((a - b) ** 2, 9) * Fraction(rows_of[a]) * Fraction(columns[b])
        for a in range(4)
        for b in range(4)
    )
    found = weighted_kappa(pairs)
    if found is None:
        assert len({*pairs}) == 1
        return
    seen = sum((a - b) ** 2 / 9 * observed[a][b] for a in range(4) for b in range(4))
    assert found == pytest.approx(1 - seen / float(expected))
