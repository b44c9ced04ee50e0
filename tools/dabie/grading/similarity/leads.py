"""Leads: groups of answers that share much, and answers that repeat the essay or a chapter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from ...core.items import Course, Item, LongFillIn
from ..result import Result
from .groups import all_shingles, groups, nearest, passages
from .pairs import LEAST, SHARED, Pair, common_wording, similar_pairs
from .shingles import Hashes, contains, kept, sampled, shingles, union

_SOURCE_SAMPLE: Final = 0.25


@dataclass(frozen=True, slots=True)
class Member:
    """One answer of a lead: `share` of its nearest pair, and the spans that both hold."""

    result: Result
    text: str
    share: float
    spans: tuple[tuple[int, int], ...]


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


def find_leads(course: Course, results: Sequence[Result], sources: Mapping[str, str]) -> list[Lead]:
    """Return the leads of every long item, in the course's order, the largest share first."""
    texts = {name: shingles(kept(text)) for name, text in sources.items()}
    whole = np.unique(np.concatenate([*texts.values(), np.empty(0, dtype=np.uint64)]))
    leads: list[Lead] = []
    for exercise in course.exercises:
        counted = [one for one in results if one.counts and one.exercise == exercise.id]
        for number, item in enumerate(exercise.items, start=1):
            if counted and isinstance(item.interaction, LongFillIn) and not item.void:
                answers = _answers(item, counted)
                found = _item(exercise.id, number, item, answers, texts, whole)
                leads += sorted(found, key=lambda one: (bool(one.source), -one.share))
    return leads


def _answers(item: Item, counted: Sequence[Result]) -> list[tuple[Result, str, str]]:
    answers = []
    for one in counted:
        text = one.responses.get(item.id)
        if isinstance(text, str) and one.outcomes[item.id].state in ("pending", "reviewed"):
            answers.append((one, text, kept(text)))
    return answers


def _item(
    exercise: str,
    number: int,
    item: Item,
    answers: Sequence[tuple[Result, str, str]],
    sources: Mapping[str, Hashes],
    whole: Hashes,
) -> list[Lead]:
    given = [words for _, _, words in answers]
    asked = union(kept(text) for text in _asked(item))
    usual = np.union1d(asked, common_wording(given))
    ignored = np.union1d(usual, whole)
    pairs = similar_pairs(given, ignored)
    leads = [
        Lead(exercise, number, item, _members(answers, group, pairs, ignored))
        for group in groups(pairs)
    ]
    return leads + _from_sources(exercise, number, item, answers, sources, whole, usual)


def _asked(item: Item) -> list[str]:
    assert isinstance(item.interaction, LongFillIn)
    rubric = [text for one in item.interaction.rubric for text in (one.criterion, *one.levels)]
    return [item.prompt, item.explanation, *rubric]


def _members(
    answers: Sequence[tuple[Result, str, str]],
    group: Sequence[int],
    pairs: Sequence[Pair],
    ignored: Hashes,
) -> tuple[Member, ...]:
    inside = set(group)
    near = nearest(pair for pair in pairs if pair.one in inside)
    members = []
    for place in group:
        result, text, _ = answers[place]
        other, share = near[place]
        spans = passages(text, all_shingles([answers[other][1]]), ignored)
        members.append(Member(result, text, share, tuple(spans)))
    return tuple(members)


def _from_sources(
    exercise: str,
    number: int,
    item: Item,
    answers: Sequence[tuple[Result, str, str]],
    sources: Mapping[str, Hashes],
    whole: Hashes,
    usual: Hashes,
) -> list[Lead]:
    """Return a lead for each source that answers are made of by half."""
    given = [words for _, _, words in answers]
    found: dict[str, list[Member]] = {}
    for place in _suspects(given, whole, usual):
        result, text, words = answers[place]
        own = shingles(words)
        own = own[~contains(usual, own)]
        if len(own) < LEAST:
            continue
        for name, source in sources.items():
            share = float(contains(source, own).mean())
            if share >= SHARED:
                spans = passages(text, source, usual)
                found.setdefault(name, []).append(Member(result, text, share, tuple(spans)))
    return [Lead(exercise, number, item, tuple(one), name) for name, one in found.items()]


def _suspects(given: Sequence[str], whole: Hashes, usual: Hashes) -> list[int]:
    """Return the answers of which a sample stands in the course often enough to look closer."""
    suspects: list[int] = []
    for owner, some in sampled(given, _SOURCE_SAMPLE):
        own = ~contains(usual, some)
        owner, some = owner[own], some[own]
        total = np.bincount(owner, minlength=len(given))
        inside = np.bincount(owner[contains(whole, some)], minlength=len(given))
        suspects += np.flatnonzero((inside > 0) & (inside >= SHARED / 2 * total)).tolist()
    return suspects
