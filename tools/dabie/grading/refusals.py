"""Refused files for people: why, what to do, and whose they may be."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from .result import Result

_NUMBER: Final = re.compile(r"(?<!\d)\d{4,12}(?!\d)")
_DATE: Final = re.compile(r"20\d{6}(-?\d{4,6})?")
_AGAIN: Final = "请本人重交"


@dataclass(frozen=True, slots=True)
class Refusal:
    """One refused file; `who` is a guess by what it says or how it is named."""

    file: str
    who: str
    why: str
    remedy: str


def refusals(results: Iterable[Result]) -> list[Refusal]:
    """Return the refused files, in their order."""
    return [_refusal(one) for one in results if one.status == "refused"]


def split_remedy(reason: str) -> tuple[str, str]:
    """Part a reason into what is wrong and what to do.

    >>> split_remedy("文件不完整，在第 20,113 字节处断了；请本人重新发送")
    ('文件不完整，在第 20,113 字节处断了', '请本人重新发送')
    """
    why, mark, remedy = reason.rstrip("。").rpartition("；")
    return (why, remedy) if mark else (remedy, _AGAIN)


def _refusal(result: Result) -> Refusal:
    why, remedy = split_remedy("；".join(result.reasons))
    return Refusal(result.file, _who(result), why, remedy)


def _who(result: Result) -> str:
    learner = result.learner
    if learner.id or learner.name:
        return learner.id or learner.name
    stem = result.file.rpartition("/")[2]
    numbers = _NUMBER.findall(_DATE.sub("", stem))
    return f"{numbers[0]}（按文件名）" if numbers else "不明"
