"""Leads: groups of answers that share much, and answers that repeat the essay or a chapter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import overload

from ...core.items import Course, Item, LongFillIn
from ..apart import HERE, begin, done
from ..executors import Pool
from ..result import Result
from ..shelf import Keep
from .likeness import Group, compare_texts

_WRITTEN = ("pending", "reviewed")


@dataclass(frozen=True, slots=True)
class Member:
    """One answer of a lead: `share` of its nearest pair, and the spans that both hold."""

    result: Result
    item: Item
    share: float
    spans: tuple[tuple[int, int], ...]

    @property
    def text(self) -> str:
        """The answer."""
        return str(self.result.responses[self.item.id])


@dataclass(frozen=True, slots=True)
class Begun:
    """The results whose answers to one item are compared, by place, and what that comes to."""

    exercise: str
    number: int
    item: Item
    answers: Sequence[Result]
    likeness: Future[list[Group]]


@dataclass(frozen=True, slots=True)
class Lead:
    """Answers to one item that share much; `source` names a text of the course instead."""

    exercise: str
    number: int
    item: Item
    members: tuple[Member, ...]
    source: str = ""

    @property
    def share(self) -> float:
        """Return the largest share among the members."""
        return max(one.share for one in self.members)


def begin_leads(
    course: Course,
    results: Sequence[Result],
    sources: Mapping[str, str],
    pool: Pool = HERE,
    keep: Keep = list,
) -> list[Begun]:
    """Begin to compare the answers to every long item, in other processes where there are any."""
    begun = []
    for exercise in course.exercises:
        counted = [one for one in results if one.counts and one.exercise == exercise.id]
        for number, item in enumerate(exercise.items, start=1):
            if counted and isinstance(item.interaction, LongFillIn) and not item.void:
                answers = [one for one in counted if one.outcomes[item.id].state in _WRITTEN]
                texts = keep(str(one.responses[item.id]) for one in answers)
                likeness = begin(pool, compare_texts, texts, _asked(item), sources)
                begun.append(Begun(exercise.id, number, item, answers, likeness))
    return begun


class Leads(Sequence[Lead]):
    """The leads of every long item, in the course's order, the largest share first.

    Looking into them waits for the processes that compare: the longer one can do without, the
    more is done in the meantime.
    """

    def __init__(self, begun: Sequence[Begun] = ()) -> None:
        self._begun: Sequence[Begun] = begun
        self._found: list[Lead] = []

    def _all(self) -> list[Lead]:
        for one in self._begun:
            found = [_lead(one, group) for group in done(one.likeness)]
            self._found += sorted(found, key=lambda lead: (bool(lead.source), -lead.share))
        self._begun = ()
        return self._found

    @overload
    def __getitem__(self, at: int) -> Lead: ...
    @overload
    def __getitem__(self, at: slice) -> list[Lead]: ...
    def __getitem__(self, at: int | slice) -> Lead | list[Lead]:
        """Return one, or several."""
        return self._all()[at]

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._all())

    def __iter__(self) -> Iterator[Lead]:
        """Yield each."""
        return iter(self._all())


def _lead(begun: Begun, group: Group) -> Lead:
    members = [
        Member(begun.answers[place], begun.item, share, spans)
        for place, share, spans in group.members
    ]
    return Lead(begun.exercise, begun.number, begun.item, tuple(members), group.source)


def _asked(item: Item) -> list[str]:
    assert isinstance(item.interaction, LongFillIn)
    rubric = [text for one in item.interaction.rubric for text in (one.criterion, *one.levels)]
    return [item.prompt, item.explanation, *rubric]
