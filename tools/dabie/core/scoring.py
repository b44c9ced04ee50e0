"""Scoring: an item and a response in, an outcome out. No files, no clock, no chance."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Literal, TypeAlias

from .items import Item
from .rules import REMEMBERED, Answer, Mark, rule_of
from .text import is_blank

State: TypeAlias = Literal["unanswered", "right", "partly", "wrong", "pending", "reviewed", "void"]
"""`pending` awaits review, `reviewed` has had it; `void` counts for nobody."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a response earned, in points, and how its parts fared.

    `hits` and `faults` count claims that the key holds and does not hold, out of `of` in the key;
    `marks` judges each part: an option, a left text, a blank, or `value`.
    """

    state: State
    score: Fraction
    max_score: Fraction
    hits: int = 0
    faults: int = 0
    of: int = 0
    marks: Mapping[str, Mark] = field(default_factory=dict)

    def to_json(self) -> dict[str, object]:
        """Return the form that pages and widgets read; `score.js` gives the same."""
        return {
            "state": self.state,
            "score": plain_number(self.score),
            "max_score": plain_number(self.max_score),
            "hits": self.hits,
            "faults": self.faults,
            "of": self.of,
            "marks": dict(self.marks),
        }


Scorer: TypeAlias = Callable[[object], Outcome]


def plain_number(value: Fraction | Decimal) -> int | float:
    """Return a whole number as int, any other as the nearest float."""
    numerator, denominator = value.as_integer_ratio()
    return numerator if denominator == 1 else numerator / denominator


def is_unanswered(response: object) -> bool:
    """Tell whether nothing was answered: absent, null, empty or blank."""
    if isinstance(response, list):
        return not response
    if isinstance(response, str):
        return is_blank(response)
    if isinstance(response, dict):
        # A page that keeps the emptied fields of a fill-in has not answered it either.
        for value in response.values():
            if not isinstance(value, str) or not is_blank(value):
                return False
        return True
    return response is None


def total(scores: Iterable[Fraction]) -> Fraction:
    """Add scores exactly; most are whole, and whole numbers add up far faster.

    >>> total([Fraction(1), Fraction(1, 3), Fraction(2)])
    Fraction(10, 3)
    """
    whole, rest = 0, Fraction(0)
    for one in scores:
        numerator, denominator = one.as_integer_ratio()
        if denominator == 1:
            whole += numerator
        else:
            rest += one
    if rest:
        rest += whole
        return _same(rest.numerator, rest.denominator)
    return _same(whole, 1)


@lru_cache(maxsize=4096)
def _same(numerator: int, denominator: int) -> Fraction:
    # One object for all that earned the same, which are many.
    return Fraction(numerator, denominator)


def score(item: Item, response: object) -> Outcome:
    """Score one response; where there are many, `scorer` does the item's part just once.

    >>> from .items import Numeric
    >>> pi = Item("pi", "numeric", "π 取两位小数", Numeric(Decimal("3.14")))
    >>> score(pi, " 3.140 ").state
    'right'
    """
    return scorer(item)(response)


def scorer(item: Item) -> Scorer:
    """Return what scores responses (any JSON value) to an item, in proportion to its `max_score`.

    A wrong response is scored; one that is not of the item's form raises `ResponseError`.
    """
    full = Fraction(item.max_score)
    unanswered = Outcome("unanswered", Fraction(0), full)
    pending = Outcome("pending", Fraction(0), full)
    read, compare = rule_of(item.interaction)

    @lru_cache(maxsize=REMEMBERED)
    def judge(answer: Answer) -> Outcome:
        claims = compare(answer)
        if claims is None:
            return pending
        right = max(claims.hits - claims.faults * claims.fault_costs, 0)
        state: State = "right" if right == claims.of else "partly" if right else "wrong"
        earned = full * right / claims.of
        return Outcome(state, earned, full, claims.hits, claims.faults, claims.of, claims.marks)

    def scored(response: object) -> Outcome:
        return unanswered if is_unanswered(response) else judge(read(response))

    return scored
