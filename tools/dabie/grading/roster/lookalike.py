"""Numbers that look like another's: a letter for a digit, two digits swapped, one off."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

_TOO_LONG: Final = 40
# Letters that eyes take for a digit or a Latin letter; Cyrillic and Greek from Unicode's
# confusables (https://www.unicode.org/Public/security/latest/confusables.txt).
_SAME_LOOK: Final = str.maketrans(
    {
        **dict.fromkeys("oοоօ〇", "0"),
        **dict.fromkeys("il|ι!і丨ӏ", "1"),
        "s": "5",
        "ѕ": "5",
        "b": "8",
        "z": "2",
        "а": "a",
        "е": "e",
        "р": "p",
        "с": "c",
        "х": "x",
        "у": "y",
    }
)
_BETWEEN: Final = re.compile(r"[\W_]+")


def folded(learner_id: str) -> str:
    """Return what two writings of one number share: width and white space around it do not count.

    >>> folded(" ０８０２１３ ")
    '080213'
    """
    return unicodedata.normalize("NFKC", learner_id).strip()


def skeleton(learner_id: str) -> str:
    """Return a number as eyes see it.

    >>> skeleton("O8O-2l3") == skeleton("０８０ 213")
    True
    """
    seen = unicodedata.normalize("NFKC", learner_id).casefold()
    return _BETWEEN.sub("", seen.translate(_SAME_LOOK))


def said_difference(one: str, other: str) -> str:
    """Say how alike two numbers are, or return an empty text.

    >>> said_difference("08O213", "080213"), said_difference("080231", "080213")
    ('看起来一样', '两个字前后颠倒')
    >>> said_difference("80213", "080213"), said_difference("080214", "080213")
    ('少了开头的 0', '差一个字')
    """
    one, other = folded(one), folded(other)
    if skeleton(one) == skeleton(other):
        return "看起来一样"
    if one.lstrip("0") == other.lstrip("0"):
        return "少了开头的 0" if len(one) < len(other) else "多了开头的 0"
    if len(one) == len(other):
        apart = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        if len(apart) == 1:
            return "差一个字"
        if len(apart) == 2 and apart[1] == apart[0] + 1:
            first, second = apart
            if one[first] == other[second] and one[second] == other[first]:
                return "两个字前后颠倒"
    elif abs(len(one) - len(other)) == 1:
        short, long = sorted((one, other), key=len)
        if short in _shortened(long):
            return "少一个字" if len(one) < len(other) else "多一个字"
    return ""


class Index:
    """Numbers filed by everything that one slip can make of them, so that a search is a look-up."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._filed: defaultdict[str, list[str]] = defaultdict(list)
        for learner_id in ids:
            for form in _forms(learner_id):
                self._filed[form].append(learner_id)

    def like(self, learner_id: str) -> list[tuple[str, str]]:
        """Return the numbers one slip away, each with the difference in words, nearest first."""
        near = {
            other: said
            for form in _forms(learner_id)
            for other in self._filed.get(form, ())
            if folded(other) != folded(learner_id) and (said := said_difference(learner_id, other))
        }
        order = ("看起来一样", "少了开头的 0", "多了开头的 0", "两个字前后颠倒")
        rank = {said: place for place, said in enumerate(order)}
        return sorted(near.items(), key=lambda one: (rank.get(one[1], len(order)), one[0]))


def _forms(learner_id: str) -> set[str]:
    plain = folded(learner_id)[:_TOO_LONG]
    # Two numbers one character apart have a shortened form in common.
    return {plain, skeleton(plain), plain.lstrip("0"), *_shortened(plain)}


def _shortened(text: str) -> Iterator[str]:
    return (text[:at] + text[at + 1 :] for at in range(len(text)))
