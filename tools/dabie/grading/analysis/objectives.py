"""How well each objective was reached, and each chapter: shares of the points that are decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ...core.items import Course
from .statistics import ExerciseStatistics

WEAK: Final = 0.6
"""Below this share an objective counts as weak."""


@dataclass(frozen=True, slots=True)
class ObjectiveShare:
    """One objective of one exercise with the numbers of its items."""

    exercise: str
    text: str
    share: float
    items: tuple[int, ...]

    @property
    def weak(self) -> bool:
        """Tell whether it was reached by too little."""
        return self.share < WEAK


@dataclass(frozen=True, slots=True)
class ChapterShare:
    """One exercise under the part of the book that its chapter belongs to."""

    part: str
    exercise: str
    title: str
    counted: int
    share: float


def objectives(statistics: Iterable[ExerciseStatistics]) -> tuple[ObjectiveShare, ...]:
    """Return the objectives, weakest first within the order of exercises."""
    found = []
    for one in statistics:
        items: dict[str, list[tuple[int, float, float]]] = {}
        for row in one.items:
            if row.item.objective and row.difficulty is not None:
                full = float(row.item.max_score) * row.scored
                entry = (row.number, row.difficulty * full, full)
                items.setdefault(row.item.objective, []).append(entry)
        shares = [
            ObjectiveShare(
                one.exercise.id,
                text,
                sum(score for _, score, _ in several) / sum(full for _, _, full in several),
                tuple(number for number, _, _ in several),
            )
            for text, several in items.items()
        ]
        found += sorted(shares, key=lambda share: (share.share, share.items))
    return tuple(found)


def chapters(
    course: Course, statistics: Sequence[ExerciseStatistics], parts: Mapping[str, str]
) -> tuple[ChapterShare, ...]:
    """Return the mean share of each exercise; `parts` names the part of a chapter's document."""
    by_exercise = {one.exercise.id: one for one in statistics}
    return tuple(
        ChapterShare(
            parts.get(exercise.chapter, ""), exercise.id, exercise.title, one.counted, one.mean
        )
        for exercise in course.exercises
        if (one := by_exercise.get(exercise.id)) is not None and one.mean is not None
    )
