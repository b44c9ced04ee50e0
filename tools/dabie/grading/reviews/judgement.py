"""What reviewers made of one long answer: each one's levels, and what counts of several.

Of several reviewers the mean counts, criterion by criterion and exactly. Where two are more than
one level apart on a criterion the score stands all the same, and the organiser is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

APART: Final = 1
"""More levels than this between two reviewers of one criterion are for them to talk about."""


@dataclass(frozen=True, slots=True)
class Review:
    """One reviewer's levels, one for each criterion, and words for the learner."""

    reviewer: str
    levels: tuple[int, ...]
    words: str = ""
    place: str = ""

    @property
    def score(self) -> int:
        """Return the points that this reviewer gave."""
        return sum(self.levels)


@dataclass(frozen=True, slots=True)
class Judgement:
    """All reviews of one answer, by reviewer."""

    reviews: tuple[Review, ...]

    @property
    def levels(self) -> tuple[Fraction, ...]:
        """Return the mean level of each criterion."""
        columns = zip(*(one.levels for one in self.reviews), strict=True)
        return tuple(Fraction(sum(column), len(self.reviews)) for column in columns)

    @property
    def score(self) -> Fraction:
        """Return the points that count."""
        return sum(self.levels, Fraction(0))

    @property
    def apart(self) -> tuple[int, ...]:
        """Return the criteria, counted from 0, on which reviewers are too far apart."""
        columns = zip(*(one.levels for one in self.reviews), strict=True)
        return tuple(
            place for place, column in enumerate(columns) if max(column) - min(column) > APART
        )

    @property
    def reviewers(self) -> tuple[str, ...]:
        """Return who scored it."""
        return tuple(one.reviewer for one in self.reviews)


def judge(reviews: Sequence[Review]) -> Judgement:
    """Put the reviews of one answer together.

    >>> judge([Review("李", (2, 0)), Review("张", (1, 2))]).score
    Fraction(5, 2)
    """
    return Judgement(tuple(sorted(reviews, key=lambda one: one.reviewer)))
