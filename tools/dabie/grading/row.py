"""One item of a feedback page as values: what was answered, how it fared, what would be right."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from markupsafe import Markup

from ..core.items import Choice, Item, LongFillIn
from ..core.publish import BLANK
from ..core.scoring import is_unanswered
from ..markup import render
from ..view.static import KIND_WORDS
from .answers import Part, parts, summary
from .result import Result
from .reviews.judgement import Judgement

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


def row_of(
    number: int, item: Item, result: Result, cite: Callable[[str], str], *, told: bool
) -> Row:
    """Return what a learner may see of an item; with `told` all of it."""
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


def points(value: Fraction) -> str:
    """Return points as people write them: at most two decimals, never rounded up.

    >>> points(Fraction(47, 3)), points(Fraction(2)), points(Fraction(1, 2))
    ('15.66', '2', '0.5')
    """
    hundredths = int(value * 100)
    return f"{hundredths // 100}.{hundredths % 100:02}".rstrip("0").rstrip(".")


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
