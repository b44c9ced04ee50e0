"""The sheets 成绩, 汇总 and 逐题: what everybody came to."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ...core.items import Exercise
from ...core.scoring import plain_number
from ..book import shown
from ..output import Graded
from ..result import Result
from ..section import said_time
from ..sheet import Value
from .table import Book, Column

STATUS = {"graded": "已评完", "needs-review": "待评阅", "refused": "退回"}


def add_scores(book: Book, graded: Graded) -> None:
    """Add a row for each attempt that counts."""
    table = book.table(
        "成绩",
        [
            Column("编号", 14),
            Column("姓名", 12),
            Column("单位", 18),
            Column("练习", 26),
            Column("状态", 9),
            Column("得分", 8, "number"),
            Column("满分", 8, "number"),
            Column("得分率", 9, "percent"),
            Column("待评阅分", 9, "number"),
            Column("第几次", 8, "count"),
            Column("交卷时间", 20),
            Column("说明", 40),
            Column("文件", 40),
        ],
        note="没有计入的交卷。",
        left=2,
    )
    titles = {one.id: shown(one.title) for one in graded.course.exercises}
    for one in graded.results:
        if not one.counts:
            continue
        table.add(
            [
                *_learner(one),
                titles[one.exercise],
                STATUS[one.status],
                plain_number(one.score),
                plain_number(one.max_score),
                _share(one),
                plain_number(one.waiting) or None,
                one.attempt,
                said_time(one.saved_at),
                shown("；".join(one.reasons)) if one.reasons else None,
                shown(one.file),
            ]
        )
    table.close()


def add_matrix(book: Book, graded: Graded) -> None:
    """Add a row for each learner and a column for each exercise, where there are several."""
    present = _present(graded)
    if len(present) < 2:
        return
    columns = [Column("编号", 14), Column("姓名", 12), Column("单位", 18)]
    columns += [Column(one.title, 14, "percent") for one in present]
    table = book.table("汇总", columns, left=2)
    learners: dict[str, dict[str, Result]] = {}
    for one in graded.results:
        if one.counts:
            learners.setdefault(one.learner_key, {})[one.exercise] = one
    for taken in learners.values():
        first = next(iter(taken.values()))
        shares = [_share(taken[one.id]) if one.id in taken else None for one in present]
        table.add([*_learner(first), *shares])
    table.close()


def add_items(book: Book, graded: Graded) -> None:
    """Add a row for each attempt that counts, with the score of every item."""
    present = _present(graded)
    several = len(present) > 1
    columns = [
        Column("编号", 14),
        Column("姓名", 12),
        Column("练习", 26),
        Column("得分", 8, "number"),
    ]
    places: dict[str, int] = {}
    for exercise in present:
        for number, item in enumerate(exercise.items, start=1):
            places[item.id] = len(columns)
            lead = f"{exercise.title} " if several else ""
            void = "（作废）" if item.void else ""
            columns.append(Column(f"{lead}第{number}题{void}", 10, "number"))
    table = book.table("逐题", columns, note="没有计入的交卷。", left=2)
    titles = {one.id: shown(one.title) for one in present}
    for one in graded.results:
        if not one.counts:
            continue
        row: list[Value] = [None] * len(columns)
        row[:4] = [
            shown(one.learner.id),
            shown(one.learner.name),
            titles[one.exercise],
            plain_number(one.score),
        ]
        for item_id, outcome in one.outcomes.items():
            if outcome.state not in ("pending", "void"):
                row[places[item_id]] = plain_number(outcome.score)
        table.add(row)
    table.close()


def _present(graded: Graded) -> Sequence[Exercise]:
    return [one.exercise for one in graded.findings.statistics]


def _learner(result: Result) -> list[Value]:
    learner = result.learner
    return [shown(learner.id), shown(learner.name), shown(learner.unit)]


def _share(result: Result) -> float | None:
    """Return the share of the points that are decided."""
    full: Fraction = result.max_score - result.waiting
    return plain_number(result.score) / plain_number(full) if full else None
