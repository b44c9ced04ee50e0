"""A roster file into learners; everything that is wrong with it is said at once, cell by cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from ...core.due import read_due
from ..errors import GradingError
from ..limits import FAULTS_SHOWN
from ..tables import Row, Sheet, TableError, letters, read_sheets
from ..visible import clip
from .lookalike import folded

HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "id": ("编号", "学号", "警号", "工号", "学员编号", "人员编号", "号码"),
    "name": ("姓名", "名字", "学员姓名"),
    "unit": ("单位", "部门", "所在单位", "工作单位"),
    "due": ("截止", "截止时间", "截止日期", "最晚"),
    "group": ("组", "分组", "小组", "组别", "班"),
}
"""The columns that are known, by any of these headings."""
_HEADER_WITHIN: Final = 20
_SHOWN: Final = 40


@dataclass(frozen=True, slots=True)
class Listed:
    """One learner of the roster; `numeric` when the number may have lost zeros it began with."""

    id: str
    name: str = ""
    unit: str = ""
    group: str = ""
    due: datetime | None = None
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Roster:
    """The learners of a roster, in its order."""

    file: str
    learners: tuple[Listed, ...]


def read_roster(path: Path) -> Roster:
    """Read a roster; `GradingError` names every faulty cell and what would be right."""
    try:
        sheets = read_sheets(path)
    except TableError as error:
        raise GradingError(f"名册读不了：{error}") from None
    for sheet in sheets:
        header = _header(sheet)
        if header is not None:
            return _read(sheet, *header)
    raise GradingError(
        f"名册 {path.name} 前 {_HEADER_WITHIN} 行里没有“编号”这一列（也可写学号、警号）；"
        "请在第一行写上列名：编号、姓名、单位"
    )


def _header(sheet: Sheet) -> tuple[Row, dict[str, list[int]]] | None:
    for row in sheet.rows[:_HEADER_WITHIN]:
        columns: dict[str, list[int]] = {}
        for place, text in enumerate(row.cells):
            # “编号（警号）” and “姓 名” are the same column.
            heading = "".join(text.split()).partition("（")[0].partition("(")[0].strip("*:：")
            for column, known in HEADINGS.items():
                if heading in known:
                    columns.setdefault(column, []).append(place)
        if "id" in columns:
            return row, columns
    return None


def _read(sheet: Sheet, header: Row, columns: dict[str, list[int]]) -> Roster:
    faults = [
        f"{sheet.place(header.number, places[1])}：“{header.at(places[0])}”这一列出现了两次"
        f"（还有 {letters(places[0])} 列）；只留一列"
        for places in columns.values()
        if len(places) > 1
    ]
    at = {column: places[0] for column, places in columns.items()}
    learners: list[Listed] = []
    seen: dict[str, str] = {}
    for row in sheet.rows:
        if row.number <= header.number:
            continue
        text = {column: row.at(place).strip() for column, place in at.items()}
        if not any(text.values()):
            continue
        here = sheet.place(row.number, at["id"])
        if not text["id"]:
            who = f"（{clip(text.get('name', ''), _SHOWN)}）" if text.get("name") else ""
            faults.append(f"{here}：缺编号{who}；填上编号，或删去这一行")
            continue
        key = folded(text["id"])
        if key in seen:
            faults.append(f"{here}：编号 {clip(text['id'], _SHOWN)} 和 {seen[key]} 重复；只留一行")
            continue
        seen[key] = f"{letters(at['id'])}{row.number}"
        due = read_due(text["due"]) if text.get("due") else None
        if text.get("due") and due is None:
            faults.append(
                f"{sheet.place(row.number, at['due'])}：认不出时间“{clip(text['due'], _SHOWN)}”；"
                "写成 2026-11-30 或 2026-11-30 18:00"
            )
        learners.append(
            Listed(
                text["id"],
                text.get("name", ""),
                text.get("unit", ""),
                text.get("group", ""),
                due,
                row.is_number(at["id"]),
            )
        )
    if faults:
        left = len(faults) - FAULTS_SHOWN
        more = f"\n……另有 {left} 处" if left > 0 else ""
        raise GradingError(
            f"名册有 {len(faults)} 处要改：\n" + "\n".join(faults[:FAULTS_SHOWN]) + more
        )
    if not learners:
        raise GradingError(f"名册 {sheet.file} 只有列名，没有人；请填上学员")
    return Roster(sheet.file, tuple(learners))
