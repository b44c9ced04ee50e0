"""The batch: what was received in, results out; a pure function of course and inbox, no state.

Each file is graded on its own (`Grader`), then attempts are told apart over all of them
(`number_attempts`).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from fractions import Fraction
from operator import attrgetter
from typing import assert_never

from ..core.errors import ResponseError, SubmissionError
from ..core.items import Course
from ..core.scoring import Scorer, scorer
from ..core.submission import Submission, submission_scorer
from .entry import Entry, suffix_of
from .limits import NAME_SHOWN, REASONS_SHOWN
from .options import Attempt
from .packing import packed
from .reader import read
from .result import Result, summed
from .visible import clip

_NEVER = datetime.min.replace(tzinfo=UTC)


def grade_entry(course: Course, revisions: Mapping[str, str], entry: Entry) -> Result:
    """Grade one file; where there are many, a `Grader` does the course's part just once."""
    return Grader(course, revisions).grade(entry)


class Grader:
    """Grades files, each on its own; `revisions` holds the current revision of each exercise."""

    def __init__(self, course: Course, revisions: Mapping[str, str]) -> None:
        self._course = course.id
        self._exercises = {
            one.id: (
                one.id,
                submission_scorer(one),
                {item.id: scorer(item) if item.void else None for item in one.items},
                revisions[one.id],
                Fraction(one.max_score),
            )
            for one in course.exercises
        }

    def grade(self, entry: Entry) -> Result:
        """Return what a file comes to: graded, to be reviewed or refused, and nothing else."""
        if entry.content is None:
            return Result(entry.file, "refused", reasons=(entry.refusal,))
        try:
            submission = read(entry.content, suffix=suffix_of(entry.file), course=self._course)
        except SubmissionError as error:
            return Result(entry.file, "refused", reasons=(str(error),))
        exercise = self._exercises.get(submission.exercise)
        if exercise is None:
            return Result(
                entry.file, "refused", submission.learner, reasons=(self._unknown(submission),)
            )
        exercise_id, score, asked, revision, max_score = exercise
        scored = score(submission)
        status, points, waiting = summed(scored.outcomes)
        responses, refused = submission.responses, scored.refused
        return Result(
            file=entry.file,
            status=status,
            learner=submission.learner,
            exercise=exercise_id,
            # One object for all of the current one.
            revision=revision if submission.revision == revision else submission.revision,
            saved_at=submission.saved_at,
            reasons=(
                *submission.notes,
                *_revision_note(submission, revision),
                *_refused_notes(refused),
            ),
            # Only what was asked and answered in form: a file may carry a million other things.
            packed=packed(
                {
                    one: responses[one]
                    for one, void in asked.items()
                    if one in responses
                    and one not in refused
                    # Nothing else has looked at what was answered to a void item.
                    and (void is None or _is_sound(void, responses[one]))
                }
            ),
            outcomes=scored.outcomes,
            refused={one: said for one, said in refused.items() if one in asked} if refused else {},
            score=points,
            waiting=waiting,
            max_score=max_score,
        )

    def _unknown(self, submission: Submission) -> str:
        name = clip(submission.exercise, NAME_SHOWN)
        known = "、".join(self._exercises)
        return f"本课程没有练习“{name}”（有 {known}）；请核对课程是否最新，或请本人重新交卷"


def number_attempts(results: Iterable[Result], counted: Attempt = "newest") -> list[Result]:
    """Tell each learner's attempts of an exercise apart, and which counts; sorted by file."""
    done: list[Result] = []
    attempts: defaultdict[tuple[str, str], list[Result]] = defaultdict(list)
    for result in results:
        if result.status == "refused":
            done.append(result)
        else:
            attempts[result.learner_key, result.exercise].append(result)
    for group in attempts.values():
        done += _number(group, counted)
    return sorted(done, key=attrgetter("file"))


def _is_sound(score: Scorer, response: object) -> bool:
    try:
        score(response)
    except ResponseError:
        return False
    return True


def _number(group: list[Result], counted: Attempt) -> list[Result]:
    """Give one learner's submissions of one exercise their numbers, by time, then by file name."""
    group.sort(key=lambda one: (one.saved_at or _NEVER, one.file))
    # Of identical content only the first file is an attempt.
    content = {one.file: _content(one) for one in group} if len(group) > 1 else {}
    first: dict[bytes, Result] = {}
    for one in group:
        first.setdefault(content.get(one.file, b""), one)
    number = {one.file: index for index, one in enumerate(first.values(), start=1)}
    chosen = _counting(list(first.values()), counted)
    names = sorted({one.learner.name for one in group if one.learner.name})
    numbered = []
    for one in group:
        notes = list(one.reasons)
        original = first[content.get(one.file, b"")]
        if one is not original:
            notes.append(f"与 {original.file} 内容相同，算同一次")
        if len(names) > 1:
            notes.append(f"同一编号有不同姓名：{'、'.join(names[:5])}")
        numbered.append(
            one._replace(
                attempt=number[original.file],
                counts=one is chosen,
                reasons=tuple(notes),
            )
        )
    return numbered


def _counting(attempts: Sequence[Result], counted: Attempt) -> Result:
    """Return the attempt that counts; of several best ones the newest."""
    match counted:
        case "newest":
            return attempts[-1]
        case "first":
            return attempts[0]
        case "best":
            return max(reversed(attempts), key=attrgetter("score"))
        case _:  # pragma: no cover
            assert_never(counted)


def _content(result: Result) -> bytes:
    """Return what two submissions of the same content share, whatever form they came in."""
    learner = result.learner
    content = (
        (learner.id, learner.name, learner.unit, result.revision, str(result.saved_at)),
        result.responses,
        result.refused,
    )
    # Any text can be written so, lone surrogates too.
    return json.dumps(content, sort_keys=True).encode()


def _revision_note(submission: Submission, current: str) -> tuple[str, ...]:
    if not submission.revision:
        return ("没有写明题目版本，按现在的题目评分",)
    if submission.revision != current:
        return ("交卷时的题目与现在的版本不同，按现在的题目评分",)
    return ()


def _refused_notes(refused: Mapping[str, str]) -> tuple[str, ...]:
    if not refused:
        return ()
    shown = [
        f"{clip(item_id, NAME_SHOWN)}：{said.rstrip('。')}"
        for item_id, said in list(refused.items())[:REASONS_SHOWN]
    ]
    left = len(refused) - len(shown)
    return (*shown, f"另有 {left:,} 处答案没有计分") if left > 0 else tuple(shown)
