"""Filled workbooks into reviews by code; what is missing or out of range is named by its cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ...core.items import Course, Item, LongFillIn
from ..entry import is_junk
from ..errors import GradingError
from ..tables import Row, Sheet, TableError, read_sheets
from ..visible import clip, visible
from . import layout
from .judgement import Review

_SHOWN = 40
_WORDS_LIMIT = 2_000


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that keeps a review from counting: where it is and what would be right."""

    place: str
    said: str

    def __str__(self) -> str:
        return f"{self.place}：{self.said}"


@dataclass(frozen=True, slots=True)
class Filled:
    """What a folder of workbooks holds; `rows` counts all codes found, filled or not."""

    reviews: Mapping[str, tuple[Review, ...]] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    files: tuple[str, ...] = ()
    codes: frozenset[str] = frozenset()


def read_reviews(course: Course, folder: Path) -> Filled:
    """Read every workbook of a folder; `GradingError` where one cannot be opened at all."""
    if not folder.is_dir():
        raise GradingError(f"找不到评阅表的文件夹 {folder}；--reviews 请写文件夹")
    paths = [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix.lower() == ".xlsx" and not is_junk(path.name)
    ]
    reviews: defaultdict[str, list[Review]] = defaultdict(list)
    faults: list[Fault] = []
    codes: set[str] = set()
    for path in paths:
        try:
            sheets = read_sheets(path)
        except TableError as error:
            raise GradingError(f"评阅表读不了：{error}；先移出 {folder.name} 再评也可以") from None
        reviewer = _reviewer(sheets) or path.stem
        found = False
        for sheet in sheets:
            item_id = _item_id(sheet)
            if item_id is None:
                continue
            found = True
            exercise = course.exercise_of(item_id)
            item = (
                next((one for one in exercise.items if one.id == item_id), None)
                if exercise
                else None
            )
            if item is None or not isinstance(item.interaction, LongFillIn):
                said = f"课程里没有写作题“{clip(item_id, _SHOWN)}”，这张表没有采用"
                faults.append(Fault(sheet.place(1, 1), said))
                continue
            _sheet(sheet, item, reviewer, reviews, faults, codes)
        if not found:
            faults.append(Fault(path.name, "不是评阅表，没有采用；评阅表由 dabie grade 生成"))
    kept = {code: _distinct(several, faults) for code, several in sorted(reviews.items())}
    return Filled(
        {code: several for code, several in kept.items() if several},
        tuple(faults),
        tuple(path.name for path in paths),
        frozenset(codes),
    )


def _reviewer(sheets: list[Sheet]) -> str:
    for sheet in sheets:
        if sheet.name == layout.ABOUT:
            for row in sheet.rows:
                if row.at(0).strip() == layout.REVIEWER:
                    return clip(visible(row.at(1).strip()), _SHOWN)
    return ""


def _item_id(sheet: Sheet) -> str | None:
    return next(
        (row.at(1).strip() for row in sheet.rows[:10] if row.at(0).strip() == layout.ITEM), None
    )


def _sheet(
    sheet: Sheet,
    item: Item,
    reviewer: str,
    reviews: defaultdict[str, list[Review]],
    faults: list[Fault],
    codes: set[str],
) -> None:
    assert isinstance(item.interaction, LongFillIn)
    header = next((row for row in sheet.rows if layout.CODE in row.cells), None)
    if header is None:
        faults.append(Fault(sheet.place(1, 0), f"没有“{layout.CODE}”这一列，这张表没有采用"))
        return
    at = {text.strip(): column for column, text in reversed(list(enumerate(header.cells)))}
    wanted = layout.headings(item)
    lacking = [one for one in wanted if one not in at]
    if lacking:
        said = (
            f"没有“{clip(lacking[0], _SHOWN)}”这一列：评分标准改过，或列名被改了；"
            "这张表没有采用，请用新生成的评阅表"
        )
        faults.append(Fault(sheet.place(header.number, 0), said))
        return
    for row in sheet.rows:
        code = row.at(at[layout.CODE]).strip()
        if row.number <= header.number or not code:
            continue
        codes.add(code)
        review = _row(sheet, row, item.interaction, [at[one] for one in wanted], faults)
        words = row.at(at[layout.WORDS]) if layout.WORDS in at else ""
        if review is not None:
            place = sheet.place(row.number, at[layout.CODE])
            reviews[code].append(Review(reviewer, review, clip(words, _WORDS_LIMIT), place))
        elif words.strip() and not any(row.at(at[one]).strip() for one in wanted):
            faults.append(
                Fault(sheet.place(row.number, at[wanted[0]]), "写了评语，没有选分；请选分")
            )


def _row(
    sheet: Sheet, row: Row, interaction: LongFillIn, columns: list[int], faults: list[Fault]
) -> tuple[int, ...] | None:
    """Return the levels of a row; None where it is not scored, or not well."""
    given = [row.at(column).strip() for column in columns]
    if not any(given):
        return None
    levels: list[int] = []
    for text, column, criterion in zip(given, columns, interaction.rubric, strict=True):
        best = len(criterion.levels) - 1
        level = layout.read_level(text, criterion.levels)
        if level is not None:
            levels.append(level)
            continue
        said = f"“{clip(visible(text), _SHOWN)}”不是这一条的分数" if text else "还没有选"
        faults.append(Fault(sheet.place(row.number, column), f"{said}；应当是 0–{best}"))
    return tuple(levels) if len(levels) == len(columns) else None


def _distinct(reviews: list[Review], faults: list[Fault]) -> tuple[Review, ...]:
    """Return one review of each reviewer; one who contradicts themselves has none."""
    by_reviewer: dict[str, list[Review]] = {}
    for one in reviews:
        by_reviewer.setdefault(one.reviewer, []).append(one)
    kept = []
    for reviewer, several in by_reviewer.items():
        if len({one.levels for one in several}) == 1:
            kept.append(max(several, key=lambda one: len(one.words)))
            continue
        places = "，".join(one.place for one in several[1:4])
        said = f"{reviewer} 给同一份答案打了不同的分（还有 {places}）；只留一个，这份先不算"
        faults.append(Fault(several[0].place, said))
    return tuple(kept)
