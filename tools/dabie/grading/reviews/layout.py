"""The one layout of a review workbook, which is written here and read back there."""

from __future__ import annotations

import re
from typing import Final

from ...core.items import Item, LongFillIn

ABOUT: Final = "说明"
LEVELS: Final = "标准"
REVIEWER: Final = "评阅人"
"""Stands in column A of the first sheet; the name goes to its right."""
ITEM: Final = "题目编号"
"""Stands in A1 of every sheet with answers; the item's identifier to its right."""
CODE: Final = "编码"
"""The heading by which the table of answers is found."""
ID, NAME, UNIT, COUNT, ANSWER, WORDS = "编号", "姓名", "单位", "字数", "答案", "评语"

_LEVEL = re.compile(r"\s*(\d{1,2})\s*(?!\d)(?:分|[^\d.．,，].*)?", re.DOTALL)


def headings(item: Item) -> list[str]:
    """Return the headings of an item's criteria."""
    assert isinstance(item.interaction, LongFillIn)
    return [f"{at}. {one.criterion}" for at, one in enumerate(item.interaction.rubric, start=1)]


def labels(levels: tuple[str, ...]) -> list[str]:
    """Return the entries of a criterion's drop-down.

    >>> labels(("没有写", "写明"))
    ['0 没有写', '1 写明']
    """
    return [f"{points} {text}" for points, text in enumerate(levels)]


def read_level(text: str, levels: tuple[str, ...]) -> int | None:
    """Read a chosen entry or a bare number; None where it is no level of this criterion.

    >>> [read_level(text, ("没有写", "写明")) for text in ("1 写明", "１", "写明", "2", "0.5", "")]
    [1, 1, 1, None, None, None]
    """
    said = text.strip()
    if said in levels:
        return levels.index(said)
    match = _LEVEL.fullmatch(said)
    points = int(match[1]) if match else -1
    return points if 0 <= points < len(levels) else None
