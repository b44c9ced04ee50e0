"""Reading and scoring: against the least that a grader can do, and two processes against one."""

from __future__ import annotations

import gc
import time
from fractions import Fraction
from pathlib import Path
from typing import Any

import corpus
import msgspec
from report import report

from dabie.core.items import Course
from dabie.grading import current_revisions
from dabie.grading.batch import Grader
from dabie.grading.entry import Entry, Source
from dabie.grading.executors import chosen, collecting_seldom
from dabie.grading.inbox import sources
from dabie.grading.work import grade_all

IN_MEMORY = 4_000
ROUNDS = 5
JOBS = (1, 2)


def measure(course: Course, inbox: Path, scores: dict[str, Fraction]) -> None:
    """Measure in memory, then what lies in the inbox."""
    with collecting_seldom():  # as a run does
        one_process(course)
    executors(course, inbox, scores)


def executors(course: Course, inbox: Path, scores: dict[str, Fraction]) -> None:
    """Read and score what lies on disk, alternating between one process and two."""
    revisions = current_revisions(course, lambda source: source)
    found = [one for one in sources([inbox]) if isinstance(one, Source)]
    rates: dict[int, list[float]] = {jobs: [] for jobs in JOBS}
    for _ in range(ROUNDS):
        for jobs in JOBS:
            with collecting_seldom(), chosen(jobs, "", len(found)) as pool:
                # The processes have started when the first results are there.
                list(grade_all(course, revisions, found[:1000], pool))
                gc.collect()
                start = time.perf_counter()
                results = list(grade_all(course, revisions, found, pool))
                rates[jobs].append(len(found) / (time.perf_counter() - start))
            assert {one.file: one.score for one in results} == scores
            del results
    for jobs in JOBS:
        report(f"read from disk and score, processes: {jobs}", rates[jobs], "/s", "")
    # Of the best rounds: whatever else this machine does only slows one or the other down.
    one, two = map(max, rates.values())
    report("ratio of the best", [two / one], "", "at least 1.5")


def one_process(course: Course) -> None:
    """Read and score in one process, alternating with the least that reads and compares."""
    made = list(corpus.submissions(course, IN_MEMORY))
    print(
        f"{IN_MEMORY:,} submissions, {sum(len(one[1]) for one in made) // len(made):,} bytes each"
    )
    contents = [content for _, content, _ in made]
    entries = [Entry(name, content) for name, content, _ in made]
    grader = Grader(course, current_revisions(course, lambda source: source))
    least: list[float] = []
    ours: list[float] = []
    for _ in range(ROUNDS):
        gc.collect()
        start = time.perf_counter()
        for content in contents:
            minimal(content)
        middle = time.perf_counter()
        results = [grader.grade(one) for one in entries]
        scores = [one.score for one in results]
        least.append(len(made) / (middle - start))
        ours.append(len(made) / (time.perf_counter() - middle))
        assert scores == [score for _, _, score in made]
    report("least msgspec reader and compare", least, "/s", "")
    report("read and score, one process", ours, "/s", "")
    report("ratio", [b / a for a, b in zip(least, ours, strict=True)], "", "at least 0.4")


class _Learner(msgspec.Struct):
    id: str


class _Record(msgspec.Struct):
    learner: _Learner
    exercise: str
    responses: dict[str, Any]


class _Metadata(msgspec.Struct):
    dabie: _Record


class _Notebook(msgspec.Struct):
    metadata: _Metadata


_DECODER = msgspec.json.Decoder(_Notebook)
_KEY: dict[str, Any] = {
    **{one: ["a"] for one in corpus.SINGLES},
    **{one: ["a", "b", "c"] for one in corpus.SEVERALS},
    **{one: {"1": "八", "2": "民运"} for one in corpus.GAPS},
    "order": list("vwxyz"),
    "pairs": corpus.PAIRS,
    "count": "2980",
}


def minimal(content: bytes) -> tuple[str, str, int]:
    """Read a submission and compare each answer with its key: right or not, no more."""
    record = _DECODER.decode(content).metadata.dabie
    responses = record.responses
    score = sum(responses.get(item) == right for item, right in _KEY.items())
    return record.learner.id, record.exercise, score
