"""Whose score changed since earlier results, and why; matched by file name and item."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..core.items import Course
from .errors import GradingError
from .identities import IDENTITIES, read_identities
from .result import Result
from .results import COLUMNS, row_of, table

_ITEM = "item:"


@dataclass(frozen=True, slots=True)
class Change:
    """One file whose score or standing is another; `why` says what did it."""

    file: str
    learner_id: str
    learner_name: str
    exercise: str
    before: str
    after: str
    why: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """All changes since the results of `folder`; `same` files came to the same."""

    folder: str
    changes: tuple[Change, ...]
    same: int


Earlier = Mapping[str, Mapping[str, str]]
"""Rows of an earlier `results.csv` by file."""


def read_earlier(folder: Path) -> Earlier:
    """Read earlier results; `GradingError` where the folder holds none."""
    path = folder / "results.csv" if folder.is_dir() else folder
    try:
        text = path.read_text(encoding="utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
    except FileNotFoundError:
        raise GradingError(f"{folder} 里没有 results.csv；--compare 请写以前的结果文件夹") from None
    except (OSError, UnicodeDecodeError, csv.Error):
        raise GradingError(f"{path} 读不了；--compare 请用原来的结果，不要另存过的") from None
    if not rows and not text.strip().startswith("file,"):
        raise GradingError(f"{path} 不是评分结果；--compare 请写以前的结果文件夹")
    if rows and not set(COLUMNS) <= rows[0].keys():
        raise GradingError(f"{path} 不是评分结果；--compare 请写以前的结果文件夹")
    # Pseudonyms are another run's: what they stood for is in the file beside.
    real = read_identities(path.with_name(IDENTITIES)).files
    return {real.get(row["file"], row["file"]): row for row in rows if row["file"]}


def compare(
    course: Course, results: Sequence[Result], earlier: Earlier, folder: Path
) -> Comparison:
    """Hold results against earlier ones."""
    items = {item.id: item for exercise in course.exercises for item in exercise.items}
    names = list(items)
    changes: list[Change] = []
    same = 0
    left = dict(earlier)
    for result in results:
        written = row_of(result, names)
        now = dict(zip([*COLUMNS, *(f"{_ITEM}{one}" for one in names)], written, strict=True))
        was = left.pop(now["file"], None)
        why = _why(result, was, now, {one: item.void for one, item in items.items()})
        if not why:
            same += 1
            continue
        before = "没有这份" if was is None else _standing(was)
        changes.append(_change(now, before, _standing(now), why))
    for was in left.values():
        changes.append(_change(was, _standing(was), "没有这份", ["现在的收件里没有这个文件"]))
    changes.sort(key=lambda one: one.file)
    return Comparison(folder.name, tuple(changes), same)


def _change(row: Mapping[str, str], before: str, after: str, why: Sequence[str]) -> Change:
    return Change(
        row["file"],
        row["learner_id"] or "",
        row["learner_name"] or "",
        row["exercise"] or "",
        before,
        after,
        "；".join(why),
    )


def _standing(row: Mapping[str, str]) -> str:
    if row["status"] == "refused":
        return "拒收"
    said = f"{_short(row['score'])} / {_short(row['max_score'])}"
    said += "，待评阅" if row["status"] == "needs-review" else ""
    return said if row["counts"] == "yes" else f"{said}，不计入"


def _short(number: str | None) -> str:
    try:
        return f"{float(number or ''):.4f}".rstrip("0").rstrip(".")
    except ValueError:
        return number or ""


def _why(
    result: Result,
    was: Mapping[str, str] | None,
    now: Mapping[str, str],
    voids: Mapping[str, str],
) -> list[str]:
    if was is None:
        return ["新收到的文件"]
    watched = ("exercise", "status", "score", "max_score", "counts")
    columns = [one for one in now if one.startswith(_ITEM)]
    if all(was.get(one, "") == now[one] for one in (*watched, *columns)):
        return []
    if was["status"] == "refused" or result.status == "refused":
        return ["以前拒收，现在评了" if result.status != "refused" else "现在拒收，原因见“退回”"]
    if was["exercise"] != now["exercise"]:
        return ["同名文件的内容换了"]
    why = []
    for column in columns:
        item_id = column.removeprefix(_ITEM)
        before, after = was.get(column, ""), now[column]
        if before == after:
            continue
        said = f"{item_id}：{_short(before) or '没有分'} → {_short(after) or '没有分'}"
        outcome = result.outcomes.get(item_id)
        if outcome is not None and outcome.state == "void":
            said += f"（作废：{voids[item_id]}）"
        elif outcome is not None and outcome.state == "reviewed":
            said += "（评阅）"
        elif outcome is not None and outcome.state == "pending":
            said += "（等评阅：答案或评分标准变了，或评阅表不在了）"
        else:
            said += "（题目改了，或文件换了）"
        why.append(said)
    if was["max_score"] != now["max_score"] and not why:
        why.append("满分变了：题目有增减、作废或改了分值")
    if was["counts"] != now["counts"]:
        why.append("计入的是另一次交卷" if now["counts"] != "yes" else "现在计入这一次")
    return why or ["状态变了"]


def comparison_csv(comparison: Comparison) -> bytes:
    """Return the content of `对比.csv`; its cells come harmless from `results.csv` rows."""
    header = ["file", "learner_id", "learner_name", "exercise", "before", "after", "why"]
    rows = [
        [one.file, one.learner_id, one.learner_name, one.exercise, one.before, one.after, one.why]
        for one in comparison.changes
    ]
    return table([header, *rows])
