"""The submission format: what a handed-in notebook says of itself, read with distrust."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from fractions import Fraction
from typing import Final, NamedTuple

from .errors import ResponseError, SubmissionError
from .items import Exercise
from .scoring import Outcome, scorer

FORMAT: Final = 1
"""The format number that this version writes and reads."""
FIELD_LIMIT: Final = 200
"""Longest learner id, name or unit, in characters."""


class Learner(NamedTuple):
    """Who says they answered; nobody has verified it."""

    id: str = ""
    name: str = ""
    unit: str = ""


class Submission(NamedTuple):
    """One attempt as handed in; `notes` are Chinese remarks on what was odd about it."""

    course: str
    exercise: str
    revision: str
    learner: Learner
    responses: Mapping[str, object]
    saved_at: datetime | None
    notes: tuple[str, ...] = ()


class Scored(NamedTuple):
    """The outcomes of one submission by item id, and the responses that were refused."""

    outcomes: Mapping[str, Outcome]
    refused: Mapping[str, str]


def read_submission(content: object, *, course: str) -> Submission:
    """Read the content of `metadata.dabie`; `SubmissionError` says why it cannot be graded."""
    if not isinstance(content, dict):
        raise SubmissionError("作答记录的格式不对：应当是一组对应项；请本人从课程页面重新交卷。")
    number = content.get("format")
    if type(number) is not int or number != FORMAT:
        raise SubmissionError(
            f"作答记录的格式版本是 {_name(number)}，这里只认 {FORMAT}；"
            "请更新评分工具，或请本人从课程页面重新交卷。"
        )
    if content.get("course") != course:
        raise SubmissionError(
            f"这是另一门课程的交卷：{_name(content.get('course'))}；这里评的是 {course}。"
        )
    exercise = content.get("exercise")
    if not isinstance(exercise, str) or not exercise:
        raise SubmissionError("作答记录里没有写明是哪个练习；请本人从课程页面重新交卷。")
    responses = content.get("responses")
    if not isinstance(responses, dict):
        raise SubmissionError("作答记录里的答案格式不对；请本人从课程页面重新交卷。")
    notes: list[str] = []
    learner = _learner(content.get("learner"), notes)
    revision = content.get("revision")
    return Submission(
        course=course,
        exercise=exercise,
        revision=revision if isinstance(revision, str) else "",
        learner=learner,
        responses=responses,
        saved_at=_time(content.get("saved_at"), notes),
        notes=tuple(notes),
    )


def submission_scorer(exercise: Exercise) -> Callable[[Submission], Scored]:
    """Return what scores submissions; a refused response counts 0 with its reason."""
    scorers = {item.id: _void if item.void else scorer(item) for item in exercise.items}

    def scored(submission: Submission) -> Scored:
        outcomes: dict[str, Outcome] = {}
        refused: dict[str, str] = {}
        responses = submission.responses
        for item_id, score in scorers.items():
            try:
                outcomes[item_id] = score(responses.get(item_id))
            except ResponseError as error:
                refused[item_id] = str(error)
                outcomes[item_id] = score(None)
        if not responses.keys() <= scorers.keys():
            for item_id in responses.keys() - scorers.keys():
                refused[item_id] = "本练习没有这道题。"
        return Scored(outcomes, dict(sorted(refused.items())) if refused else refused)

    return scored


def _void(response: object) -> Outcome:
    # Out of the score and of what can be reached: nobody gains or loses by it.
    return Outcome("void", Fraction(0), Fraction(0))


def _learner(value: object, notes: list[str]) -> Learner:
    if value is None:
        value = {}
    if not isinstance(value, dict):
        raise SubmissionError("作答记录里的学员信息格式不对；请本人从课程页面重新交卷。")
    fields: dict[str, str] = {}
    for key, name in (("id", "编号"), ("name", "姓名"), ("unit", "单位")):
        text = value.get(key, "")
        if text is None:
            text = ""
        if not isinstance(text, str):
            raise SubmissionError(f"学员{name}应当是文字；请本人从课程页面重新交卷。")
        if len(text) > FIELD_LIMIT:
            raise SubmissionError(f"学员{name}太长：{len(text)} 字，最多 {FIELD_LIMIT} 字。")
        fields[key] = text.strip()
    if not fields["id"]:
        notes.append("没有填编号，按单独一人处理")
    return Learner(**fields)


def _time(value: object, notes: list[str]) -> datetime | None:
    try:
        time = datetime.fromisoformat(value) if isinstance(value, str) else None
        # A time without offset is compared as UTC: wrong by hours at most, and never an error.
        if time is not None:
            aware = time if time.tzinfo else time.replace(tzinfo=UTC)
            return aware.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    notes.append("没有可用的保存时间，排在最前")
    return None


def _name(value: object) -> str:
    return (
        repr(value)[:40]
        if isinstance(value, str | int | float)
        else "空"
        if value is None
        else "别的东西"
    )
