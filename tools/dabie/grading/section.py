"""One exercise of a feedback page as values: the template only lays them out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Literal, TypeAlias

from markupsafe import Markup

from ..core.due import CHINA
from ..core.items import Exercise, Item
from ..core.scoring import Outcome
from .result import Result
from .row import points

Shown: TypeAlias = Literal["score", "items", "key"]

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
    rows: tuple[Markup, ...]


Drawn: TypeAlias = Callable[[int, Item, Result, bool], Markup]
"""Draws an item by number; the flag says whether right and wrong are told."""


def section(exercise: Exercise, result: Result, draw: Drawn) -> Section:
    """Return what a learner may see of a result: all of a practice, else by `release`."""
    shown: Shown = "key" if exercise.mode == "practice" else exercise.release
    pending = result.waiting
    rows = (
        []
        if shown == "score"
        else [
            draw(number, item, result, shown == "key")
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


def percent(score: Fraction, max_score: Fraction) -> int:
    """Return a share in percent, never rounded up: 100 means all of it."""
    return int(score * 100 / max_score)


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
        time = saved_at.astimezone(CHINA) if saved_at else None
    except OverflowError:
        return ""
    return f"{time.year}年{time.month}月{time.day}日 {time:%H:%M}" if time else ""
