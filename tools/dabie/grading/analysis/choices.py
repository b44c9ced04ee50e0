"""What was given how often: options, pairs and places, in the author's words only.

What learners typed is not repeated here, because reports are passed on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

from ...core.items import Choice, FillIn, Item, LongFillIn, Matching, Numeric, Sequencing
from ...core.scoring import Outcome
from ..result import Result

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Pick:
    """One thing that could be given; `of` counts the sound answers to the item."""

    text: str
    right: bool
    count: int
    of: int

    @property
    def share(self) -> float:
        """Return how many of the sound answers gave it."""
        return self.count / self.of if self.of else 0.0


@dataclass(slots=True)
class Given:
    """A sound response, what it came to, and how often it was given: most answer alike."""

    response: object
    outcome: Outcome
    times: int = 0


def given_to(items: Sequence[Item], results: Iterable[Result]) -> dict[str, list[Given]]:
    """Return every different sound response to each closed item, in the order of results."""
    found: dict[str, dict[Hashable, Given]] = {item.id: {} for item in items}
    closed = [item.id for item in items if not isinstance(item.interaction, LongFillIn)]
    for result in results:
        responses = result.responses
        for item_id in closed:
            outcome = result.outcomes[item_id]
            if outcome.state not in ("right", "partly", "wrong"):
                continue
            response = responses[item_id]
            key = _key(response)
            known = found[item_id].get(key)
            if known is None:
                known = found[item_id][key] = Given(response, outcome)
            known.times += 1
    return {item_id: list(several.values()) for item_id, several in found.items()}


def picks(item: Item, given: Sequence[Given]) -> tuple[Pick, ...]:
    """Count what was given; what an author did not offer (typed texts) only as right or not."""
    of = sum(one.times for one in given)
    match item.interaction:
        case Choice(options, key, _):
            counts = _count((name, one.times) for one in given for name in _list(one))
            return tuple(
                Pick(option.text, name in key, counts[name], of) for name, option in options.items()
            )
        case Matching(left, right, key):
            pairs = _count((pair, one.times) for one in given for pair in _dict(one).items())
            ordered = [(one, key[one]) for one in left]
            ordered += sorted(pair for pair in pairs if pair not in set(ordered))
            return tuple(
                Pick(f"{left[one]} → {right[other]}", key[one] == other, pairs[one, other], of)
                for one, other in ordered
            )
        case Sequencing(options, key):
            place = {name: index for index, name in enumerate(key)}
            # Given in this order; in the key the second comes first.
            turned = _count(
                ((b, a), one.times)
                for one in given
                for a, b in combinations(_list(one), 2)
                if place[a] > place[b]
            )
            ordered = sorted(turned, key=lambda pair: (-turned[pair], place[pair[0]]))
            said = [
                Pick(
                    f"把“{options[late]}”排在“{options[early]}”前面", False, turned[early, late], of
                )
                for early, late in ordered
            ]
            whole = sum(one.times for one in given if one.outcome.state == "right")
            return (Pick("全部排对", True, whole, of), *said)
        case FillIn(key):
            return tuple(Pick(f"第{blank}空", True, _right(given, blank), of) for blank in key)
        case Numeric():
            return (Pick("数值", True, _right(given, "value"), of),)
        case LongFillIn():
            return ()


def _count(named: Iterable[tuple[T, int]]) -> Counter[T]:
    counts: Counter[T] = Counter()
    for name, times in named:
        counts[name] += times
    return counts


def _right(given: Iterable[Given], part: str) -> int:
    return sum(one.times for one in given if one.outcome.marks.get(part) == "right")


def _key(response: object) -> Hashable:
    if isinstance(response, list):
        return tuple(response)
    return tuple(response.items()) if isinstance(response, dict) else str(response)


def _list(given: Given) -> list[str]:
    return given.response if isinstance(given.response, list) else []


def _dict(given: Given) -> dict[str, str]:
    return given.response if isinstance(given.response, dict) else {}
