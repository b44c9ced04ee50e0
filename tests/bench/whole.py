"""`dabie grade` as an organiser runs it: submissions a second, memory, and time against size.

`SUBMISSIONS` says how many (10,000), `LARGE` how many the larger run has that shows how time and
memory grow (20,000; the issue's figure is `LARGE=100000`, which takes 4 GB of disk for a while).
"""

from __future__ import annotations

import csv
import os
import sys
from fractions import Fraction
from pathlib import Path

import corpus
from report import report
from watched import Watched, watched

from dabie.core.items import Course

COUNT = int(os.environ.get("SUBMISSIONS", 10_000))
LARGE = int(os.environ.get("LARGE", 2 * COUNT))
JOBS = 2
ROUNDS = 3


def put(course: Course, inbox: Path, first: int, end: int) -> dict[str, Fraction]:
    """Write submissions into a folder, a thousand in each of its own; return their scores."""
    scores = {}
    for name, content, score in corpus.submissions(course, end, first):
        part = inbox / name[:3]
        part.mkdir(parents=True, exist_ok=True)
        (part / name).write_bytes(content)
        scores[f"{part.name}/{name}"] = score
    # Or the disk is busy with them while the next thing is measured.
    os.sync()
    return scores


def measure(folder: Path, course: Course, inbox: Path, scores: dict[str, Fraction]) -> None:
    """Grade all with and without feedback pages, then more of them."""
    plain = [grade(folder, inbox, scores, "--no-feedback") for _ in range(ROUNDS)]
    pages = [grade(folder, inbox, scores) for _ in range(2)]
    count = len(scores)
    what = f"dabie grade, {count:,} files, processes: {JOBS}"
    report(what, [count / one.seconds for one in plain], "/s", "at least 2,000")
    report("the same with feedback", [count / one.seconds for one in pages], "/s", "at least 1,000")
    scores |= put(course, inbox, count, LARGE)
    runs = [grade(folder, inbox, scores, "--no-feedback") for _ in range(2)]
    large = min(runs)
    least = min(one.seconds for one in plain)
    report(f"{LARGE:,} files", [large.seconds], "s", "")
    report("seconds for each file, against the fewer", [
        large.seconds / LARGE / (least / count)], "times", "1: linear")  # fmt: skip
    report("largest process", [large.largest], "MB", "")
    report("all processes together", [large.together], "MB", "below 1,000 of 100,000 files")


def grade(folder: Path, inbox: Path, scores: dict[str, Fraction], *words: str) -> Watched:
    """Run the command, and look up its scores."""
    out = folder / "out"
    command = [sys.executable, "-m", "dabie", "-C", str(folder / "course"), "grade", str(inbox)]
    found = watched([*command, "--out", str(out), "--jobs", str(JOBS), *words])
    with (out / "results.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["file"]: float(row["score"]) for row in csv.DictReader(file)}
    assert rows == {file: float(score) for file, score in scores.items()}
    return found
