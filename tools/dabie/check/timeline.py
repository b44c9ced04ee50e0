"""Faults of the timeline: an event that rests on nothing, or on a fact that says otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..catalog.faults import Fault, nearest
from ..catalog.places import Place, read_places
from ..catalog.table import Table, read_table
from ..catalog.timeline import TIMELINE, Event, read_timeline
from .registers import Registers

UNPROVEN = "C"


def timeline_faults(book: Path, registers: Registers) -> list[Fault]:
    """Return what is wrong with `timeline.toml`; a course may do without one."""
    faults: list[Fault] = []
    if not (book / "timeline.toml").is_file():
        return faults
    events = read_timeline(book / "timeline.toml", faults)
    # The registers' own faults are named where they are read for everything.
    facts = read_table(book / "facts.toml", "book/facts.toml", [])
    places = read_places(book / "places.toml", []) if (book / "places.toml").is_file() else {}
    for event in events:
        faults += _fact_faults(event, facts)
        faults += _place_faults(event, places)
        for key in event.dispute_sources:
            if registers.references is not None and key not in registers.references:
                remedy = nearest(key, registers.references)
                said = f"references.bib 里没有“{key}”"
                faults.append(Fault(TIMELINE, f"{event.key}.dispute_sources", said, remedy))
    for before, event in zip(events, events[1:], strict=False):
        if event.year and event.year < before.year:
            said = f"{event.year} 年排在 {before.year} 年后面"
            faults.append(Fault(TIMELINE, f"{event.key}.date", said, "按年份先后排"))
    return faults


def _fact_faults(event: Event, facts: Table | None) -> Iterator[Fault]:
    known = facts.values if facts is not None else {}
    place = f"{event.key}.facts"
    for name in event.facts:
        fact = known.get(name)
        if not isinstance(fact, dict):
            yield Fault(TIMELINE, place, f"facts.toml 里没有“{name}”", nearest(name, known))
            continue
        if fact.get("grade") == UNPROVEN:
            yield Fault(TIMELINE, place, f"{name} 是 C 级，不能当史实", "换一条，或去掉这件事")
        date = str(fact.get("date", ""))
        for key, said in (("date", event.date), ("until", event.until)):
            if said and date and not agrees(said, date):
                message = f"{said} 与 {name} 的 {date} 不合"
                yield Fault(TIMELINE, f"{event.key}.{key}", message, "查出处，改一处")


def _place_faults(event: Event, places: dict[str, Place]) -> Iterator[Fault]:
    if not event.at:
        return
    found = places.get(event.at)
    if found is None:
        said, remedy = f"places.toml 里没有“{event.at}”", nearest(event.at, places)
        yield Fault(TIMELINE, f"{event.key}.at", said, remedy)
    elif found.point is None:
        said = f"places.toml 里的“{event.at}”没有坐标，图上标不出来"
        yield Fault(TIMELINE, f"{event.key}.at", said, "给它 lat 和 lon，或去掉 at")


def agrees(date: str, fact: str) -> bool:
    """Tell whether a date can lie within a fact's, as far as year and month go.

    >>> agrees("1935-02-03", "1934-11/1937-07"), agrees("1935", "1935-02")
    (True, True)
    >>> agrees("1935-03", "1935-02"), agrees("1938", "1934-11/1937-07")
    (False, False)
    """
    first, _, last = fact.partition("/")
    return _months(first, "-01") <= _months(date, "-12") and (
        _months(date, "-01") <= _months(last or first, "-12")
    )


def _months(date: str, of_a_year: str) -> str:
    return date[:7] if len(date) > 4 else date + of_a_year
