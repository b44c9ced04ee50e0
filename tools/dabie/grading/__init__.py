"""Grading: submissions in, results and feedback out; data is read and nothing in it is run."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from .. import markup
from ..core.items import Course
from ..core.publish import publish, revision
from .batch import grade_entry, number_attempts
from .entry import Entry, Ignored
from .errors import GradingError
from .feedback import pages
from .folder import FEEDBACK, PAGES, RESULTS, replacing
from .inbox import entries
from .result import Result
from .results import cell, results_csv, table

__all__ = ["GradingError", "Summary", "grade"]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run came to; as text one line in Chinese."""

    received: int
    graded: int
    needs_review: int
    refused: int
    ignored: int
    learners: int

    @property
    def exit_status(self) -> int:
        """1 when a file was refused, else 0."""
        return 1 if self.refused else 0

    def __str__(self) -> str:
        if not self.received:
            return "没有找到交卷文件。" + self._skipped()
        parts = [f"评完 {self.graded:,} 份"]
        parts += [f"待评阅 {self.needs_review:,} 份"] if self.needs_review else []
        parts += [f"拒收 {self.refused:,} 份"] if self.refused else []
        done = f"收到 {self.received:,} 份：{'，'.join(parts)}；共 {self.learners:,} 名学员。"
        return done + self._skipped()

    def _skipped(self) -> str:
        return f"另有 {self.ignored:,} 个系统文件没有看。" if self.ignored else ""


def grade(
    course: Course,
    paths: Sequence[Path | str],
    out: Path | str,
    *,
    cite: Callable[[str], str] = lambda source: source,
) -> Summary:
    """Grade what lies at the paths into the folder `out`; `GradingError` when it cannot be done.

    `cite` turns a source's key into a reference. It must be the one that published the
    exercises: their revision covers the references of practice items.
    """
    inbox, out = [Path(path) for path in paths], Path(out)
    _check_apart(inbox, out)
    ignored: list[str] = []
    with replacing(out) as folder:
        received = _received(entries(inbox, exclude=(out, folder)), ignored)
        revisions = current_revisions(course, cite)
        results = number_attempts(grade_entry(course, revisions, one) for one in received)
        (folder / RESULTS).write_bytes(results_csv(course, results))
        _write_feedback(folder / FEEDBACK, course, results, cite)
    statuses = [result.status for result in results]
    return Summary(
        received=len(results),
        graded=statuses.count("graded"),
        needs_review=statuses.count("needs-review"),
        refused=statuses.count("refused"),
        ignored=len(ignored),
        learners=len({one.learner_key for one in results if one.status != "refused"}),
    )


def current_revisions(course: Course, cite: Callable[[str], str]) -> dict[str, str]:
    """Return the revision of each exercise as it stands now."""
    return {
        exercise.id: revision(publish(exercise, render=markup.render, cite=cite))
        for exercise in course.exercises
    }


def _check_apart(inbox: Sequence[Path], out: Path) -> None:
    # Not `resolve`, which raises where links go round in a circle.
    place = Path(os.path.realpath(out))
    for path in inbox:
        here = Path(os.path.realpath(path))
        if here == place or place in here.parents:
            raise GradingError(f"交卷文件在 {out} 里面，结果会盖住它们；--out 请换一个文件夹")


def _received(found: Iterable[Entry | Ignored], ignored: list[str]) -> Iterator[Entry]:
    for one in found:
        if isinstance(one, Ignored):
            ignored.append(one.file)
        else:
            yield one


def _write_feedback(
    folder: Path, course: Course, results: Sequence[Result], cite: Callable[[str], str]
) -> None:
    folder.mkdir()
    index = [["page", "learner_id", "learner_name", "learner_unit", "files"]]
    for page in pages(course, results, cite):
        (folder / page.name).write_bytes(page.content)
        known = [page.learner.id, page.learner.name, page.learner.unit, "；".join(page.files)]
        index.append([page.name, *map(cell, known)])
    (folder / PAGES).write_bytes(table(index))
