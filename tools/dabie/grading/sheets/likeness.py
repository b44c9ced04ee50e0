"""The sheet 雷同: answers that share much, with the shared passages marked; a lead, no verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from ..book import CELL_LIMIT, shown
from ..output import Graded
from ..sheet import Value
from ..similarity.leads import Member
from ..visible import visible
from .table import Book, Column

_ANSWER: Final = 8
"""The column of the answer."""
_ROWS: Final = 5_000
"""Most answers that are written out."""


def add_leads(book: Book, graded: Graded) -> None:
    """Add a row for each answer of each lead."""
    table = book.table(
        "雷同",
        [
            Column("线索", 7, "count"),
            Column("练习", 26),
            Column("题", 6, "count"),
            Column("和什么重合", 24, "text"),
            Column("编号", 14),
            Column("姓名", 12),
            Column("单位", 18),
            Column("重合", 8, "percent"),
            Column("答案（重合的段落加粗、锈色）", 90, "text"),
            Column("说明", 40, "text"),
            Column("文件", 40),
        ],
        note="没有发现重合一半以上的写作题答案。",
    )
    titles = {one.id: shown(one.title) for one in graded.course.exercises}
    said = "只是线索，先问清楚：集体讨论、抄同一份材料也会这样"
    written = 0
    for number, lead in enumerate(graded.findings.leads, start=1):
        others = f"{len(lead.members)} 份互相重合"
        for one in lead.members:
            written += 1
            if written > _ROWS:
                break
            learner = one.result.learner
            row: list[Value] = [
                number,
                titles[lead.exercise],
                lead.number,
                shown(f"课程：{lead.source}") if lead.source else others,
                *map(shown, (learner.id, learner.name, learner.unit)),
                one.share,
                shown(one.text, lines=True),
                said,
                shown(one.result.file),
            ]
            fragments = _fragments(one, book.looks)
            if fragments:
                table.add_marked(row, _ANSWER, str(row[_ANSWER]), fragments)
            else:
                table.add(row)
    if written > _ROWS:
        left = sum(len(one.members) for one in graded.findings.leads) - _ROWS
        table.add([None, f"另有 {left:,} 份没有写出来：先看前面的"])
    table.close()


def _fragments(member: Member, looks: Mapping[str, Any]) -> list[object]:
    """Return the answer in parts, shared ones in another look; none where it is all one part."""
    if not member.spans or len(member.text) > CELL_LIMIT // 2:
        return []
    fragments: list[object] = []
    for text, shared in _pieces(member.text, member.spans):
        fragments += [looks["shared" if shared else "plain"], visible(text, lines=True)]
    if len(fragments) == 2:
        return []
    guarded = shown(member.text[:4]).startswith("'")
    return [looks["plain"], "'", *fragments] if guarded else fragments


def _pieces(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[str, bool]]:
    pieces = []
    at = 0
    for start, end in spans:
        pieces += [(text[at:start], False), (text[start:end], True)]
        at = end
    pieces.append((text[at:], False))
    return [(part, shared) for part, shared in pieces if part]
