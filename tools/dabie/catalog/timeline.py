"""`timeline.toml`: the events of a course, each resting on facts, with who says otherwise."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .faults import Fault, nearest
from .table import Table, read_table

TIMELINE: Final = "book/timeline.toml"
FORCES: Final = (
    "起义与三支红军", "红四方面军", "红二十五军", "红二十八军", "地方与便衣队", "中央与谈判",
)  # fmt: skip
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True, slots=True)
class Event:
    """One entry; `key` is its place in the file, for faults; `at` a place with a point, if any."""

    key: str
    date: str
    until: str
    when: str
    title: str
    force: tuple[str, ...]
    place: str
    now: str
    at: str
    facts: tuple[str, ...]
    dispute: str
    dispute_sources: tuple[str, ...]

    @property
    def year(self) -> str:
        """The year under which the event stands."""
        return self.date[:4]


def read_timeline(path: Path, faults: list[Fault]) -> list[Event]:
    """Read the events in their order; what is wrong with one is noted at its key."""
    table = read_table(path, TIMELINE, faults)
    if table is None:
        return []
    events = [_event(one) for one in table.tables("event")]
    table.finish()
    return events


def _event(entry: Table) -> Event:
    force = entry.texts("force", optional=False)
    for name in force:
        if name not in FORCES:
            entry.fault("force", f"没有“{name}”这一类", nearest(name, FORCES))
    event = Event(
        key=entry.path,
        date=_date(entry, "date", default=None),
        until=_date(entry, "until", default=""),
        when=entry.text("when"),
        title=entry.text("title", default=None),
        force=force,
        place=entry.text("place"),
        now=entry.text("now"),
        at=entry.text("at"),
        facts=entry.texts("facts", optional=False),
        dispute=entry.text("dispute"),
        dispute_sources=entry.texts("dispute_sources"),
    )
    if event.dispute and not event.dispute_sources:
        entry.fault("dispute_sources", "缺少这一项", '写明一说是谁说的：dispute_sources = ["……"]')
    entry.finish()
    return event


def _date(entry: Table, key: str, *, default: str | None) -> str:
    date = entry.text(key, default=default)
    if date and not _DATE.fullmatch(date):
        entry.fault(key, f"“{date}”不是日期", "写成 1935、1935-02 或 1935-02-03")
        return ""
    return date
