"""Pairs into groups, and the passages that a member shares with its nearest other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from .pairs import Pair
from .shingles import SIZE, Hashes, contains, hashes, kept, shingles


def groups(pairs: Iterable[Pair]) -> list[list[int]]:
    """Return the texts that hang together, each group and all groups in order of places.

    >>> groups([Pair(1, 5, 0.9), Pair(3, 4, 0.6), Pair(5, 7, 0.5)])
    [[1, 5, 7], [3, 4]]
    """
    parent: dict[int, int] = {}

    def root(place: int) -> int:
        while parent.setdefault(place, place) != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    for pair in pairs:
        one, other = sorted((root(pair.one), root(pair.other)))
        parent[other] = one
    found: dict[int, list[int]] = {}
    for place in sorted(parent):
        found.setdefault(root(place), []).append(place)
    return sorted(found.values())


def nearest(pairs: Iterable[Pair]) -> dict[int, tuple[int, float]]:
    """Return for each text the one that it shares most with, and how much."""
    best: dict[int, tuple[int, float]] = {}
    for pair in pairs:
        for one, other in ((pair.one, pair.other), (pair.other, pair.one)):
            if one not in best or (-pair.share, other) < (-best[one][1], best[one][0]):
                best[one] = (other, pair.share)
    return best


def passages(text: str, others: Hashes, ignored: Hashes) -> list[tuple[int, int]]:
    """Return the spans of a text whose shingles stand among the others, by its characters.

    `text` is as written; spans take in the punctuation between shared characters.
    """
    mine = hashes(kept(text))
    shared = contains(others, mine) & ~contains(ignored, mine)
    if not shared.any():
        return []
    where = _places(text)
    covered = np.zeros(len(where), dtype=bool)
    for place in np.flatnonzero(shared):
        covered[place : place + SIZE] = True
    edges = np.flatnonzero(np.diff(np.r_[0, covered.astype(np.int8), 0]))
    return [
        (where[start], where[end - 1] + 1)
        for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
    ]


def all_shingles(texts: Sequence[str]) -> Hashes:
    """Return the shingles of texts as written."""
    found = [shingles(kept(one)) for one in texts]
    return np.unique(np.concatenate(found)) if found else np.empty(0, dtype=np.uint64)


def _places(text: str) -> list[int]:
    """Return for each kept character the place in the text that it comes from."""
    # Character by character is what folding the whole gives, but for combining marks, which
    # lengthen nothing that is compared here by more than a character.
    places = [at for at, one in enumerate(text) for _ in kept(one)]
    whole = len(kept(text))
    return (places + [len(text) - 1] * whole)[:whole]
