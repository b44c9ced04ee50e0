"""Difficulty, discrimination and reliability, by classical test theory; counted attempts only.

Difficulty is the mean share of an item's points (1: everybody has all of them), discrimination
the correlation of an item with the sum of the *other* items, reliability Cronbach's alpha.
Items that await review anywhere are left out of sums until they are reviewed everywhere; void
items are left out of everything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ...core.items import Course, Exercise, Item
from ...core.scoring import plain_number
from ..result import Result
from .advice import Advice, advise
from .choices import Given, Pick, given_to, picks

BINS: Final = 10
"""How many bars the distribution has: each ten percentage points, 100 in the last."""

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ItemStatistics:
    """One item: what cannot be computed, or not yet, is None; `scored` counts known scores."""

    item: Item
    number: int
    scored: int
    difficulty: float | None
    discrimination: float | None
    unanswered: int
    malformed: int
    pending: int
    picks: tuple[Pick, ...]
    advice: Advice

    @property
    def commonest_fault(self) -> Pick | None:
        """Return what was wrongly given most often, of what the author wrote."""
        wrong = [one for one in self.picks if not one.right and one.count]
        return max(wrong, key=lambda one: one.count, default=None)


@dataclass(frozen=True, slots=True)
class ExerciseStatistics:
    """One exercise over its counted attempts; shares are of the points that could be had."""

    exercise: Exercise
    counted: int
    mean: float | None
    median: float | None
    deviation: float | None
    alpha: float | None
    bins: tuple[int, ...]
    items: tuple[ItemStatistics, ...]


def analyse(course: Course, results: Sequence[Result]) -> tuple[ExerciseStatistics, ...]:
    """Return the statistics of every exercise of which anything counts, in the course's order."""
    counted: dict[str, list[Result]] = {}
    for one in results:
        if one.counts:
            counted.setdefault(one.exercise, []).append(one)
    return tuple(
        _exercise(exercise, counted[exercise.id])
        for exercise in course.exercises
        if exercise.id in counted
    )


def _exercise(exercise: Exercise, results: Sequence[Result]) -> ExerciseStatistics:
    items = [(place, one) for place, one in enumerate(exercise.items) if not one.void]
    scores = _scores([item for _, item in items], results)
    settled = np.asarray(~np.isnan(scores).any(axis=0))
    given = given_to([item for _, item in items], results)
    found = []
    for column, (place, item) in enumerate(items):
        others = settled.copy()
        others[column] = False
        found.append(
            _item(
                item,
                place + 1,
                scores[:, column],
                scores[:, others].sum(axis=1),
                results,
                given[item.id],
            )
        )
    shares = _shares(results)
    return ExerciseStatistics(
        exercise=exercise,
        counted=len(results),
        mean=float(np.mean(shares)) if shares else None,
        median=median(shares) if shares else None,
        deviation=float(np.std(shares, ddof=1)) if len(shares) > 1 else None,
        alpha=alpha(scores[:, settled]),
        bins=_bins(shares),
        items=tuple(found),
    )


def _scores(items: Sequence[Item], results: Sequence[Result]) -> Matrix:
    """Return points, a row per result and a column per item; NaN where they are not known yet."""
    scores = np.empty((len(results), len(items)))
    for column, item in enumerate(items):
        scores[:, column] = [
            np.nan if outcome.state == "pending" else plain_number(outcome.score)
            for outcome in (one.outcomes[item.id] for one in results)
        ]
    return scores


def _shares(results: Sequence[Result]) -> list[float]:
    """Return each result's share of the points that are decided."""
    shares = []
    for one in results:
        full = one.max_score - one.waiting
        if full:
            shares.append(plain_number(one.score) / plain_number(full))
    return shares


def _bins(shares: Sequence[float]) -> tuple[int, ...]:
    bins = [0] * BINS
    for share in shares:
        # A hair below the edge by rounding is on the edge.
        bins[min(int(share * BINS + 1e-9), BINS - 1)] += 1
    return tuple(bins)


def _item(
    item: Item,
    number: int,
    scores: Matrix,
    rest: Matrix,
    results: Sequence[Result],
    given: Sequence[Given],
) -> ItemStatistics:
    known = ~np.isnan(scores)
    scored = int(known.sum())
    # Before all is reviewed, those who left it empty would stand for everybody.
    whole = bool(scored) and known.all()
    difficulty = float(scores.mean()) / float(item.max_score) if whole else None
    discrimination = correlation(scores, rest) if whole else None
    states = [one.outcomes[item.id].state for one in results]
    malformed = sum(item.id in one.refused for one in results)
    return ItemStatistics(
        item=item,
        number=number,
        scored=scored,
        difficulty=difficulty,
        discrimination=discrimination,
        unanswered=states.count("unanswered") - malformed,
        malformed=malformed,
        pending=states.count("pending"),
        picks=picks(item, given),
        advice=advise(scored, difficulty, discrimination),
    )


def correlation(one: Matrix, other: Matrix) -> float | None:
    """Return Pearson's correlation; None where one side does not vary."""
    if len(one) < 3:
        return None
    a, b = one - one.mean(), other - other.mean()
    spread = float(np.sqrt((a @ a) * (b @ b)))
    # What rounding leaves of a constant is no spread.
    if spread <= 1e-9 * max(float(np.abs(one).max() * np.abs(other).max()), 1.0):
        return None
    return float(a @ b) / spread


def alpha(scores: Matrix) -> float | None:
    """Return Cronbach's alpha of a matrix, rows learners and columns items; None if undefined."""
    learners, items = scores.shape
    if learners < 3 or items < 2:
        return None
    total = float(scores.sum(axis=1).var(ddof=1))
    if total <= 1e-12:
        return None
    parts = float(scores.var(axis=0, ddof=1).sum())
    return float(items / (items - 1) * (1 - parts / total))
