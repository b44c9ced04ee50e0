"""The sheets 说明 and 对比: what this workbook is, and what changed since another one."""

from __future__ import annotations

from ..book import height, shown
from ..identities import IDENTITIES
from ..output import Graded
from .table import Book, Column

_ATTEMPTS = {"newest": "最新的一次", "best": "得分最高的一次", "first": "第一次"}


def add_about(book: Book, graded: Graded) -> None:
    """Add what a person who gets this workbook has to know."""
    sheet = book.sheet("说明")
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 90)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    looks = book.looks
    sheet.write_string(0, 0, shown(f"{graded.course.title}：评分结果"), looks["title"])
    for row, (name, text) in enumerate(_about(graded), start=2):
        sheet.set_row(row, height(text, 90))
        sheet.write_string(row, 0, name, looks["head"])
        sheet.write_string(row, 1, text, looks["text"])


def _about(graded: Graded) -> list[tuple[str, str]]:
    statuses = [one.status for one in graded.results]
    counted = sum(one.counts for one in graded.results)
    came = (
        f"收到 {len(statuses):,} 份，计入 {counted:,} 份，退回 {statuses.count('refused'):,} 份，"
        f"待评阅 {statuses.count('needs-review'):,} 份。"
    )
    who = "编号、姓名、单位是交卷时自己填的，没有人核验。练习的标准答案在网页里，谁都看得到。"
    if graded.findings.identities is not None:
        who = f"这里写的是代号；谁是谁只写在 {IDENTITIES}，转发前把它拿出来。" + who
    voids = [
        f"{exercise.title} 第 {number} 题（{item.void}）"
        for exercise in graded.course.exercises
        for number, item in enumerate(exercise.items, start=1)
        if item.void
    ]
    return [
        ("来了多少", came),
        ("谁的成绩", who),
        ("算哪一次", f"一人交几次，算{_ATTEMPTS[graded.options.attempt]}；内容相同的算一次。"),
        ("退回", "退回不等于 0 分：没有成绩，请本人重交，再评一次。"),
        (
            "待评阅",
            "写作题由人评：把 review 文件夹里的评阅表发出去，填好放进一个文件夹，"
            "用 --reviews 再评。两人都评的取平均。",
        ),
        ("得分率", "得分除以已经定了分的满分；还没评阅的写作题不算在内。"),
        (
            "作废的题",
            shown("；".join(voids)) + "。作废的题谁都不计，得分和满分里都没有。"
            if voids
            else "没有。",
        ),
        (
            "难度、区分度",
            "难度是这题得分占满分的平均，越大越容易；区分度是这题得分与其余各题总分的相关，"
            "0.2 以上为好。不到 20 人时仅供参考。",
        ),
        (
            "雷同",
            "两份写作题有一半以上的文字（五个字一组）相同，或一半以上与感悟原文、某一章相同。题目、课程里的话和多数人都写的话不算。只是线索，先问清楚。",
        ),
        (
            "存了什么",
            "这个文件夹里有编号、姓名、单位、得分和写作题原文：results.csv、results.xlsx、report.html（没有答案原文）、review、feedback。别处没有，也不上传。",
        ),
        (
            "怎么删",
            "成绩登记完，删掉收件文件夹、这个文件夹和评阅表，再清空回收站；网盘和邮箱里的也要删。",
        ),
    ]


def add_comparison(book: Book, graded: Graded) -> None:
    """Add whose score changed since earlier results."""
    comparison = graded.findings.comparison
    if comparison is None:
        return
    table = book.table(
        "对比",
        [
            Column("文件", 40),
            Column("编号", 14),
            Column("姓名", 12),
            Column("练习", 22),
            Column("以前", 22),
            Column("现在", 22),
            Column("为什么", 70, "text"),
        ],
        note=f"和 {shown(comparison.folder)} 相比，没有人的成绩变了。",
    )
    for one in comparison.changes:
        table.add(
            [
                one.file,
                one.learner_id,
                one.learner_name,
                one.exercise,
                one.before,
                one.after,
                shown(one.why),
            ]
        )
    table.close()
