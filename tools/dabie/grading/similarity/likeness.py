"""The answers to one item compared: plain texts in, groups of places out, for any process."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np

from ..shelf import alongside
from .groups import all_shingles, groups, nearest, passages
from .pairs import LEAST, SHARED, Pair, common_wording, similar_pairs
from .shingles import Hashes, contains, kept, sampled, shingles, union

_SAMPLE: Final = 0.25
Part: TypeAlias = tuple[int, float, tuple[tuple[int, int], ...]]
"""A text by its place, the share that it has in common, and the spans of that."""


@dataclass(frozen=True, slots=True)
class Group:
    """Texts that share much with one another, or with the text of the course that is named."""

    members: tuple[Part, ...]
    source: str = ""


def compare_texts(
    texts: Sequence[str], asked: Sequence[str], sources: Mapping[str, str]
) -> list[Group]:
    """Return the groups among texts; what was `asked` and what most wrote is nobody's own."""
    given = alongside(texts, kept, "kept")
    course = {name: shingles(kept(text)) for name, text in sources.items()}
    whole = np.unique(np.concatenate([*course.values(), np.empty(0, dtype=np.uint64)]))
    usual = np.union1d(union(kept(text) for text in asked), common_wording(given))
    ignored = np.union1d(usual, whole)
    pairs = similar_pairs(given, ignored)
    found = [Group(_members(texts, group, pairs, ignored)) for group in groups(pairs)]
    return found + _from_sources(texts, given, course, whole, usual)


def _members(
    texts: Sequence[str], group: Sequence[int], pairs: Sequence[Pair], ignored: Hashes
) -> tuple[Part, ...]:
    inside = set(group)
    near = nearest(pair for pair in pairs if pair.one in inside)
    members = []
    for place in group:
        other, share = near[place]
        spans = passages(texts[place], all_shingles([texts[other]]), ignored)
        members.append((place, share, tuple(spans)))
    return tuple(members)


def _from_sources(
    texts: Sequence[str],
    given: Sequence[str],
    sources: Mapping[str, Hashes],
    whole: Hashes,
    usual: Hashes,
) -> list[Group]:
    """Return a group for each source that texts are made of by half."""
    found: dict[str, list[Part]] = {}
    for place in _suspects(given, whole, usual):
        own = shingles(given[place])
        own = own[~contains(usual, own)]
        if len(own) < LEAST:
            continue
        for name, source in sources.items():
            share = float(contains(source, own).mean())
            if share >= SHARED:
                spans = passages(texts[place], source, usual)
                found.setdefault(name, []).append((place, share, tuple(spans)))
    return [Group(tuple(one), name) for name, one in found.items()]


def _suspects(given: Sequence[str], whole: Hashes, usual: Hashes) -> list[int]:
    """Return the texts of which a sample stands in the course often enough to look closer."""
    if not len(whole):
        return []
    suspects: list[int] = []
    for owner, some in sampled(given, _SAMPLE):
        own = ~contains(usual, some)
        owner, some = owner[own], some[own]
        total = np.bincount(owner, minlength=len(given))
        inside = np.bincount(owner[contains(whole, some)], minlength=len(given))
        suspects += np.flatnonzero((inside > 0) & (inside >= SHARED / 2 * total)).tolist()
    return suspects
