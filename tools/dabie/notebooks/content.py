"""What a notebook carries of its exercise, read back with distrust: it may come from anybody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..core.errors import DabieError
from ..core.items import KINDS
from .generate import decode

LITERAL_LIMIT = 4_000_000
"""Longest literal in characters; a hundred items need a tenth of that."""
ITEM_LIMIT = 500
SCORE_LIMIT = 1_000_000

_TEXTS = ("course", "course_title", "exercise", "title", "revision")
_AGAIN = "请重新下载练习本，或到课程网页里打开这个文件接着答。"


class NotebookError(DabieError):
    """An exercise that cannot be opened; a notebook shows the sentence and no traceback."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


def read_content(literal: object) -> dict[str, Any]:
    """Read the exercise in a generated cell; `NotebookError` says what is wrong with it."""
    if not isinstance(literal, str):
        raise NotebookError(f"这一格里的题目不是文字，打不开；{_AGAIN}")
    if len(literal) > LITERAL_LIMIT:
        raise NotebookError(f"这一格里的题目有 {len(literal):,} 个字符，太大了，打不开；{_AGAIN}")
    try:
        content = decode(literal)
    except ValueError:
        raise NotebookError(f"这一格里的题目不完整，或者被改动过，打不开；{_AGAIN}") from None
    fault = _fault(content)
    if fault:
        raise NotebookError(f"这一格里的题目{fault}，打不开；{_AGAIN}")
    return content


def _fault(content: Mapping[str, object]) -> str:
    wrong = [key for key in _TEXTS if not isinstance(content.get(key), str)]
    if wrong:
        return f"缺少 {'、'.join(wrong)}"
    if content.get("mode") not in ("practice", "assessment"):
        return "没有写明是自测还是测评"
    if not _is_number(content.get("points")):
        return "没有写明总分"
    items = content.get("items")
    if not isinstance(items, list) or not 0 < len(items) <= ITEM_LIMIT:
        return f"应当有 1 到 {ITEM_LIMIT} 道题"
    for number, item in enumerate(items, start=1):
        if not isinstance(item, dict) or not _is_item(item):
            return f"第 {number} 题写得不对"
    if len({item["id"] for item in items}) != len(items):
        return "有两道用了同一个编号"
    return ""


def _is_item(item: Mapping[str, object]) -> bool:
    return (
        isinstance(item.get("id"), str)
        and isinstance(item.get("prompt"), str)
        and item.get("kind") in KINDS
        and _is_number(item.get("max_score"))
    )


def _is_number(value: object) -> bool:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and 0 <= value <= SCORE_LIMIT  # type: ignore[operator]
