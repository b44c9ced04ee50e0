"""One exercise of a feedback page as values: the template only lays them out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from fractions import Fraction
from functools import cache
from typing import Literal, TypeAlias

from markupsafe import Markup

from ..core.items import Choice, Exercise, Item, LongFillIn
from ..core.publish import BLANK
from ..core.scoring import Outcome, is_unanswered
from ..markup import render
from ..view.static import KIND_WORDS
from .answers import Part, parts, summary
from .result import Result

Shown: TypeAlias = Literal["score", "items", "key"]

_CHINA = timezone(timedelta(hours=8))
_STATES = {
    "right": "答对了",
    "partly": "部分对",
    "wrong": "不对",
    "unanswered": "未作答",
    "pending": "待评阅",
    "malformed": "格式不对",
}
_LINK = re.compile(r"</?a\b[^>]*>")
_WEAKEST = 2


@dataclass(frozen=True, slots=True)
class Objective:
    """How one objective went, with the numbers and anchors of its items."""

    text: str
    score: str
    max_score: str
    percent: int
    items: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One item; what is not released is empty."""

    number: int
    anchor: str
    kind: str
    prompt: Markup
    state: str
    word: str
    score: str
    max_score: str
    parts: tuple[Part, ...]
    summary: str
    problem: str
    text: str
    rubric: tuple[tuple[str, tuple[str, ...]], ...]
    explanation: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One exercise of one learner."""

    title: str
    attempt: int
    time: str
    score: str
    max_score: str
    percent: int | None
    waiting: str
    counts: str
    note: str
    weakest: tuple[Objective, ...]
    rows: tuple[Row, ...]


def section(exercise: Exercise, result: Result, cite: Callable[[str], str]) -> Section:
    """Return what a learner may see of a result: all of a practice, else by `release`."""
    shown: Shown = "key" if exercise.mode == "practice" else exercise.release
    pending = sum(
        (one.max_score for one in result.outcomes.values() if one.state == "pending"), Fraction(0)
    )
    rows = (
        []
        if shown == "score"
        else [
            _row(number, item, result, cite, told=shown == "key")
            for number, item in enumerate(exercise.items, start=1)
        ]
    )
    return Section(
        title=exercise.title,
        attempt=result.attempt,
        time=_time(result.saved_at),
        score=points(result.score),
        max_score=points(result.max_score),
        percent=None
        if pending or not result.max_score
        else percent(result.score, result.max_score),
        waiting=points(pending) if pending else "",
        counts=_counts(result),
        note=_NOTES[shown] if exercise.mode == "assessment" else "",
        weakest=() if shown == "score" else _weakest(exercise, result),
        rows=tuple(rows),
    )


_NOTES = {
    "score": "这次测评只公布总分。",
    "items": "这次测评公布每题得分，不公布答案。",
    "key": "",
}


def points(value: Fraction) -> str:
    """Return points as people write them: at most two decimals, never rounded up.

    >>> points(Fraction(47, 3)), points(Fraction(2)), points(Fraction(1, 2))
    ('15.66', '2', '0.5')
    """
    hundredths = int(value * 100)
    return f"{hundredths // 100}.{hundredths % 100:02}".rstrip("0").rstrip(".")


def percent(score: Fraction, max_score: Fraction) -> int:
    """Return a share in percent, never rounded up: 100 means all of it."""
    return int(score * 100 / max_score)


def _row(number: int, item: Item, result: Result, cite: Callable[[str], str], *, told: bool) -> Row:
    outcome = result.outcomes[item.id]
    response = result.responses.get(item.id)
    problem = result.refused.get(item.id, "")
    state = "malformed" if problem else outcome.state
    sound = None if problem else response
    interaction = item.interaction
    rubric: tuple[tuple[str, tuple[str, ...]], ...] = ()
    text = ""
    if isinstance(interaction, LongFillIn):
        text = sound if isinstance(sound, str) and not is_unanswered(sound) else ""
        if told:
            rubric = tuple((one.criterion, one.levels) for one in interaction.rubric)
    return Row(
        number=number,
        anchor=item.id,
        kind=_kind(item),
        prompt=_prompt(item.prompt),
        state=state,
        word=_STATES[state],
        score=points(outcome.score),
        max_score=points(outcome.max_score),
        parts=tuple(parts(item, sound, outcome, told=told)),
        summary=summary(item, outcome) if told else "",
        problem=problem,
        text=text,
        rubric=rubric,
        explanation=item.explanation if told else "",
        sources=tuple(cite(one) for one in item.sources) if told else (),
    )


def _kind(item: Item) -> str:
    if isinstance(item.interaction, Choice):
        return "多选" if item.interaction.multiple else "单选"
    return KIND_WORDS[item.kind]


@cache
def _prompt(source: str) -> Markup:
    """Return the prompt as HTML, its links as their text: the page leads nowhere else."""
    html = BLANK.sub(r"<span class=blank>\1</span>", render(source))
    return Markup(_LINK.sub("", html))


def _counts(result: Result) -> str:
    refused = len(result.refused)
    states = [outcome.state for outcome in result.outcomes.values()]
    waiting = states.count("pending")
    # A refused answer stands as unanswered among the outcomes.
    empty = states.count("unanswered") - refused
    said = [f"{len(states) - waiting - empty - refused} 题已判"]
    said += [f"{waiting} 题待人评阅"] if waiting else []
    said += [f"{empty} 题未作答"] if empty else []
    said += [f"{refused} 题格式不对，没有计分"] if refused else []
    return "，".join(said) + "。"


def _weakest(exercise: Exercise, result: Result) -> tuple[Objective, ...]:
    """Return the objectives with the least of their points, what awaits review left out."""
    items: dict[str, list[tuple[int, Item, Outcome]]] = {}
    for number, item in enumerate(exercise.items, start=1):
        outcome = result.outcomes[item.id]
        if item.objective and outcome.state != "pending":
            items.setdefault(item.objective, []).append((number, item, outcome))
    found: list[tuple[Fraction, int, Objective]] = []
    for text, several in items.items():
        score = sum((outcome.score for _, _, outcome in several), Fraction(0))
        full = sum((outcome.max_score for _, _, outcome in several), Fraction(0))
        if score < full:
            links = tuple((number, item.id) for number, item, _ in several)
            share = percent(score, full)
            objective = Objective(text, points(score), points(full), share, links)
            found.append((score / full, several[0][0], objective))
    return tuple(one for _, _, one in sorted(found, key=lambda one: one[:2])[:_WEAKEST])


def _time(saved_at: datetime | None) -> str:
    try:
        time = saved_at.astimezone(_CHINA) if saved_at else None
    except OverflowError:
        return ""
    return f"{time.year}年{time.month}月{time.day}日 {time:%H:%M}" if time else ""
