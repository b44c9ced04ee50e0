"""Leads: groups of answers that share much, and answers that repeat the essay or a chapter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from ...core.items import Course, Item, LongFillIn
from ..apart import HERE, begin, done
from ..executors import Pool
from ..result import Result
from .likeness import Group, compare_texts


@dataclass(frozen=True, slots=True)
class Member:
    """One answer of a lead: `share` of its nearest pair, and the spans that both hold."""

    result: Result
    text: str
    share: float
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Begun:
    """The answers to one item, by place, and their likeness as soon as it is known."""

    exercise: str
    number: int
    item: Item
    answers: Sequence[tuple[Result, str]]
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
    course: Course, results: Sequence[Result], sources: Mapping[str, str], pool: Pool = HERE
) -> list[Begun]:
    """Begin to compare the answers to every long item, in other processes where there are any."""
    begun = []
    for exercise in course.exercises:
        counted = [one for one in results if one.counts and one.exercise == exercise.id]
        for number, item in enumerate(exercise.items, start=1):
            if counted and isinstance(item.interaction, LongFillIn) and not item.void:
                answers = _answers(item, counted)
                texts = [text for _, text in answers]
                likeness = begin(pool, compare_texts, texts, _asked(item), sources)
                begun.append(Begun(exercise.id, number, item, answers, likeness))
    return begun


def collect_leads(begun: Sequence[Begun]) -> list[Lead]:
    """Return the leads of every long item, in the course's order, the largest share first."""
    leads: list[Lead] = []
    for one in begun:
        found = []
        for group in done(one.likeness):
            members = tuple(
                Member(*one.answers[place], share, spans) for place, share, spans in group.members
            )
            found.append(Lead(one.exercise, one.number, one.item, members, group.source))
        leads += sorted(found, key=lambda lead: (bool(lead.source), -lead.share))
    return leads


def _answers(item: Item, counted: Sequence[Result]) -> list[tuple[Result, str]]:
    answers = []
    for one in counted:
        text = one.responses.get(item.id)
        if isinstance(text, str) and one.outcomes[item.id].state in ("pending", "reviewed"):
            answers.append((one, text))
    return answers


def _asked(item: Item) -> list[str]:
    assert isinstance(item.interaction, LongFillIn)
    rubric = [text for one in item.interaction.rubric for text in (one.criterion, *one.levels)]
    return [item.prompt, item.explanation, *rubric]
