"""Which texts share much: candidates by a sample of their shingles, then each counted exactly.

Time grows with the number of shingles, not with the number of pairs. A shingle that very many
texts hold is compared with the first of them only: a large group is still found whole, because
all its members meet the same first ones.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from .shingles import Hashes, Owners, contains, hashes, sampled, shingles

SHARED: Final = 0.5
"""Share of the shorter text's shingles from which a pair is a lead."""
LEAST: Final = 20
"""Texts with fewer shingles of their own are not compared: too short to say anything."""
MOST: Final = 0.5
"""What more than this share of the texts hold is common wording, where there are enough texts."""
ENOUGH: Final = 10
_FIRST: Final = 200
"""With how many of its holders a shingle is compared."""
_SAMPLE: Final = 60
"""Shingles that a short text keeps of its sample, on average."""
_CANDIDATE: Final = 0.25
"""Share of the sample from which a pair is counted exactly: half of what is looked for."""
_COMMON_SAMPLE: Final = 1_000
"""Texts by which common wording is told."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts by their places, and the share of the shorter one's shingles that both hold."""

    one: int
    other: int
    share: float


def common_wording(texts: Sequence[str]) -> Hashes:
    """Return the shingles that most of the texts hold; none where the texts are few.

    Wording is a part of an answer: where it would be half of the usual one, most have copied,
    and that is what is looked for.
    """
    first: dict[bytes, int] = {}
    for place, text in enumerate(texts):
        digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        first.setdefault(digest, place)
    if len(first) < ENOUGH:
        return np.empty(0, dtype=np.uint64)
    # In the order of digests, which is as good as chance and the same every time.
    step = -(-len(first) // _COMMON_SAMPLE)
    chosen = [shingles(texts[first[one]]) for one in sorted(first)[::step]]
    found, counts = np.unique(np.concatenate(chosen), return_counts=True)
    common = found[counts > MOST * len(chosen)]
    usual = float(np.median([len(one) for one in chosen]))
    return np.asarray(common) if len(common) < usual / 2 else np.empty(0, dtype=np.uint64)


def similar_pairs(texts: Sequence[str], ignored: Hashes) -> list[Pair]:
    """Return the pairs of kept texts that share enough; `ignored` shingles are nobody's own."""
    if len(texts) < 2:
        return []
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    short = float(np.quantile(lengths, 0.05))
    rate = min(1.0, _SAMPLE / max(short, 1.0))
    pairs = []
    for one, others in _candidates(*_held_by_several(texts, ignored, rate)):
        mine = _all_own(texts[one], ignored)
        if len(mine) < LEAST:
            continue
        for other in others:
            theirs = _all_own(texts[other], ignored)
            least = min(len(mine), len(theirs))
            if least < LEAST:
                continue
            share = float(contains(mine, theirs).sum()) / least
            if share >= SHARED:
                pairs.append(Pair(min(one, other), max(one, other), share))
    return sorted(pairs, key=lambda pair: (pair.one, pair.other))


def own_shingles(text: str, ignored: Hashes) -> NDArray[np.bool_]:
    """Tell for each shingle of a kept text, in order, whether it is the text's own."""
    return ~contains(ignored, hashes(text))


def _all_own(text: str, ignored: Hashes) -> Hashes:
    found = shingles(text)
    return found[~contains(ignored, found)]


def _held_by_several(
    texts: Sequence[str], ignored: Hashes, rate: float
) -> tuple[Owners, Hashes, NDArray[np.int64]]:
    """Return who holds what, of the sampled shingles that several hold, and all samples' sizes.

    In order of shingles, then of texts. What one text alone holds, which is most, finds nothing,
    and would fill the memory.
    """
    owners, kept = [], []
    for owner, found in sampled(texts, rate):
        own = ~contains(ignored, found)
        owners.append(owner[own])
        kept.append(found[own])
    owner, found = np.concatenate(owners), np.concatenate(kept)
    del owners, kept
    sizes = np.bincount(owner, minlength=len(texts))
    order = np.argsort(found, kind="stable")
    found = found[order]
    again = np.zeros(len(found) + 1, dtype=bool)
    again[1:-1] = found[1:] == found[:-1]
    several = again[:-1] | again[1:]
    return owner[order[several]], found[several], sizes


def _candidates(
    owner: Owners, found: Hashes, sizes: NDArray[np.int64]
) -> list[tuple[int, list[int]]]:
    """Return each text with the later or earlier ones that may share enough with it."""
    starts = (
        np.flatnonzero(np.r_[True, found[1:] != found[:-1]]) if len(found) else np.empty(0, int)
    )
    counts = np.diff(np.r_[starts, len(found)])
    column = np.repeat(np.arange(len(starts)), counts)
    by_owner = np.argsort(owner, kind="stable")
    columns, owners = column[by_owner], owner[by_owner]
    edges = np.searchsorted(owners, np.arange(len(sizes) + 1))
    seen: set[tuple[int, int]] = set()
    result: list[tuple[int, list[int]]] = []
    for one in np.flatnonzero(np.diff(edges)).tolist():
        mine = columns[edges[one] : edges[one + 1]]
        begin = starts[mine]
        length = np.minimum(counts[mine], _FIRST)
        # The holders of all my shingles, one list after the other, without a loop.
        offset = np.repeat(begin - np.r_[0, np.cumsum(length)[:-1]], length)
        met = owner[offset + np.arange(int(length.sum()))]
        if len(met) > len(sizes) // 4:
            shared = np.bincount(met, minlength=len(sizes))
            others = np.flatnonzero(shared)
            times = shared[others]
        else:
            others, times = np.unique(met, return_counts=True)
        least = np.maximum(_CANDIDATE * np.minimum(sizes[others], sizes[one]), 2)
        near: list[int] = others[(times >= least) & (others != one)].tolist()
        # Each pair once: of a text that is no first holder, only its own side sees the pair.
        fresh = [other for other in near if (min(one, other), max(one, other)) not in seen]
        seen.update((min(one, other), max(one, other)) for other in fresh)
        result.append((one, fresh))
    return result
