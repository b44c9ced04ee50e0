"""Four robots that answer single choices without knowing anything, and how far they may get.

A course whose keys can be guessed from their form teaches guessing. Each robot is compared with
chance over all single choices; the bound is the 99 % quantile of the pooled chance hits.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from ..catalog.faults import Fault
from ..core.items import Choice, Course, Item
from ..core.publish import permute
from .lints import ABSOLUTE

LEAST = 8
"""Fewer single choices than this say nothing."""
QUANTILE = 2.326
"""Of the normal distribution, for 99 %."""


@dataclass(frozen=True, slots=True)
class Robot:
    """What a blind strategy hit of `of` single choices, and what chance would hit."""

    name: str
    hits: float
    of: int
    chance: float
    bound: float


def robots(course: Course) -> list[Robot]:
    """Let every robot answer all single choices of a course, as they are shown."""
    shown = list(_single_choices(course))
    chances = [1 / len(options) for _, options, _ in shown]
    bound = sum(chances) + QUANTILE * math.sqrt(sum(one * (1 - one) for one in chances))
    return [
        Robot(name, sum(_hits(score, one) for one in shown), len(shown), sum(chances), bound)
        for name, score in _STRATEGIES.items()
    ]


def cue_faults(course: Course) -> Iterator[Fault]:
    """Yield a fault for every robot that beats chance by more than chance would."""
    for robot in robots(course):
        if robot.of >= LEAST and robot.hits > robot.bound:
            yield Fault(
                "exercises/course.toml",
                "",
                f"不看内容、{robot.name}，{robot.of} 道单选能对 {robot.hits:.1f} 道"
                f"（碰运气约 {robot.chance:.1f} 道，最多 {robot.bound:.1f} 道）",
                "改选项的写法，让形式透不出答案",
            )


Shown = tuple[Item, Mapping[str, str], str]
Score = Callable[[str, str, int], float]


def _single_choices(course: Course) -> Iterator[Shown]:
    for exercise in course.exercises:
        for item in exercise.items:
            choice = item.interaction
            if isinstance(choice, Choice) and not choice.multiple and len(choice.options) > 1:
                ids = permute(choice.options, seed=item.id) if exercise.shuffle else choice.options
                yield item, {one: choice.options[one].text for one in ids}, choice.key[0]


def _hits(score: Score, shown: Shown) -> float:
    """Return the share of the robot's best options that is the key: ties are drawn by lot."""
    item, options, key = shown
    scores = {one: score(text, item.prompt, at) for at, (one, text) in enumerate(options.items())}
    best = [one for one, value in scores.items() if value == max(scores.values())]
    return 1 / len(best) if key in best else 0.0


def _overlap(text: str, stem: str, _at: int) -> float:
    pairs = {text[at : at + 2] for at in range(len(text) - 1)}
    return sum(pair in stem for pair in pairs) / max(len(pairs), 1)


_STRATEGIES: Mapping[str, Score] = {
    "总选最长的": lambda text, stem, at: len(text),
    "总选第一个": lambda text, stem, at: -at,
    "总选没有绝对词的": lambda text, stem, at: -bool(ABSOLUTE.search(text)),
    "总选最像题面的": _overlap,
}
