from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dabie.core.items import Course
from dabie.grading import GradingError, Options, grade

Record = Callable[..., dict[str, Any]]
Packed = Callable[[object], bytes]
VOID = """
void = "两种口径都有出处"
kind = "numeric"
prompt = "多少人？"
objective = "说出地点"
sources = ["shi1"]
explanation = "见大事记。"
key = 2980
tolerance = 20
unit = "人"
"""
KEY = """
kind = "choice"
prompt = "会址当时属于哪个县？"
objective = "说出地点"
sources = ["shi1"]
explanation = "改过。"
key = ["yuexi"]
options.taihu = { text = "太湖县", feedback = "一" }
options.yuexi = { text = "岳西县", feedback = "二" }
"""


@pytest.fixture
def inbox(tmp_path: Path, record: Record, packed: Packed) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.ipynb").write_bytes(packed(record(learner_id="1")))
    (folder / "b.ipynb").write_bytes(packed(record({"single": ["yuexi"]}, learner_id="2")))
    (folder / "c.ipynb").write_bytes(packed(record({}, learner_id="3")))
    (folder / "d.ipynb").write_bytes(b"{")
    return folder


def changes(out: Path) -> dict[str, dict[str, str]]:
    with (out / "对比.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["file"]: row for row in csv.DictReader(file)}


def test_whose_score_changed_and_why(
    course: Course,
    inbox: Path,
    tmp_path: Path,
    write_course: Callable[..., Course],
    record: Record,
    packed: Packed,
) -> None:
    grade(course, [inbox], tmp_path / "old")
    mended = write_course(
        tmp_path / "mended", {"practice/count.toml": VOID, "practice/single.toml": KEY}
    )
    (inbox / "d.ipynb").write_bytes(packed(record({}, learner_id="4")))
    (inbox / "c.ipynb").unlink()
    (inbox / "e.ipynb").write_bytes(packed(record({}, learner_id="5")))
    grade(mended, [inbox], tmp_path / "new", options=Options(compare=tmp_path / "old"))
    found = changes(tmp_path / "new")
    assert (found["a.ipynb"]["before"], found["a.ipynb"]["after"]) == ("11 / 13", "9 / 12")
    assert found["a.ipynb"]["why"] == (
        "single：1 → 0（题目改了，或文件换了）；count：1 → 没有分（作废：两种口径都有出处）"
    )
    assert found["b.ipynb"]["why"].startswith("single：0 → 1（题目改了")
    assert found["c.ipynb"]["after"] == "没有这份"
    assert (found["d.ipynb"]["before"], found["d.ipynb"]["why"]) == ("拒收", "以前拒收，现在评了")
    assert found["e.ipynb"]["why"] == "新收到的文件"


def test_the_same_again_changes_nothing(course: Course, inbox: Path, tmp_path: Path) -> None:
    grade(course, [inbox], tmp_path / "out")
    # The earlier results may be the very folder that is about to be replaced.
    grade(course, [inbox], tmp_path / "out", options=Options(compare=tmp_path / "out"))
    assert changes(tmp_path / "out") == {}


def test_another_attempt_counts_now(
    course: Course, inbox: Path, tmp_path: Path, record: Record, packed: Packed
) -> None:
    grade(course, [inbox], tmp_path / "old")
    (inbox / "a2.ipynb").write_bytes(packed(record({}, learner_id="1", at="2026-12-01")))
    grade(course, [inbox], tmp_path / "new", options=Options(compare=tmp_path / "old"))
    found = changes(tmp_path / "new")
    assert found.keys() == {"a.ipynb", "a2.ipynb"}
    assert found["a.ipynb"]["why"] == "计入的是另一次交卷"
    assert found["a.ipynb"]["after"] == "11 / 13，不计入"


@pytest.mark.parametrize("anonymous", [(True, True), (True, False), (False, True)])
def test_pseudonyms_are_seen_through(
    course: Course, inbox: Path, tmp_path: Path, anonymous: tuple[bool, bool]
) -> None:
    before, after = anonymous
    grade(course, [inbox], tmp_path / "old", options=Options(anonymous=before))
    (inbox / "0.ipynb").write_bytes(b"{")
    options = Options(anonymous=after, compare=tmp_path / "old")
    grade(course, [inbox], tmp_path / "new", options=options)
    (change,) = changes(tmp_path / "new").values()
    assert change["why"] == "新收到的文件"
    assert change["file"].startswith("F") == after


def test_earlier_results_that_are_none(course: Course, inbox: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(GradingError, match=r"没有 results\.csv"):
        grade(course, [inbox], tmp_path / "out", options=Options(compare=tmp_path / "empty"))
    (tmp_path / "empty" / "results.csv").write_text("a,b\n1,2\n")
    with pytest.raises(GradingError, match="不是评分结果"):
        grade(course, [inbox], tmp_path / "out", options=Options(compare=tmp_path / "empty"))
    (tmp_path / "empty" / "results.csv").write_bytes(b"\xff\xfe")
    with pytest.raises(GradingError, match="读不了"):
        grade(course, [inbox], tmp_path / "out", options=Options(compare=tmp_path / "empty"))
    assert not (tmp_path / "out").exists()
    shutil.rmtree(tmp_path / "empty")
    with pytest.raises(GradingError, match=r"没有 results\.csv"):
        grade(course, [inbox], tmp_path / "out", options=Options(compare=tmp_path / "empty"))
