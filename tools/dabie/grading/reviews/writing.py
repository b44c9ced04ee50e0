"""Review workbooks: the answers that wait, the rubric as drop-downs, room for words.

One workbook for each reviewer, one sheet for each item. Rows are told apart by their code alone,
so that a reviewer may sort, filter and hide as they like.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from ...core.items import Course, Exercise, LongFillIn
from ..book import FORMATS, height, open_book, shown
from ..options import Options
from ..tables import TableError, read_sheets
from . import layout
from .waiting import Answer

_WIDE: Final = 70


def assign(answers: Sequence[Answer], reviewers: int, overlap: int) -> list[list[Answer]]:
    """Deal answers out to reviewers; the first `overlap` of every item go to two of them.

    Dealt in the order of codes, which is as good as chance and the same every time.
    """
    hands: list[list[Answer]] = [[] for _ in range(reviewers)]
    dealt: dict[str, int] = {}
    for one in sorted(answers, key=lambda one: one.code):
        at = dealt.get(one.item.id, 0)
        dealt[one.item.id] = at + 1
        hands[at % reviewers].append(one)
        if at < overlap and reviewers > 1:
            hands[(at + 1) % reviewers].append(one)
    place = {one.code: at for at, one in enumerate(answers)}
    return [sorted(hand, key=lambda one: place[one.code]) for hand in hands]


def write_reviews(
    folder: Path, course: Course, waiting: Sequence[Answer], options: Options
) -> None:
    """Write a workbook for each reviewer, of the answers that stand in none yet.

    What lies there stays as it is, and who has an answer keeps it. A name holds a digest of the
    codes inside, so that other answers never go by an old name.
    """
    given = _given(folder)
    fresh = [one for one in waiting if one.code not in given]
    if not fresh:
        return
    folder.mkdir(exist_ok=True)
    hands = assign(fresh, options.reviewers, options.overlap)
    for number, hand in enumerate(hands, start=1):
        # Blind also to the order of hand-ins: codes are as good as shuffled.
        rows = sorted(hand, key=lambda one: one.code) if options.blind else hand
        digest = hashlib.sha256("".join(sorted(one.code for one in hand)).encode()).hexdigest()
        path = folder / f"评阅-{number}-{digest[:8]}.xlsx"
        if hand and not path.exists():
            _write(path, course, rows, blind=options.blind)


def _given(folder: Path) -> set[str]:
    """Return the codes that stand in workbooks already, as far as these can be read."""
    codes: set[str] = set()
    for path in sorted(folder.glob("*.xlsx")) if folder.is_dir() else ():
        try:
            sheets = read_sheets(path)
        except TableError:
            # Half saved, perhaps; its answers are then dealt out once more.
            continue
        for sheet in sheets:
            header = next((row for row in sheet.rows if layout.CODE in row.cells), None)
            if header is not None:
                column = header.cells.index(layout.CODE)
                codes |= {row.at(column) for row in sheet.rows if row.number > header.number}
    return codes


def _write(path: Path, course: Course, answers: Sequence[Answer], *, blind: bool) -> None:
    with open_book(path) as book:
        formats = {name: book.add_format(dict(look)) for name, look in FORMATS.items()}
        open_cell = book.add_format(
            {**FORMATS["text"], "bg_color": "#FFF9E5", "border": 1, "border_color": "#C9BFA8"}
        )
        by_item: dict[str, list[Answer]] = {}
        for one in answers:
            by_item.setdefault(one.item.id, []).append(one)
        _about(book, formats, open_cell, len(answers), len(by_item), blind=blind)
        standard = book.add_worksheet(layout.LEVELS)
        standard.set_column(0, 0, 44)
        standard.set_column(1, 12, 30)
        standard.write_row(0, 0, ["评分标准", "选项"], formats["head"])
        line = 1
        for at, (item_id, several) in enumerate(by_item.items(), start=1):
            item = several[0].item
            assert isinstance(item.interaction, LongFillIn)
            ranges = []
            for criterion in item.interaction.rubric:
                entries = layout.labels(criterion.levels)
                standard.write_string(line, 0, shown(criterion.criterion), formats["text"])
                for column, entry in enumerate(entries, start=1):
                    standard.write_string(line, column, shown(entry), formats["text"])
                last = xlsxwriter.utility.xl_col_to_name(len(entries), col_abs=True)
                ranges.append(f"='{layout.LEVELS}'!$B${line + 1}:{last}${line + 1}")
                line += 1
            exercise = course.exercise(several[0].exercise)
            assert exercise is not None
            name = item_id if len(item_id) <= 31 else f"{item_id[:27]}~{at}"
            sheet = book.add_worksheet(name)
            _answers(sheet, formats, open_cell, exercise, several, ranges, blind=blind)
        # People start where there is work.
        book.worksheets()[0].activate()


def _about(
    book: Any,
    formats: Mapping[str, Any],
    open_cell: Any,
    answers: int,
    items: int,
    *,
    blind: bool,
) -> None:
    sheet = book.add_worksheet(layout.ABOUT)
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 76)
    sheet.write_string(0, 0, layout.REVIEWER, formats["head"])
    sheet.write_blank(0, 1, None, open_cell)
    sheet.write_string(1, 0, "这份表", formats["head"])
    sheet.write_string(1, 1, f"{items} 道写作题，{answers} 份答案", formats["text"])
    lines = (
        "先在上面黄格里写自己的姓名。",
        "每道题一个工作表。黄格里按评分标准选分，每一格都要选；也可以只填数字。",
        "评语写给学员看，可以不写。",
        "可以排序、筛选、加宽，不要改“编码”这一列和列名。",
        "评完存盘（格式不变，.xlsx），交给组织者，放进同一个文件夹，再评一次分。",
        "没评完也可以先交：评完的先算，没评的照旧等着。",
        "这份表不写姓名、编号。" if blind else "编号、姓名和单位是学员自己填的，没有核验。",
        "答案是学员写的文字，评完后按组织者的要求删除。",
    )
    for at, text in enumerate(lines, start=1):
        sheet.write_string(at + 2, 0, f"{at}.", formats["text"])
        sheet.write_string(at + 2, 1, text, formats["text"])


def _answers(
    sheet: Any,
    formats: Mapping[str, Any],
    open_cell: Any,
    exercise: Exercise,
    answers: Sequence[Answer],
    ranges: Sequence[str],
    *,
    blind: bool,
) -> None:
    item = answers[0].item
    first = answers[0]
    named = [] if blind else [(layout.ID, 14), (layout.NAME, 12), (layout.UNIT, 16)]
    columns = [
        (layout.CODE, 10),
        *named,
        (layout.COUNT, 7),
        (layout.ANSWER, _WIDE),
        *((heading, 22) for heading in layout.headings(item)),
        (layout.WORDS, 36),
    ]
    sheet.write_string(0, 0, layout.ITEM, formats["head"])
    sheet.write_string(0, 1, item.id, formats["text"])
    sheet.write_string(1, 0, "练习", formats["head"])
    sheet.write_string(1, 1, f"{shown(exercise.title)}，第 {first.number} 题", formats["plain"])
    sheet.write_string(2, 0, "题目", formats["head"])
    sheet.merge_range(2, 1, 2, len(columns) - 1, shown(item.prompt), formats["text"])
    wide = sum(width for _, width in columns) - columns[0][1]
    sheet.set_row(2, height(item.prompt, wide))
    top = 4
    for column, (heading, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(top, column, shown(heading), formats["head"])
    sheet.freeze_panes(top + 1, 1)
    sheet.autofilter(top, 0, top + len(answers), len(columns) - 1)
    criteria = len(columns) - len(ranges) - 1
    for at, source in enumerate(ranges):
        sheet.data_validation(
            top + 1,
            criteria + at,
            top + len(answers),
            criteria + at,
            {
                "validate": "list",
                "source": source,
                "error_title": "没有这一级",
                "error_message": "从下拉框里选一级，或填它的分数。",
                # A bare number is read as well.
                "error_type": "warning",
            },
        )
    known = [] if blind else [formats["text"]] * 3
    looks = [formats["code"], *known, formats["count"], formats["text"]]
    looks += [open_cell] * (len(ranges) + 1)
    blank = [None] * (len(ranges) + 1)
    for row, one in enumerate(answers, start=top + 1):
        who = [] if blind else _learner(one)
        text = one.text
        values = [one.code, *who, one.length, shown(text, lines=True), *blank]
        sheet.add_row(row, values, looks, height=height(text, _WIDE))


def _learner(answer: Answer) -> list[str]:
    first, _ = answer.who[0]
    more = f"（另有 {len(answer.who) - 1} 人写的相同）" if len(answer.who) > 1 else ""
    return [shown(first.id), shown(first.name) + more, shown(first.unit)]
