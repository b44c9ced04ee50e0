"""The long answers of counted attempts, by code: what waits for review and who wrote it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ...core.items import Course, Item, LongFillIn
from ...core.submission import Learner
from ..result import Result
from .binding import code_of


@dataclass(frozen=True, slots=True)
class Answer:
    """One text, and who wrote it in which file.

    Several learners who hand in the same have one row and get the same score.
    """

    code: str
    exercise: str
    number: int
    item: Item
    text: str
    who: tuple[tuple[Learner, str], ...]


def waiting_answers(course: Course, results: Iterable[Result]) -> list[Answer]:
    """Return the answers that await review, by exercise, item and learner."""
    found: dict[str, Answer] = {}
    long_items = {
        exercise.id: [
            (number, item)
            for number, item in enumerate(exercise.items, start=1)
            if isinstance(item.interaction, LongFillIn) and not item.void
        ]
        for exercise in course.exercises
    }
    order = {exercise.id: place for place, exercise in enumerate(course.exercises)}
    for result in results:
        if not result.counts or result.status != "needs-review":
            continue
        responses = result.responses
        for number, item in long_items[result.exercise]:
            text = responses.get(item.id)
            if result.outcomes[item.id].state != "pending" or not isinstance(text, str):
                continue
            code = code_of(item, text)
            same = found.get(code)
            mine = (result.learner, result.file)
            those = (*same.who, mine) if same else (mine,)
            found[code] = Answer(code, result.exercise, number, item, text, those)
    return sorted(
        found.values(),
        key=lambda one: (
            order[one.exercise],
            one.number,
            one.who[0][0].id,
            one.who[0][1],
        ),
    )
