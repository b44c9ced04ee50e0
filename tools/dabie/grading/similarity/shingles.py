"""Texts as sets of shingles: five characters in a row, hashed, punctuation and spaces left out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

SIZE: Final = 5
"""Characters of a shingle."""
_CHUNK: Final = 1_000_000
"""Characters that are hashed at once; bounds the memory, whatever the number of texts."""
_DROPPED: Final = re.compile(r"[\W_]+")
# Odd numbers of 64 bits, as good as random: the fractional parts of the roots of small primes.
_FACTORS: Final = np.array(
    [
        0x9E3779B97F4A7C15,
        0xBB67AE8584CAA73B,
        0x3C6EF372FE94F82B,
        0xA54FF53A5F1D36F1,
        0x510E527FADE682D1,
    ],
    dtype=np.uint64,
)

Hashes = NDArray[np.uint64]
Owners = NDArray[np.int32]


def kept(text: str) -> str:
    """Return what of a text is compared: letters, digits and Han characters, of one width and case.

    >>> kept("军民一家，(Ａ)！")
    '军民一家a'
    """
    return _DROPPED.sub("", unicodedata.normalize("NFKC", text).lower())


def hashes(text: str) -> Hashes:
    """Return the hashes of a kept text's shingles, in their order."""
    return _hash(_codes(text))


def shingles(text: str) -> Hashes:
    """Return the distinct hashes of a kept text's shingles, in order of size."""
    return np.unique(hashes(text))


def sampled(texts: Iterable[str], rate: float) -> Iterator[tuple[Owners, Hashes]]:
    """Yield, piece by piece, places of texts and hashes of their distinct shingles.

    Only hashes below a bound are kept, a share of `rate`: the same shingle is kept in every text
    or in none, so that what two texts share is sampled evenly.
    """
    bound = np.uint64(min(int(rate * 2**64), 2**64 - 1))
    start, size = 0, 0
    piece: list[str] = []
    for text in texts:
        piece.append(text)
        size += len(text)
        if size >= _CHUNK:
            yield _sample(start, piece, bound)
            start, size, piece = start + len(piece), 0, []
    if piece:
        yield _sample(start, piece, bound)


def _sample(start: int, piece: Sequence[str], bound: np.uint64) -> tuple[Owners, Hashes]:
    lengths = np.fromiter(map(len, piece), dtype=np.int64, count=len(piece))
    places = np.repeat(np.arange(start, start + len(piece), dtype=np.int32), lengths)
    found = _hash(_codes("".join(piece)))
    owner = places[: len(found)]
    # Not those that reach into the next text, nor those above the bound.
    inside = (owner == places[SIZE - 1 :]) & (found <= bound)
    owner, found = owner[inside], found[inside]
    order = np.lexsort((found, owner))
    owner, found = owner[order], found[order]
    fresh = np.ones(len(found), dtype=bool)
    fresh[1:] = (found[1:] != found[:-1]) | (owner[1:] != owner[:-1])
    return owner[fresh], found[fresh]


def union(texts: Iterable[str]) -> Hashes:
    """Return the distinct shingles of several kept texts."""
    found = [hashes(text) for text in texts]
    return np.unique(np.concatenate(found)) if found else np.empty(0, dtype=np.uint64)


def contains(sorted_hashes: Hashes, some: Hashes) -> NDArray[np.bool_]:
    """Tell for each of some hashes whether it is among the sorted ones."""
    if not len(sorted_hashes):
        return np.zeros(len(some), dtype=bool)
    at = np.searchsorted(sorted_hashes, some)
    at[at == len(sorted_hashes)] = 0
    return np.asarray(sorted_hashes[at] == some)


def _codes(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def _hash(codes: NDArray[np.uint32]) -> Hashes:
    if len(codes) < SIZE:
        return np.empty(0, dtype=np.uint64)
    wide = codes.astype(np.uint64)
    end = len(wide) - SIZE + 1
    total = np.zeros(end, dtype=np.uint64)
    for place, factor in enumerate(_FACTORS):
        total += wide[place : place + end] * factor
    # The last step of splitmix64, so that being small is no property of the text.
    total ^= total >> np.uint64(30)
    total *= np.uint64(0xBF58476D1CE4E5B9)
    total ^= total >> np.uint64(27)
    total *= np.uint64(0x94D049BB133111EB)
    total ^= total >> np.uint64(31)
    return total
