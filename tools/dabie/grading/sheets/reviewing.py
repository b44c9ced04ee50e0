"""The sheets 待评阅, 评阅, 评阅一致 and 评阅问题: long answers on their way."""

from __future__ import annotations

from ...core.items import LongFillIn
from ...core.scoring import plain_number
from ..book import shown
from ..output import Graded
from .table import Book, Column


def add_waiting(book: Book, graded: Graded) -> None:
    """Add a row for each answer that awaits review."""
    table = book.table(
        "待评阅",
        [
            Column("练习", 26),
            Column("题", 6, "count"),
            Column("编号", 14),
            Column("姓名", 12),
            Column("单位", 18),
            Column("字数", 8, "count"),
            Column("编码", 22, "code"),
            Column("文件", 40),
        ],
        note="没有等评阅的写作题。",
    )
    titles = {one.id: shown(one.title) for one in graded.course.exercises}
    for answer in graded.findings.waiting:
        for learner, file in answer.who:
            table.add(
                [
                    titles[answer.exercise],
                    answer.number,
                    *map(shown, (learner.id, learner.name, learner.unit)),
                    answer.length,
                    answer.code,
                    shown(file),
                ]
            )
    table.close()


def add_reviews(book: Book, graded: Graded) -> None:
    """Add who scored what, how far they agree, and what is wrong with the workbooks."""
    if not graded.findings.filled.files:
        return
    _reviews(book, graded)
    _agreement(book, graded)
    table = book.table(
        "评阅问题",
        [Column("在哪里", 50, "text"), Column("什么问题，应当怎样", 70, "text")],
        note="评阅表没有问题。",
    )
    for one in graded.findings.filled.faults:
        table.add((shown(one.place), shown(one.said)))
    if graded.findings.unused:
        said = (
            f"有 {graded.findings.unused} 份评阅没有用上：答案或评分标准已经变了，或交卷不在收件里"
        )
        table.add((None, said))
    table.close()


def _reviews(book: Book, graded: Graded) -> None:
    rubrics = {
        item.id: item.interaction.rubric
        for exercise in graded.course.exercises
        for item in exercise.items
        if isinstance(item.interaction, LongFillIn)
    }
    most = max((len(one) for one in rubrics.values()), default=0)
    table = book.table(
        "评阅",
        [
            Column("练习", 26),
            Column("题", 22),
            Column("编号", 14),
            Column("姓名", 12),
            Column("评阅人", 14),
            *(Column(f"第{at}条", 8, "count") for at in range(1, most + 1)),
            Column("这位给分", 10, "count"),
            Column("计入", 8, "number"),
            Column("分歧", 30, "warn"),
            Column("评语", 50, "text"),
        ],
        note="还没有采用的评阅。",
    )
    titles = {one.id: shown(one.title) for one in graded.course.exercises}
    for one in graded.results:
        if not one.counts:
            continue
        for item_id, judgement in one.reviews.items():
            apart = "、".join(f"第{at + 1}条" for at in judgement.apart)
            for review in judgement.reviews:
                levels = [*review.levels, *[None] * (most - len(review.levels))]
                table.add(
                    [
                        titles[one.exercise],
                        item_id,
                        shown(one.learner.id),
                        shown(one.learner.name),
                        shown(review.reviewer),
                        *levels,
                        review.score,
                        plain_number(judgement.score),
                        f"{apart}相差超过一级，请两人商定" if apart else None,
                        shown(review.words, lines=True) if review.words else None,
                    ]
                )
    table.close()


def _agreement(book: Book, graded: Graded) -> None:
    table = book.table(
        "评阅一致",
        [
            Column("题", 22),
            Column("评分标准", 50, "text"),
            Column("两人都评的", 12, "count"),
            Column("完全一致", 10, "percent"),
            Column("相差不过一级", 13, "percent"),
            Column("加权 kappa", 11, "ratio"),
            Column("看什么", 50, "text"),
        ],
        note="没有两人都评的答案；生成评阅表时用 --reviewers 2 --overlap 20 就有。",
    )
    for one in graded.findings.agreements:
        table.add(
            [
                one.item,
                shown(one.criterion),
                one.pairs,
                one.exact,
                one.near,
                one.kappa,
                said_agreement(one.pairs, one.kappa),
            ]
        )
    table.close()


def said_agreement(pairs: int, kappa: float | None) -> str:
    """Say what an agreement means; the bounds are Landis and Koch's, doi:10.2307/2529310."""
    if kappa is None:
        return "给分没有差别，算不出 kappa。"
    few = f"只有 {pairs} 对，仅供参考；" if pairs < 20 else ""
    if kappa >= 0.6:
        return f"{few}评阅人看法一致。"
    if kappa >= 0.4:
        return f"{few}大体一致：挑几份分歧大的一起看一遍。"
    return f"{few}看法不一：先一起把评分标准说清楚，再评。"
