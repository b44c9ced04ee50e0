"""The catalog: a course folder in, its exercises out, with faults that name file and key."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from ..core.due import read_due
from ..core.items import Course, Exercise, Item, Mode, Release
from .faults import Fault, FaultyCourse, nearest
from .item import SLUG, read_item
from .table import Table, read_table
from .texts import written

__all__ = ["Fault", "FaultyCourse", "find_course", "load_course", "nearest", "read_course"]

INDEX = Path("exercises", "course.toml")
"""What makes a folder a course."""


def find_course(start: Path) -> Path | None:
    """Return the nearest folder, from `start` upwards, that holds a course."""
    start = start.resolve()
    return next((folder for folder in (start, *start.parents) if (folder / INDEX).is_file()), None)


def load_course(root: Path) -> Course:
    """Load what scoring needs; `FaultyCourse` when anything of that is missing or wrong."""
    course, faults = read_course(root)
    blocking = [fault for fault in faults if fault.blocks]
    if blocking:
        raise FaultyCourse(blocking)
    return course


def read_course(root: Path) -> tuple[Course, list[Fault]]:
    """Read a course folder and every fault in its files, in one run."""
    faults: list[Fault] = []
    index = read_table(root / INDEX, INDEX.as_posix(), faults)
    if index is None:
        return Course("", "", ()), faults
    course_id = index.text("id", default=None, needed=True)
    title = index.text("title", default=None)
    listed = index.texts("exercises", needed=True, optional=False)
    index.table("essay", optional=True)  # read by `check`
    if course_id and not SLUG.fullmatch(course_id):
        index.fault("id", f"不能用“{course_id}”", "只用小写字母、数字和连字符", blocks=True)
    index.finish()
    folder = root / INDEX.parent
    present = sorted(path.parent.name for path in folder.glob("*/exercise.toml"))
    for name in listed:
        if name not in present:
            index.fault("exercises", f"没有练习“{name}”", nearest(name, present), blocks=True)
    for name in sorted(set(present) - set(listed)):
        index.fault("exercises", f"文件夹“{name}”没有列进来", f"写进 exercises，或删掉 {name}/")
    exercises = [_read_exercise(folder / name, name, faults) for name in listed if name in present]
    complete = tuple(one for one in exercises if one is not None)
    _unique(complete, faults)
    return Course(course_id, title, complete), faults


def _read_exercise(folder: Path, name: str, faults: list[Fault]) -> Exercise | None:
    file = f"exercises/{name}/exercise.toml"
    table = read_table(folder / "exercise.toml", file, faults)
    if table is None:
        return None
    if not SLUG.fullmatch(name):
        table.fault("", f"文件夹名“{name}”不能用", "只用小写字母、数字和连字符", blocks=True)
    mode = cast(
        Mode,
        table.one_of("mode", ("practice", "assessment"), default=None, needed=True) or "practice",
    )
    release = cast(
        Release,
        table.one_of("release", ("score", "items", "key"), default="score", needed=True) or "score",
    )
    listed = table.texts("items", needed=True, optional=False)
    items = _read_items(folder, table, listed, mode)
    exercise = Exercise(
        id=name,
        title=table.text("title", default=None),
        mode=mode,
        chapter=table.text("chapter", default=None),
        items=items,
        shuffle=table.flag("shuffle"),
        release=release,
        due=_due(table),
    )
    table.finish()
    return exercise


def _read_items(
    folder: Path, table: Table, listed: tuple[str, ...], mode: Mode
) -> tuple[Item, ...]:
    present = [one.stem for one in written(folder, "*.toml") if one.name != "exercise.toml"]
    items = []
    for name in listed:
        if name not in present:
            table.fault("items", f"没有题目文件 {name}.toml", nearest(name, present), blocks=True)
            continue
        file = f"exercises/{folder.name}/{name}.toml"
        item_table = read_table(folder / f"{name}.toml", file, table.faults)
        if item_table is not None:
            if not SLUG.fullmatch(name):
                item_table.fault(
                    "", f"文件名“{name}”不能用", "只用小写字母、数字和连字符", blocks=True
                )
            item = read_item(item_table, name, mode)
            items += [item] if item else []
    for name in sorted(set(present) - set(listed)):
        table.fault("items", f"题目文件 {name}.toml 没有列进来", f"写进 items，或删掉 {name}.toml")
    return tuple(items)


def _due(table: Table) -> str:
    value = table.raw("due")
    # TOML has dates of its own; an author may as well write one in quotes.
    due = value if isinstance(value, str) else "" if value is None else str(value)
    if due and read_due(due) is None:
        table.fault("due", f"认不出时间“{due}”", '写成 due = 2026-11-30 或 "2026-11-30 18:00"')
    return due


def _unique(exercises: tuple[Exercise, ...], faults: list[Fault]) -> None:
    seen: dict[str, str] = {}
    for exercise in exercises:
        for item in exercise.items:
            if item.id in seen:
                faults.append(
                    Fault(
                        f"exercises/{exercise.id}/{item.id}.toml",
                        "",
                        f"题目编号“{item.id}”重复，exercises/{seen[item.id]}/ 里也有",
                        "给其中一个文件改名",
                        True,
                    )
                )
            seen.setdefault(item.id, exercise.id)
