"""How far reviewers agree where two scored the same answer: shares, and weighted kappa.

Kappa is Cohen's with quadratic weights (https://doi.org/10.1037/h0026256): 0 is what chance would
give, 1 is full agreement, and being two levels apart weighs four times as much as one. With more
than two reviewers every pair of them counts, in both orders, so that no order of names matters.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import permutations

from ...core.items import Course, LongFillIn
from .judgement import Judgement


@dataclass(frozen=True, slots=True)
class Agreement:
    """One criterion of one item; `pairs` counts pairs of reviews of one answer."""

    item: str
    criterion: str
    pairs: int
    exact: float
    near: float
    kappa: float | None


def agreements(course: Course, judged: Mapping[str, Mapping[str, Judgement]]) -> list[Agreement]:
    """Return the agreement on every criterion; `judged` holds judgements by item and code."""
    found = []
    for exercise in course.exercises:
        for item in exercise.items:
            several = [one for one in judged.get(item.id, {}).values() if len(one.reviews) > 1]
            if not several or not isinstance(item.interaction, LongFillIn):
                continue
            for place, criterion in enumerate(item.interaction.rubric):
                pairs = [
                    (a.levels[place], b.levels[place])
                    for one in several
                    for a, b in permutations(one.reviews, 2)
                ]
                count = len(pairs)
                found.append(
                    Agreement(
                        item.id,
                        criterion.criterion,
                        count // 2,
                        sum(a == b for a, b in pairs) / count,
                        sum(abs(a - b) <= 1 for a, b in pairs) / count,
                        weighted_kappa(pairs),
                    )
                )
    return found


def weighted_kappa(pairs: Iterable[tuple[int, int]]) -> float | None:
    """Return Cohen's kappa with quadratic weights; None where nothing varies.

    >>> weighted_kappa([(0, 0), (1, 1), (2, 2)]), weighted_kappa([(0, 1), (1, 0)])
    (1.0, -1.0)
    """
    seen = list(pairs)
    count = len(seen)
    first, second = Counter(a for a, _ in seen), Counter(b for _, b in seen)
    chance = sum(
        one * other * (a - b) ** 2 for a, one in first.items() for b, other in second.items()
    )
    if not chance:
        return None
    return 1 - sum((a - b) ** 2 for a, b in seen) * count / chance
