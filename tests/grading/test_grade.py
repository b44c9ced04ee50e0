from __future__ import annotations

import csv
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import dabie.grading
from dabie.core.items import Course
from dabie.grading import GradingError, Summary, grade

Record = Callable[..., dict[str, Any]]
Packed = Callable[[object], bytes]
Cite = Callable[[str], str]


def content(out: Path) -> dict[str, bytes]:
    files = (path for path in out.rglob("*") if path.is_file())
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in files}


@pytest.fixture
def inbox(tmp_path: Path, record: Record, packed: Packed) -> Path:
    folder = tmp_path / "in"
    (folder / "城关所").mkdir(parents=True)
    (folder / "城关所" / "a.ipynb").write_bytes(packed(record()))
    (folder / "b.ipynb").write_bytes(packed(record({"essay": "据文章"}, learner_id="2")))
    (folder / "c.ipynb").write_bytes(packed(record(learner_id=None)))
    (folder / "broken.txt").write_bytes(b"{")
    (folder / ".DS_Store").touch()
    with zipfile.ZipFile(folder / "d.zip", "w") as archive:
        archive.writestr("in/d.ipynb", packed(record({}, exercise="final")))
    return folder


def test_grades_a_folder(course: Course, inbox: Path, cite: Cite, tmp_path: Path) -> None:
    summary = grade(course, [str(inbox)], str(tmp_path / "out"), cite=cite)
    assert summary == Summary(5, graded=3, needs_review=1, refused=1, ignored=1, learners=3)
    assert summary.exit_status == 1
    assert str(summary) == (
        "收到 5 份：评完 3 份，待评阅 1 份，拒收 1 份；共 3 名学员。另有 1 个系统文件没有看。"
    )
    files = content(tmp_path / "out")
    assert (
        len([name for name in files if name.startswith("feedback/") and name.endswith(".html")])
        == 3
    )
    assert {"results.csv", "results.xlsx", "report.html"} <= files.keys()
    assert "城关所/a.ipynb" in files["results.csv"].decode()
    assert "d.zip/in/d.ipynb" in files["results.csv"].decode()


def test_the_index_says_which_page_is_whose(course: Course, inbox: Path, tmp_path: Path) -> None:
    grade(course, [inbox], tmp_path / "out")
    feedback = tmp_path / "out" / "feedback"
    with (feedback / "index.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["page"] for row in rows} == {path.name for path in feedback.glob("*.html")}
    assert {row["learner_id"]: row["files"] for row in rows} == {
        "080213": "城关所/a.ipynb；d.zip/in/d.ipynb",
        "2": "b.ipynb",
        "": "c.ipynb",
    }


def test_the_same_bytes_whatever_the_order(course: Course, inbox: Path, tmp_path: Path) -> None:
    other = shutil.copytree(inbox, tmp_path / "other")
    paths = [inbox, other, inbox / "b.ipynb", other / "d.zip"]
    grade(course, paths, tmp_path / "one")
    grade(course, paths[::-1], tmp_path / "two")
    assert content(tmp_path / "one") == content(tmp_path / "two")


def test_grading_again_gives_the_same_bytes_in_the_same_place(
    course: Course, inbox: Path, tmp_path: Path
) -> None:
    grade(course, [inbox], tmp_path / "out")
    before = content(tmp_path / "out")
    grade(course, [inbox], tmp_path / "out")
    assert content(tmp_path / "out") == before


def test_results_in_the_inbox_are_no_submissions(
    course: Course, inbox: Path, tmp_path: Path
) -> None:
    first = grade(course, [inbox], inbox / "out")
    assert grade(course, [inbox], inbox / "out") == first


def test_an_empty_inbox_gives_an_empty_table(course: Course, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    summary = grade(course, [tmp_path / "in"], tmp_path / "out")
    assert (str(summary), summary.exit_status) == ("没有找到交卷文件。", 0)
    assert content(tmp_path / "out")["results.csv"].count(b"\r\n") == 1


@pytest.mark.parametrize("path", ["out", "out/feedback"])
def test_results_never_cover_what_was_handed_in(
    course: Course, inbox: Path, tmp_path: Path, path: str
) -> None:
    grade(course, [inbox], tmp_path / "out")
    with pytest.raises(GradingError, match="结果会盖住它们"):
        grade(course, [tmp_path / path], tmp_path / "out")


def test_a_missing_path_leaves_no_trace(course: Course, tmp_path: Path) -> None:
    with pytest.raises(GradingError, match="找不到"):
        grade(course, [tmp_path / "nowhere"], tmp_path / "out")
    assert not list(tmp_path.iterdir())


def test_nothing_handed_in_is_ever_run_or_followed(
    course: Course, tmp_path: Path, record: Record, packed: Packed
) -> None:
    (tmp_path / "in").mkdir()
    evil = record(learner={"id": "../../evil", "name": "/etc/x", "unit": "C:\\x"})
    (tmp_path / "in" / "x.ipynb").write_bytes(packed(evil))
    grade(course, [tmp_path / "in"], tmp_path / "out")
    assert {path.name for path in tmp_path.iterdir()} == {"in", "out"}
    pages = list((tmp_path / "out" / "feedback").glob("evil-*.html"))
    assert len(pages) == 1


def test_everything_promised_is_there() -> None:
    assert all(hasattr(dabie.grading, name) for name in dabie.grading.__all__)


def test_a_reviews_folder_is_never_overwritten(course: Course, inbox: Path, tmp_path: Path) -> None:
    reviews = tmp_path / "reviews"
    reviews.mkdir()
    (reviews / "甲.xlsx").write_bytes(b"filled in by hand")
    for out in (reviews, reviews.parent):
        with pytest.raises(GradingError, match="有别的文件|盖住"):
            grade(course, [inbox], out)
    assert content(reviews) == {"甲.xlsx": b"filled in by hand"}
