"""Grading: submissions in, results and feedback out; data is read and nothing in it is run.

Four steps, each a function of the one before: received (`inbox`), graded (`batch`, one file at a
time, on any executor), found (`findings`: reviews, attempts, roster, statistics, over all),
written (`outputs`, each from all of that).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from .. import markup
from ..core.items import Course
from ..core.publish import publish, revision
from .batch import grade_entry
from .entry import Entry, Ignored
from .errors import GradingError
from .findings import Texts, find, read_inputs
from .folder import replacing
from .inbox import entries
from .options import Options
from .output import Graded
from .outputs import OUTPUTS
from .similarity import sources
from .summary import Summary, summarise

__all__ = ["GradingError", "Options", "Summary", "Texts", "course_texts", "grade"]


def grade(
    course: Course,
    paths: Sequence[Path | str],
    out: Path | str,
    *,
    cite: Callable[[str], str] = lambda source: source,
    options: Options | None = None,
    texts: Texts | None = None,
) -> Summary:
    """Grade what lies at the paths into the folder `out`; `GradingError` when it cannot be done.

    `cite` turns a source's key into a reference. It must be the one that published the
    exercises: their revision covers the references of practice items. `texts` are what long
    answers are held against.
    """
    inbox, out, options = [Path(path) for path in paths], Path(out), options or Options()
    _check_apart(inbox, out)
    inputs = read_inputs(course, options, texts or Texts())
    ignored: list[str] = []
    with replacing(out, OUTPUTS) as folder:
        received = _received(entries(inbox, exclude=(out, folder)), ignored)
        revisions = current_revisions(course, cite)
        graded = [grade_entry(course, revisions, one) for one in received]
        results, findings = find(course, graded, inputs, options)
        for output in OUTPUTS:
            output.write(folder / output.name, Graded(course, results, cite, options, findings))
    return summarise(results, findings, ignored=len(ignored))


def course_texts(root: Path) -> Texts:
    """Read what of a course's book grading looks at."""
    return Texts(sources.course_texts(root), sources.parts(root))


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
