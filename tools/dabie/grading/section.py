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
from .reviews.judgement import Judgement

Shown: TypeAlias = Literal["score", "items", "key"]

_CHINA = timezone(timedelta(hours=8))
_STATES = {
    "right": "答对了",
    "partly": "部分对",
    "wrong": "不对",
    "unanswered": "未作答",
    "pending": "待评阅",
    "reviewed": "已评阅",
    "void": "作废",
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
class Judged:
    """One criterion of a rubric; `reached` is the level, None before review or between two."""

    criterion: str
    levels: tuple[str, ...]
    reached: int | None = None
    said: str = ""


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
    rubric: tuple[Judged, ...]
    words: tuple[str, ...]
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
    pending = result.waiting
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
        time=said_time(result.saved_at),
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
    if void := state == "void":
        # Its key is not to be trusted, and the reason may speak of it.
        problem = f"这题作废，谁都不计：{item.void}" if told else "这题作废，谁都不计。"
        told = False
    long = isinstance(item.interaction, LongFillIn)
    written = long and isinstance(sound, str) and not is_unanswered(sound)
    judgement = result.reviews.get(item.id)
    return Row(
        number=number,
        anchor=item.id,
        kind=kind_word(item),
        prompt=_prompt(item.prompt),
        state=state,
        word=_STATES[state],
        score="" if void else points(outcome.score),
        max_score=points(outcome.max_score),
        parts=tuple(parts(item, sound, outcome, told=told)),
        summary=summary(item, outcome) if told else "",
        problem=problem,
        text=str(sound) if written else "",
        rubric=_rubric(item, judgement) if told or judgement else (),
        words=_words(judgement),
        explanation=item.explanation if told else "",
        sources=tuple(cite(one) for one in item.sources) if told else (),
    )


def _rubric(item: Item, judgement: Judgement | None) -> tuple[Judged, ...]:
    """Return the criteria with the levels reached; several reviewers may meet between two."""
    if not isinstance(item.interaction, LongFillIn):
        return ()
    rubric = item.interaction.rubric
    if judgement is None:
        return tuple(Judged(one.criterion, one.levels) for one in rubric)
    judged = []
    for criterion, level in zip(rubric, judgement.levels, strict=True):
        whole = int(level) if level.denominator == 1 else None
        said = "" if whole is not None else f"{points(level)} 分，几位评阅人的平均"
        judged.append(Judged(criterion.criterion, criterion.levels, whole, said))
    return tuple(judged)


def _words(judgement: Judgement | None) -> tuple[str, ...]:
    return tuple(one.words for one in judgement.reviews if one.words) if judgement else ()


def kind_word(item: Item) -> str:
    """Name an item's kind."""
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
    waiting, void = states.count("pending"), states.count("void")
    # A refused answer stands as unanswered among the outcomes.
    empty = states.count("unanswered") - refused
    said = [f"{len(states) - waiting - void - empty - refused} 题已判"]
    said += [f"{waiting} 题待人评阅"] if waiting else []
    said += [f"{empty} 题未作答"] if empty else []
    said += [f"{void} 题作废，不计分"] if void else []
    said += [f"{refused} 题格式不对，没有计分"] if refused else []
    return "，".join(said) + "。"


def _weakest(exercise: Exercise, result: Result) -> tuple[Objective, ...]:
    """Return the objectives with the least of their points, what awaits review left out."""
    items: dict[str, list[tuple[int, Item, Outcome]]] = {}
    for number, item in enumerate(exercise.items, start=1):
        outcome = result.outcomes[item.id]
        if item.objective and outcome.state not in ("pending", "void"):
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


def said_time(saved_at: datetime | None) -> str:
    """Write a moment as people in China say it; empty where there is none."""
    try:
        time = saved_at.astimezone(_CHINA) if saved_at else None
    except OverflowError:
        return ""
    return f"{time.year}年{time.month}月{time.day}日 {time:%H:%M}" if time else ""
