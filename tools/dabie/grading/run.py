"""A run: from what was handed in to everything that is written.

Four steps, each a function of the one before: received (`inbox`), graded (`work`, one file at a
time, on any executor), found (`findings`: reviews, attempts, roster, statistics, over all),
written (`outputs`, each from all of that).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory

from .. import markup
from ..core.items import Course
from ..core.publish import publish, revision
from .entry import Ignored, Source
from .errors import GradingError
from .executors import Pool, chosen, collecting_seldom
from .findings import find, read_inputs
from .folder import replacing
from .inbox import sources
from .options import Options
from .output import Graded
from .outputs import OUTPUTS
from .progress import Progress, silent
from .shelf import Shelf
from .similarity import sources as course_sources
from .summary import Summary, summarise
from .texts import Texts
from .work import grade_all


def grade(
    course: Course,
    paths: Sequence[Path | str],
    out: Path | str,
    *,
    cite: Callable[[str], str] = lambda source: source,
    options: Options | None = None,
    texts: Texts | None = None,
    pool: Pool | None = None,
    progress: Progress = silent,
) -> Summary:
    """Grade what lies at the paths into the folder `out`; `GradingError` when it cannot be done.

    `cite` turns a source's key into a reference. It must be the one that published the
    exercises: their revision covers the references of practice items. `texts` are what long
    answers are held against; `pool` is an executor of one's own instead of what the options say.
    """
    inbox, out, options = [Path(path) for path in paths], Path(out), options or Options()
    _check_apart(inbox, out)
    inputs = read_inputs(course, options, texts or Texts())
    # Long answers are no results: they lie in the folder until the last process has read them.
    with (
        collecting_seldom(),
        replacing(out, OUTPUTS) as folder,
        TemporaryDirectory(dir=folder) as shelf,
    ):
        received, ignored = _received(sources(inbox, exclude=(out, folder)))
        chosen_pool = (
            nullcontext(pool) if pool else chosen(options.jobs, options.scheduler, len(received))
        )
        revisions = current_revisions(course, cite)
        with chosen_pool as workers:
            with progress("评分", len(received)) as done:
                graded = list(grade_all(course, revisions, received, workers, done))
            with progress("写结果", len(OUTPUTS)) as done:
                keep = Shelf(Path(shelf))
                results, findings = find(course, graded, inputs, options, workers, keep)
                made = Graded(course, results, cite, options, findings, workers)
                _write(folder, made, done)
    return summarise(results, findings, ignored=ignored)


def _write(folder: Path, made: Graded, done: Callable[[int], object]) -> None:
    begun = [output.write(folder / output.name, made) for output in OUTPUTS]
    for finish in begun:
        if finish is not None:
            finish()
        done(1)


def course_texts(root: Path) -> Texts:
    """Read what of a course's book grading looks at."""
    return Texts(course_sources.course_texts(root), course_sources.parts(root))


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


def _received(found: Iterable[Source | Ignored]) -> tuple[list[Source], int]:
    """Return what makes a row, and the number of system's files that make none."""
    received: list[Source] = []
    ignored = 0
    for one in found:
        if isinstance(one, Source):
            received.append(one)
        else:
            ignored += 1
    return received, ignored
