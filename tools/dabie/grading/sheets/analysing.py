"""The sheets 题目分析, 选项 and 练习分析: what the scores say of the items."""

from __future__ import annotations

from ..analysis.advice import said_alpha
from ..book import shown
from ..output import Graded
from ..row import kind_word
from .table import Book, Column


def add_analysis(book: Book, graded: Graded) -> None:
    """Add statistics by item, by option and by exercise."""
    _items(book, graded)
    _options(book, graded)
    _exercises(book, graded)


def _items(book: Book, graded: Graded) -> None:
    table = book.table(
        "题目分析",
        [
            Column("练习", 26),
            Column("题", 6, "count"),
            Column("题目编号", 24),
            Column("题型", 8),
            Column("目标", 34, "text"),
            Column("有分的人", 9, "count"),
            Column("难度", 8, "ratio"),
            Column("区分度", 8, "ratio"),
            Column("未作答", 8, "count"),
            Column("格式不对", 9, "count"),
            Column("待评阅", 8, "count"),
            Column("最常见的错", 30, "text"),
            Column("占", 8, "percent"),
            Column("提示", 16, "warn"),
            Column("看什么", 60, "text"),
        ],
        note="没有计入的交卷。",
        left=3,
    )
    for exercise in graded.findings.statistics:
        title = shown(exercise.exercise.title)
        for one in exercise.items:
            fault = one.commonest_fault
            table.add(
                [
                    title,
                    one.number,
                    one.item.id,
                    kind_word(one.item),
                    shown(one.item.objective),
                    one.scored,
                    one.difficulty,
                    one.discrimination,
                    one.unanswered,
                    one.malformed,
                    one.pending,
                    shown(fault.text) if fault else None,
                    fault.share if fault else None,
                    one.advice.word,
                    one.advice.sentence,
                ]
            )
        for number, item in enumerate(exercise.exercise.items, start=1):
            if item.void:
                said = shown(f"作废，谁都不计：{item.void}")
                kind = kind_word(item)
                blank = [None] * 8
                table.add(
                    [title, number, item.id, kind, shown(item.objective), *blank, "作废", said]
                )
    table.close()


def _options(book: Book, graded: Graded) -> None:
    table = book.table(
        "选项",
        [
            Column("练习", 26),
            Column("题", 6, "count"),
            Column("题目编号", 24),
            Column("选项", 50, "text"),
            Column("标准答案", 9),
            Column("人数", 8, "count"),
            Column("占", 8, "percent"),
        ],
        note="没有计入的交卷。",
        left=3,
    )
    for exercise in graded.findings.statistics:
        title = shown(exercise.exercise.title)
        for one in exercise.items:
            for pick in one.picks:
                right = "是" if pick.right else None
                text = shown(pick.text)
                table.add([title, one.number, one.item.id, text, right, pick.count, pick.share])
    table.close()


def _exercises(book: Book, graded: Graded) -> None:
    table = book.table(
        "练习分析",
        [
            Column("练习", 30),
            Column("计入人数", 10, "count"),
            Column("平均得分率", 11, "percent"),
            Column("中位得分率", 11, "percent"),
            Column("标准差", 9, "percent"),
            Column("信度 α", 9, "ratio"),
            Column("看什么", 60, "text"),
        ],
        note="没有计入的交卷。",
    )
    for one in graded.findings.statistics:
        table.add(
            [
                shown(one.exercise.title),
                one.counted,
                one.mean,
                one.median,
                one.deviation,
                one.alpha,
                said_alpha(one.alpha, one.counted),
            ]
        )
    table.close()
