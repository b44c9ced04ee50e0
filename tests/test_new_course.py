"""`dabie new course`: a course that checks, builds and grades, from the installed package alone."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from dabie.catalog import load_course
from dabie.check import check_course
from dabie.cli import main
from dabie.core.items import KINDS

BUILD = "from hatchling.builders.wheel import WheelBuilder as B; print(*B({root!r}).build(directory={out!r}))"


@pytest.fixture(scope="module")
def installed(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the unpacked wheel, and nothing of the source tree."""
    out = tmp_path_factory.mktemp("wheel")
    code = BUILD.format(root=str(root), out=str(out))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    folder = tmp_path_factory.mktemp("installed")
    zipfile.ZipFile(done.stdout.strip()).extractall(folder)
    return folder


def test_the_installed_package_makes_a_course_that_does_all(
    installed: Path, tmp_path: Path
) -> None:
    course = tmp_path / "bridge-course"

    def dabie(*arguments: str, status: int = 0) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "dabie", *arguments],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(installed), "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            encoding="utf-8",
        )
        assert done.returncode == status, done.stdout + done.stderr
        return done.stdout

    assert "虚构的小课" in dabie("new", "course", str(course), "--title", "桥上一课")
    assert "检查通过：2 个练习，10 道题。" in dabie("-C", str(course), "check", "--strict")
    assert "已生成" in dabie("-C", str(course), "notebooks")
    assert "都是最新的" in dabie("-C", str(course), "notebooks", "--check")
    dabie("-C", str(course), "build", "--without-lite")
    site = course / "_build/site"
    assert "桥上一课" in (site / "index.html").read_text("utf-8")
    assert "看条文" in (site / "laws.html").read_text("utf-8")
    page = (site / "final-test.html").read_text("utf-8")
    assert 'id="item-two-summers"' in page and "跨了两个年头" not in page

    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for exercise, responses in answers(course).items():
        notebook = json.loads(
            (course / f"exercises/{exercise}/{exercise}.ipynb").read_text("utf-8")
        )
        notebook["metadata"]["dabie"] |= {
            "learner": {"id": "01", "name": "甲", "unit": "一所"},
            "responses": responses,
            "saved_at": "2026-11-23T08:00:00+08:00",
        }
        (inbox / f"{exercise}.ipynb").write_text(json.dumps(notebook), "utf-8")
    dabie("-C", str(course), "grade", str(inbox), "--out", str(tmp_path / "out"))
    with open(tmp_path / "out/results.csv", encoding="utf-8-sig", newline="") as results:
        rows = {row["exercise"]: row for row in csv.DictReader(results)}
    assert (rows["final-test"]["status"], rows["final-test"]["score"]) == ("graded", "3")
    assert (rows["old-bridge"]["status"], rows["old-bridge"]["score"]) == ("needs-review", "11")


def answers(course: Path) -> dict[str, dict[str, object]]:
    """Return what earns every point: the first sample of each item."""
    return {
        one.id: {item.id: item.samples[0].response for item in one.items}
        for one in load_course(course).exercises
    }


def test_it_shows_every_kind_and_every_part(tmp_path: Path) -> None:
    folder = tmp_path / "课程"
    assert main(["new", "course", str(folder)]) == 0
    course = load_course(folder)
    assert course.id == "course" and course.title == "新课程"
    practice, assessment = course.exercises
    assert {item.kind for item in practice.items} == set(KINDS)
    assert (practice.mode, assessment.mode) == ("practice", "assessment")
    assert check_course(folder) == []
    chapter = (folder / "book/old-bridge.md").read_text("utf-8")
    for part in (
        "objectives", "item", "drawing", "essay", "verify-card", "dispute-card", "unverified",
        "hand-in", "key-points", "teacher-notes",
    ):  # fmt: skip
        assert f":::{{{part}}}" in chapter
    for file in ("facts.toml", "banned.toml", "essay.json", "references.bib", "laws.lock"):
        assert (folder / "book" / file).is_file()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("老桥仅用三个月修成。", "没有出处，同县志不合"),
        ("每家每户都上了工。", "F3 是 C 级"),
        ("第二条写着“由三人分别核对”{cite}`banfa`。", "不在《展板核对办法》"),
    ],
)
def test_its_lints_work(tmp_path: Path, line: str, said: str) -> None:
    folder = tmp_path / "one"
    main(["new", "course", str(folder)])
    chapter = folder / "book/old-bridge.md"
    chapter.write_text(chapter.read_text("utf-8") + f"\n{line}\n", "utf-8")
    (found,) = check_course(folder)
    assert said in found.message


def test_what_is_there_is_never_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.txt").write_text("x")
    assert main(["new", "course", str(tmp_path)]) == 2
    assert "已经有东西了" in capsys.readouterr().err
    assert sorted(one.name for one in tmp_path.iterdir()) == ["mine.txt"]
    assert main(["new", "course", str(tmp_path / "two"), "--title", '"']) == 2
    assert "不能有引号" in capsys.readouterr().err and not (tmp_path / "two").exists()
