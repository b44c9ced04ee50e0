"""The batch: what was received in, results out; a pure function of course and inbox, no state.

Each file is graded on its own (`grade_entry`, which any executor may run), then attempts are
told apart over all of them (`number_attempts`).
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from operator import attrgetter
from typing import assert_never

import msgspec

from ..core.errors import SubmissionError
from ..core.items import Course
from ..core.submission import Submission, score_submission
from .entry import Entry, suffix_of
from .limits import NAME_SHOWN, REASONS_SHOWN
from .options import Attempt
from .reader import read
from .result import Result
from .visible import clip

_NEVER = datetime.min.replace(tzinfo=UTC)


def grade_entry(course: Course, revisions: Mapping[str, str], entry: Entry) -> Result:
    """Grade one file; `revisions` holds the current revision of each exercise."""
    if entry.content is None:
        return Result(entry.file, "refused", reasons=(entry.refusal,))
    try:
        submission = read(entry.content, suffix=suffix_of(entry.file), course=course.id)
        digest = _digest(submission)
    except SubmissionError as error:
        return Result(entry.file, "refused", reasons=(str(error),))
    exercise = course.exercise(submission.exercise)
    if exercise is None:
        name = clip(submission.exercise, NAME_SHOWN)
        known = "、".join(one.id for one in course.exercises)
        said = f"本课程没有练习“{name}”（有 {known}）；请核对课程是否最新，或请本人重新交卷"
        return Result(entry.file, "refused", submission.learner, reasons=(said,))
    scored = score_submission(exercise, submission)
    waits = any(outcome.state == "pending" for outcome in scored.outcomes.values())
    return Result(
        file=entry.file,
        status="needs-review" if waits else "graded",
        learner=submission.learner,
        exercise=exercise.id,
        saved_at=submission.saved_at,
        reasons=(
            *submission.notes,
            *_revision_note(submission, revisions[exercise.id]),
            *_refused_notes(scored.refused),
        ),
        # Only what was asked: a file may carry a million other things.
        responses={
            item.id: submission.responses[item.id]
            for item in exercise.items
            if item.id in submission.responses
        },
        outcomes=scored.outcomes,
        refused={one: said for one, said in scored.refused.items() if one in scored.outcomes},
        max_score=Fraction(exercise.max_score),
        digest=digest,
    )


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


def _number(group: list[Result], counted: Attempt) -> list[Result]:
    """Give one learner's submissions of one exercise their numbers, by time, then by file name."""
    group.sort(key=lambda one: (one.saved_at or _NEVER, one.file))
    # Of identical content only the first file is an attempt.
    first: dict[bytes, Result] = {}
    for one in group:
        first.setdefault(one.digest, one)
    number = {digest: index for index, digest in enumerate(first, start=1)}
    chosen = _counting(list(first.values()), counted)
    names = sorted({one.learner.name for one in group if one.learner.name})
    numbered = []
    for one in group:
        notes = list(one.reasons)
        if one is not first[one.digest]:
            notes.append(f"与 {first[one.digest].file} 内容相同，算同一次")
        if len(names) > 1:
            notes.append(f"同一编号有不同姓名：{'、'.join(names[:5])}")
        attempt = number[one.digest]
        numbered.append(replace(one, attempt=attempt, counts=one is chosen, reasons=tuple(notes)))
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


def _digest(submission: Submission) -> bytes:
    """Return what two submissions of the same content share, whatever form they came in."""
    learner = submission.learner
    content = (
        (learner.id, learner.name, learner.unit),
        (submission.exercise, submission.revision, str(submission.saved_at)),
        submission.responses,
    )
    try:
        canonical = msgspec.json.encode(content, order="deterministic")
    except RecursionError:
        raise SubmissionError(
            "内容嵌套太深，不是课程生成的文件；请本人从课程页面重新交卷"
        ) from None
    except (UnicodeEncodeError, OverflowError, ValueError):
        # Lone surrogates and numbers beyond 64 bits: slower, but any content will do.
        canonical = json.dumps(content, sort_keys=True).encode()
    return hashlib.sha256(canonical).digest()


def _revision_note(submission: Submission, current: str) -> tuple[str, ...]:
    if not submission.revision:
        return ("没有写明题目版本，按现在的题目评分",)
    if submission.revision != current:
        return ("交卷时的题目与现在的版本不同，按现在的题目评分",)
    return ()


def _refused_notes(refused: Mapping[str, str]) -> tuple[str, ...]:
    shown = [
        f"{clip(item_id, NAME_SHOWN)}：{said.rstrip('。')}"
        for item_id, said in list(refused.items())[:REASONS_SHOWN]
    ]
    left = len(refused) - len(shown)
    return (*shown, f"另有 {left:,} 处答案没有计分") if left > 0 else tuple(shown)
