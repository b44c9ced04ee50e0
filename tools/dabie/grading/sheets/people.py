"""The sheets 未交, 退回 and 核对: who is missing, what was refused, whose number is odd."""

from __future__ import annotations

from ..book import shown
from ..output import Graded
from ..refusals import refusals
from .table import Book, Column


def add_missing(book: Book, graded: Graded) -> None:
    """Add a row for each exercise that a learner of the roster has not handed in."""
    presence = graded.findings.presence
    table = book.table(
        "未交",
        [
            Column("练习", 26),
            Column("编号", 14),
            Column("姓名", 12),
            Column("单位", 18),
            Column("组", 12),
            Column("说明", 40),
        ],
        note="名册上的人都交了。"
        if presence.roster
        else "没有给名册，所以不知道谁没交；加 --roster 花名册.xlsx 再评一次。",
    )
    titles = {one.id: shown(one.title) for one in graded.course.exercises}
    for one in presence.absences:
        listed = one.listed
        said = f"交过 {one.refused} 份，被退回了，没有成绩；请重交" if one.refused else None
        who = map(shown, (listed.id, listed.name, listed.unit, listed.group))
        table.add([titles[one.exercise], *who, said])
    table.close()


def add_refused(book: Book, graded: Graded) -> None:
    """Add a row for each refused file: why, and what to do."""
    table = book.table(
        "退回",
        [
            Column("文件", 44),
            Column("可能是谁", 24),
            Column("为什么", 50, "text"),
            Column("怎么办", 40, "text"),
        ],
        note="没有退回的文件。",
    )
    for one in refusals(graded.results):
        table.add(map(shown, (one.file, one.who, one.why, one.remedy)))
    table.close()


def add_remarks(book: Book, graded: Graded) -> None:
    """Add a row for each number, name or time to look into."""
    table = book.table(
        "核对",
        [
            Column("什么事", 14),
            Column("编号", 14),
            Column("姓名", 12),
            Column("情况", 50, "text"),
            Column("怎么办", 40, "text"),
            Column("文件", 40),
        ],
        note="编号、姓名和时间没有要核对的。",
    )
    for one in graded.findings.presence.remarks:
        texts = (one.subject, one.learner_id, one.learner_name, one.said, one.remedy, one.file)
        table.add(map(shown, texts))
    table.close()
