"""The rule of each kind: how a response is read, or refused, and how it compares with the key.

The closed kinds follow one rule: response and key become two sets of claims (chosen options,
a-before-b pairs, left-to-right pairs, blank-is-answer), which are compared.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import localcontext
from functools import lru_cache
from itertools import combinations
from typing import Final, Literal, TypeAlias, assert_never, cast

from .errors import ResponseError
from .items import Choice, FillIn, Interaction, LongFillIn, Matching, Numeric, Sequencing
from .text import is_blank, normalise, read_number

Mark: TypeAlias = Literal["right", "wrong", "missed"]
Answer: TypeAlias = tuple[str, ...]
"""A well-formed response as it is compared: options by name, or parts by how they fared."""

TEXT_LIMIT: Final = 20_000
"""Longest long answer, in characters."""
BLANK_LIMIT: Final = 1_000
"""Longest answer to one blank, in characters."""
REMEMBERED: Final = 512
"""Most different answers to one item, or to one blank, that are judged just once.

Most learners answer alike; and few enough that what hostile ones typed stays small.
"""


@dataclass(frozen=True, slots=True)
class Claims:
    """How the claims of a response compare with those of the key."""

    hits: int
    faults: int
    of: int
    marks: dict[str, Mark]
    fault_costs: bool = False


Rule: TypeAlias = tuple[Callable[[object], Answer], Callable[[Answer], Claims | None]]
"""Reads a response and compares an answer; None where only a person can."""


def rule_of(interaction: Interaction) -> Rule:
    """Return how a response is read, or refused, and how what was read compares with the key."""
    match interaction:
        case Choice():
            return _choice(interaction)
        case Sequencing():
            return _sequencing(interaction)
        case Matching():
            return _matching(interaction)
        case FillIn():
            return _fill_in(interaction)
        case Numeric():
            return _numeric(interaction)
        case LongFillIn():
            return _long_fill_in()
        case _:  # pragma: no cover
            assert_never(interaction)


def _choice(choice: Choice) -> Rule:
    key = frozenset(choice.key)

    def read(response: object) -> Answer:
        picked = _identifiers(response, choice.options)
        if not choice.multiple and len(picked) != 1:
            raise ResponseError("这一题只能选一项。")
        return picked

    def compare(picked: Answer) -> Claims:
        marks: dict[str, Mark] = {one: "right" if one in key else "wrong" for one in picked}
        marks |= {one: "missed" for one in choice.key if one not in marks}
        hits = len(key.intersection(picked))
        return Claims(hits, len(picked) - hits, len(key), marks, fault_costs=True)

    return read, compare


def _sequencing(sequencing: Sequencing) -> Rule:
    place = {one: index for index, one in enumerate(sequencing.key)}

    def read(response: object) -> Answer:
        order = _identifiers(response, sequencing.options)
        if len(order) != len(place):
            raise ResponseError("排序要把每一项都排进去，一项一次。")
        return order

    def compare(order: Answer) -> Claims:
        hits = sum(place[a] < place[b] for a, b in combinations(order, 2))
        of = len(order) * (len(order) - 1) // 2
        marks: dict[str, Mark] = {
            one: "right" if place[one] == index else "wrong" for index, one in enumerate(order)
        }
        return Claims(hits, of - hits, of, marks, fault_costs=True)

    return read, compare


def _matching(matching: Matching) -> Rule:
    def read(response: object) -> Answer:
        given = _mapping(response, matching.left, "左边")
        for left, right in given.items():
            if not isinstance(right, str) or right not in matching.right:
                raise ResponseError(f"配对“{_quote(left)}”给的不是右边的选项：{_quote(right)}。")
        return tuple(
            [
                "missed" if left not in given else "right" if given[left] == right else "wrong"
                for left, right in matching.key.items()
            ]
        )

    return read, _parts(tuple(matching.key))


def _fill_in(fill_in: FillIn) -> Rule:
    accepted = {
        blank: frozenset(normalise(one) for one in answers)
        for blank, answers in fill_in.key.items()
    }

    def judge(right: Collection[str]) -> Callable[[str], Mark]:
        @lru_cache(maxsize=REMEMBERED)
        def fared(text: str) -> Mark:
            return "missed" if is_blank(text) else "right" if normalise(text) in right else "wrong"

        return fared

    blanks = {blank: judge(right) for blank, right in accepted.items()}

    def read(response: object) -> Answer:
        given = _mapping(response, blanks, "空")
        return tuple(
            [
                fared(_text(given[blank], BLANK_LIMIT)) if blank in given else "missed"
                for blank, fared in blanks.items()
            ]
        )

    return read, _parts(tuple(blanks))


def _numeric(numeric: Numeric) -> Rule:
    with localcontext(prec=100):
        low, high = numeric.key - numeric.tolerance, numeric.key + numeric.tolerance

    @lru_cache(maxsize=REMEMBERED)
    def fared(text: str) -> Answer:
        return ("right",) if low <= read_number(text, numeric.unit) <= high else ("wrong",)

    def read(response: object) -> Answer:
        return fared(_text(response, TEXT_LIMIT))

    return read, _parts(("value",))


def _long_fill_in() -> Rule:
    def read(response: object) -> Answer:
        _text(response, TEXT_LIMIT)
        return ()

    return read, lambda answer: None


def _parts(names: Sequence[str]) -> Callable[[Answer], Claims]:
    """Return what counts the parts of an answer by how each fared; the answer lists just that."""

    def compare(fared: Answer) -> Claims:
        marks = cast("dict[str, Mark]", dict(zip(names, fared, strict=True)))
        return Claims(fared.count("right"), fared.count("wrong"), len(names), marks)

    return compare


def _identifiers(response: object, options: Mapping[str, object]) -> tuple[str, ...]:
    if not isinstance(response, list):
        raise ResponseError(f"这一题的答案应当是一列选项，收到的是{_quote(response)}。")
    for one in response:
        if not isinstance(one, str) or one not in options:
            raise ResponseError(f"没有这个选项：{_quote(one)}。")
    if len(set(response)) != len(response):
        raise ResponseError("同一个选项出现了两次。")
    return tuple(response)


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
