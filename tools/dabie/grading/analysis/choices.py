"""What was given how often: options, pairs and places, in the author's words only.

What learners typed is not repeated here, because reports are passed on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from ...core.items import Choice, FillIn, Item, LongFillIn, Matching, Numeric, Sequencing
from ..result import Result


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


def picks(item: Item, results: Sequence[Result]) -> tuple[Pick, ...]:
    """Count what was given; what an author did not offer (typed texts) only as right or not."""
    sound = [one for one in results if one.outcomes[item.id].state in ("right", "partly", "wrong")]
    given = [one.responses.get(item.id) for one in sound]
    of = len(sound)
    match item.interaction:
        case Choice(options, key, _):
            counts = Counter(_names(given))
            return tuple(
                Pick(option.text, name in key, counts[name], of) for name, option in options.items()
            )
        case Matching(left, right, key):
            pairs = Counter(_pairs(given))
            ordered = [(one, key[one]) for one in left]
            ordered += sorted(pair for pair in pairs if pair not in set(ordered))
            return tuple(
                Pick(f"{left[one]} → {right[other]}", key[one] == other, pairs[one, other], of)
                for one, other in ordered
            )
        case Sequencing(options, key):
            place = {name: index for index, name in enumerate(key)}
            turned = Counter(_turned(given, place))
            ordered = sorted(turned, key=lambda pair: (-turned[pair], place[pair[0]]))
            said = [
                Pick(
                    f"把“{options[late]}”排在“{options[early]}”前面", False, turned[early, late], of
                )
                for early, late in ordered
            ]
            whole = sum(one.outcomes[item.id].state == "right" for one in sound)
            return (Pick("全部排对", True, whole, of), *said)
        case FillIn(key):
            return tuple(
                Pick(f"第{blank}空", True, _right(sound, item, blank), of) for blank in key
            )
        case Numeric():
            return (Pick("数值", True, _right(sound, item, "value"), of),)
        case LongFillIn():
            return ()


def _right(sound: Iterable[Result], item: Item, part: str) -> int:
    return sum(one.outcomes[item.id].marks.get(part) == "right" for one in sound)


def _names(given: Iterable[object]) -> Iterator[str]:
    for one in given:
        if isinstance(one, list):
            yield from one


def _pairs(given: Iterable[object]) -> Iterator[tuple[str, str]]:
    for one in given:
        if isinstance(one, dict):
            yield from one.items()


def _turned(given: Iterable[object], place: dict[str, int]) -> Iterator[tuple[str, str]]:
    for one in given:
        if isinstance(one, list):
            # Given in this order; in the key the second comes first.
            yield from ((b, a) for a, b in combinations(one, 2) if place[a] > place[b])
