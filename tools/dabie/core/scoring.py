"""Scoring: an item and a response in, an outcome out. No files, no clock, no chance.

The closed kinds follow one rule: response and key become two sets of claims (chosen options,
a-before-b pairs, left-to-right pairs, blank-is-answer), and the score compares the sets.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import combinations
from typing import Literal, TypeAlias, assert_never

from .errors import ResponseError
from .items import Choice, FillIn, Item, LongFillIn, Matching, Numeric, Sequencing
from .text import is_blank, normalise, read_number

State: TypeAlias = Literal["unanswered", "right", "partly", "wrong", "pending"]
Mark: TypeAlias = Literal["right", "wrong", "missed"]

TEXT_LIMIT = 20_000
"""Longest long answer, in characters."""
BLANK_LIMIT = 1_000
"""Longest answer to one blank, in characters."""


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


@dataclass(frozen=True, slots=True)
class _Claims:
    """How the claims of a response compare with those of the key."""

    hits: int
    faults: int
    of: int
    marks: dict[str, Mark]
    fault_costs: bool = False


def plain_number(value: Fraction | Decimal) -> int | float:
    """Return a whole number as int, any other as the nearest float."""
    return int(value) if value == int(value) else float(value)


def is_unanswered(response: object) -> bool:
    """Tell whether nothing was answered: absent, null, empty or blank."""
    if isinstance(response, str):
        return is_blank(response)
    if isinstance(response, dict):
        # A page that keeps the emptied fields of a fill-in has not answered it either.
        return all(isinstance(value, str) and is_blank(value) for value in response.values())
    return response is None or response == []


def score(item: Item, response: object) -> Outcome:
    """Score a response (any JSON value), in proportion to the item's `max_score`.

    A wrong response is scored; one that is not of the item's form raises `ResponseError`.

    >>> pi = Item("pi", "numeric", "π 取两位小数", Numeric(Decimal("3.14")))
    >>> score(pi, " 3.140 ").state
    'right'
    """
    full = Fraction(item.max_score)
    if is_unanswered(response):
        return Outcome("unanswered", Fraction(0), full)
    if isinstance(item.interaction, LongFillIn):
        _text(response, TEXT_LIMIT)
        return Outcome("pending", Fraction(0), full)
    claims = _claims(item.interaction, response)
    right = max(claims.hits - claims.faults * claims.fault_costs, 0)
    state: State = "right" if right == claims.of else "partly" if right else "wrong"
    earned = full * right / claims.of
    return Outcome(state, earned, full, claims.hits, claims.faults, claims.of, claims.marks)


def _claims(
    interaction: Choice | Sequencing | Matching | FillIn | Numeric, response: object
) -> _Claims:
    match interaction:
        case Choice():
            return _choice(interaction, response)
        case Sequencing():
            return _sequencing(interaction, response)
        case Matching():
            return _matching(interaction, response)
        case FillIn():
            return _fill_in(interaction, response)
        case Numeric():
            return _numeric(interaction, response)
        case _:  # pragma: no cover
            assert_never(interaction)


def _choice(choice: Choice, response: object) -> _Claims:
    picked = _identifiers(response, choice.options)
    if not choice.multiple and len(picked) != 1:
        raise ResponseError("这一题只能选一项。")
    key = set(choice.key)
    marks: dict[str, Mark] = {one: "right" if one in key else "wrong" for one in picked}
    marks |= {one: "missed" for one in choice.key if one not in marks}
    hits = len(key.intersection(picked))
    return _Claims(hits, len(picked) - hits, len(key), marks, fault_costs=True)


def _sequencing(sequencing: Sequencing, response: object) -> _Claims:
    order = _identifiers(response, sequencing.options)
    if len(order) != len(sequencing.key):
        raise ResponseError("排序要把每一项都排进去，一项一次。")
    place = {one: index for index, one in enumerate(sequencing.key)}
    hits = sum(place[a] < place[b] for a, b in combinations(order, 2))
    of = len(order) * (len(order) - 1) // 2
    marks: dict[str, Mark] = {
        one: "right" if place[one] == index else "wrong" for index, one in enumerate(order)
    }
    return _Claims(hits, of - hits, of, marks, fault_costs=True)


def _matching(matching: Matching, response: object) -> _Claims:
    given = _mapping(response, matching.left, "左边")
    for left, right in given.items():
        if not isinstance(right, str) or right not in matching.right:
            raise ResponseError(f"配对“{_quote(left)}”给的不是右边的选项：{_quote(right)}。")
    return _pairs(
        {left: given[left] == right for left, right in matching.key.items() if left in given},
        matching.key,
    )


def _fill_in(fill_in: FillIn, response: object) -> _Claims:
    given = _mapping(response, fill_in.key, "空")
    correct: dict[str, bool] = {}
    for blank, answer in given.items():
        text = _text(answer, BLANK_LIMIT)
        if not is_blank(text):
            accepted = {normalise(one) for one in fill_in.key[blank]}
            correct[blank] = normalise(text) in accepted
    return _pairs(correct, fill_in.key)


def _numeric(numeric: Numeric, response: object) -> _Claims:
    value = read_number(_text(response, TEXT_LIMIT), numeric.unit)
    with localcontext(prec=100):
        low, high = numeric.key - numeric.tolerance, numeric.key + numeric.tolerance
    return _pairs({"value": low <= value <= high}, {"value": None})


def _pairs(correct: Mapping[str, bool], key: Iterable[str]) -> _Claims:
    marks: dict[str, Mark] = {
        part: "missed" if part not in correct else "right" if correct[part] else "wrong"
        for part in key
    }
    hits = sum(correct.values())
    return _Claims(hits, len(correct) - hits, len(marks), marks)


def _identifiers(response: object, options: Mapping[str, object]) -> list[str]:
    if not isinstance(response, list):
        raise ResponseError(f"这一题的答案应当是一列选项，收到的是{_quote(response)}。")
    for one in response:
        if not isinstance(one, str) or one not in options:
            raise ResponseError(f"没有这个选项：{_quote(one)}。")
    if len(set(response)) != len(response):
        raise ResponseError("同一个选项出现了两次。")
    return response


def _mapping(response: object, parts: Iterable[str], name: str) -> dict[str, object]:
    if not isinstance(response, dict):
        raise ResponseError(f"这一题的答案应当逐项对应，收到的是{_quote(response)}。")
    unknown = next((one for one in response if one not in parts), None)
    if unknown is not None:
        raise ResponseError(f"{name}没有“{_quote(unknown)}”这一项。")
    return response


def _text(response: object, limit: int) -> str:
    if not isinstance(response, str):
        raise ResponseError(f"这里应当是文字，收到的是{_quote(response)}。")
    if len(response) > limit:
        raise ResponseError(f"文字太长：{len(response)} 字，最多 {limit} 字。")
    return response


def _quote(value: object) -> str:
    """Name a foreign value in a few characters, whatever it is."""
    match value:
        case str():
            return value if len(value) <= 20 else f"{value[:20]}……"
        case bool() | None:
            return "空值" if value is None else "真假值"
        case int() | float():
            return "数字"
        case list():
            return "列表"
        case _:
            return "对应表"
