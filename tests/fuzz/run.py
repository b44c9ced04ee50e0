"""Damaged hand-ins by the million, none of which may make anything but a graded or refused row.

`make fuzz` runs a million; `COUNT=100000` fewer. What was interrupted goes on where it stopped
(`FRESH=1` starts over, `SECONDS=100` stops after so long). Each input is made from its number alone: `run.py 4711` does that one again.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import pickle
import shutil
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

from mutations import made

from dabie.catalog import load_course
from dabie.core.items import Course
from dabie.grading import current_revisions
from dabie.grading.batch import Grader, number_attempts
from dabie.grading.entry import Entry, Source
from dabie.grading.feedback import pages
from dabie.grading.inbox import opened, sources
from dabie.grading.result import Result
from dabie.grading.results import results_csv

ROOT = Path(__file__).parents[2]
STATE = ROOT / "_build" / "fuzz.json"
GROUND = ROOT / "_build" / "fuzz"
"""Where zips and the course lie while it runs; a killed run's is cleared by the next."""
BLOCK = 1_000
SLOW = 10.0


@cache
def ground() -> tuple[Course, Grader, Path]:
    """Return the course, its grader and a place for zips, once per process."""
    sys.path.append(str(ROOT / "tests" / "grading"))
    from conftest import EXERCISES

    folder = GROUND / f"{os.getpid()}"
    for name, text in EXERCISES.items():
        path = folder / "exercises" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    course = load_course(folder)
    return course, Grader(course, current_revisions(course, lambda source: source)), folder


def entries(name: str, content: bytes) -> list[Entry]:
    """Return what the inbox would give of a file; only a zip needs a disk."""
    if not name.endswith(".zip"):
        return [Entry(name, content)]
    place = ground()[2] / name
    place.write_bytes(content)
    return [opened(one) for one in sources([place]) if isinstance(one, Source)]


def tried(number: int) -> list[str]:
    """Grade one input, hold its results to what is promised, and return their statuses."""
    course, grader, _ = ground()
    start = time.monotonic()
    graded = [grader.grade(one) for one in entries(*made(number))]
    results = number_attempts(pickle.loads(pickle.dumps(graded)))
    rows = results_csv(course, results).count(b"\r\n")
    assert rows == len(results) + 1, "a row for each and each on one line"
    for one in results:
        promised(one)
    if number % 50 == 0:
        list(pages(course, results, lambda source: source))
    assert time.monotonic() - start < SLOW, "took too long"
    return [one.status for one in results] or ["ignored"]


def promised(result: Result) -> None:
    """Fail unless a result is graded or refused, whole, and says why."""
    if result.status == "refused":
        assert result.reasons and all(result.reasons), "refused without a reason"
        assert not result.outcomes
    else:
        assert result.status in ("graded", "needs-review")
        assert 0 <= result.score <= result.max_score
        assert result.attempt >= 1
    assert sum(map(len, result.reasons)) < 10_000


def block(first: int, count: int) -> Counter[str]:
    """Try so many inputs; whatever goes wrong names the number it went wrong at."""
    seen: Counter[str] = Counter()
    for number in range(first, first + count):
        try:
            seen.update(tried(number))
        except BaseException as error:
            raise RuntimeError(f"input {number}: {type(error).__name__}: {error}") from error
    return seen


def main(count: int, *, fresh: bool, seconds: float) -> None:
    """Try inputs from where the last run stopped up to `count`."""
    state = {"done": 0, "seen": {}}
    if STATE.is_file() and not fresh:
        state = json.loads(STATE.read_text())
    if state["done"] >= count:
        state = {"done": 0, "seen": {}}
    STATE.parent.mkdir(exist_ok=True)
    done, seen = int(state["done"]), Counter(state["seen"])
    start, before = time.monotonic(), done
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), context) as executor:
        firsts = range(done, count, BLOCK)
        sizes = [min(BLOCK, count - first) for first in firsts]
        for size, found in zip(sizes, executor.map(block, firsts, sizes), strict=True):
            done, seen = done + size, seen + found
            STATE.write_text(json.dumps({"done": done, "seen": seen}))
            rate = (done - before) / (time.monotonic() - start)
            print(f"\r{done:,} of {count:,} inputs, {rate:,.0f}/s", end="", flush=True)
            if time.monotonic() - start > seconds:
                executor.shutdown(cancel_futures=True)
                break
    rows = ", ".join(f"{status} {number:,}" for status, number in seen.most_common())
    print(f"\n{done:,} inputs, each a row: {rows}")


if __name__ == "__main__":
    shutil.rmtree(GROUND, ignore_errors=True)
    try:
        if len(sys.argv) > 1:
            print(made(int(sys.argv[1])), tried(int(sys.argv[1])))
        else:
            main(
                int(os.environ.get("COUNT", 1_000_000)),
                fresh=bool(os.environ.get("FRESH")),
                seconds=float(os.environ.get("SECONDS", "inf")),
            )
    finally:
        shutil.rmtree(GROUND, ignore_errors=True)
