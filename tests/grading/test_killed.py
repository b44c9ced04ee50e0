"""Killed at any moment, the old results or the new ones are there, and the next run cleans up."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from dabie.core.items import Course
from dabie.grading import grade
from dabie.grading.moving import clear_leftovers, fresh_folder

Record = Callable[..., dict[str, Any]]
Packed = Callable[[object], bytes]


@pytest.fixture
def place(
    tmp_path: Path, write_course: Callable[..., Course], record: Record, packed: Packed
) -> Path:
    write_course(tmp_path / "course")
    for name, answer in (("a", "taihu"), ("b", "yuexi")):
        (tmp_path / name).mkdir()
        for number in range(3):
            made = packed(record({"single": [answer]}, learner_id=f"{name}{number}"))
            (tmp_path / name / f"{number}.ipynb").write_bytes(made)
    return tmp_path


@pytest.mark.parametrize(("mode", "times"), [("random", 100), ("step", 2000), ("aside", 2000)])
def test_killed_at_any_moment_results_are_whole(place: Path, mode: str, times: int) -> None:
    """A hundred times at random; then at every step that touches the disk, both ways of moving."""
    script = Path(__file__).with_name("killing.py")
    run = subprocess.run(
        [sys.executable, str(script), str(place), mode, str(times)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    deaths, old, new = map(int, run.stdout.split())
    assert deaths and old + new >= deaths
    if mode != "random":
        # A slow machine may let no run live that is killed at random: then all is as it was.
        assert deaths > 20 and old and new


def test_a_run_that_is_still_going_is_left_alone(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with fresh_folder(out) as fresh:
        (fresh / "half").touch()
        clear_leftovers(out)
        assert (fresh / "half").exists()
    assert not list(tmp_path.iterdir())


def test_what_only_looks_like_a_leftover_stays(tmp_path: Path) -> None:
    for name in (".out-notes", ".out-0123456", ".other-01234567", "out-01234567"):
        (tmp_path / name).mkdir()
    with FileLock(tmp_path / ".out-01234567.lock"):
        clear_leftovers(tmp_path / "out")
        assert len(list(tmp_path.iterdir())) == 5
    clear_leftovers(tmp_path / "out")
    assert len(list(tmp_path.iterdir())) == 4


def test_old_results_that_had_stepped_aside_come_back(place: Path, course: Course) -> None:
    out = place / "out"
    grade(course, [place / "a"], out)
    before = (out / "results.csv").read_bytes()
    out.rename(place / ".out-01234567-old")
    (place / ".out-01234567").mkdir()
    with pytest.raises(Exception, match="找不到"):
        grade(course, [place / "none"], out)
    assert (out / "results.csv").read_bytes() == before
    assert not list(place.glob(".out*"))
