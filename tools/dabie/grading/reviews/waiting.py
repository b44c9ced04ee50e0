"""The long answers of counted attempts, by code: what waits for review and who wrote it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ...core.items import Course, Item, LongFillIn
from ...core.submission import Learner
from ..result import Result
from ..shelf import Keep
from .binding import code_of


class Answer(NamedTuple):
    """One text, by its place among all, and who wrote it in which file.

    Several learners who hand in the same have one row and get the same score.
    """

    code: str
    exercise: str
    number: int
    item: Item
    who: Sequence[tuple[Learner, str]]
    length: int
    texts: Sequence[str]
    place: int

    @property
    def text(self) -> str:
        """The text, read where it is kept."""
        return self.texts[self.place]


def waiting_answers(course: Course, results: Iterable[Result], keep: Keep = list) -> list[Answer]:
    """Return the answers that await review, by exercise, item and learner."""
    long_items = {
        exercise.id: [
            (number, item)
            for number, item in enumerate(exercise.items, start=1)
            if isinstance(item.interaction, LongFillIn) and not item.void
        ]
        for exercise in course.exercises
    }
    order = {exercise.id: place for place, exercise in enumerate(course.exercises)}
    found: dict[str, tuple[str, int, Item, list[tuple[Learner, str]], int]] = {}

    def different() -> Iterator[str]:
        for result in results:
            if not result.counts or result.status != "needs-review":
                continue
            responses = result.responses
            for number, item in long_items[result.exercise]:
                if result.outcomes[item.id].state != "pending":
                    continue
                text = str(responses[item.id])
                code = code_of(item, text)
                mine = (result.learner, result.file)
                if code in found:
                    found[code][3].append(mine)
                else:
                    found[code] = (result.exercise, number, item, [mine], len(text))
                    yield text

    texts = keep(different())
    answers = [
        Answer(code, *known, texts, place) for place, (code, known) in enumerate(found.items())
    ]
    return sorted(
        answers,
        key=lambda one: (order[one.exercise], one.number, one.who[0][0].id, one.who[0][1]),
    )
