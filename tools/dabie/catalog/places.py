"""`places.toml`: the places of a course, then and now, with the points that a sketch map needs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .faults import Fault
from .table import Table, read_table

PLACES: Final = "book/places.toml"
LATITUDES: Final = (-90, 90)
LONGITUDES: Final = (-180, 180)


@dataclass(frozen=True, slots=True)
class Point:
    """A position in degrees; `about` where it is an estimate."""

    lat: float
    lon: float
    about: bool


@dataclass(frozen=True, slots=True)
class Place:
    """One entry; `then` and `now` say what it belonged and belongs to."""

    key: str
    name: str
    then: str
    now: str
    point: Point | None
    sources: tuple[str, ...]


def read_places(path: Path, faults: list[Fault]) -> dict[str, Place]:
    """Read the places by their key; what is wrong with one is noted at its key."""
    register = read_table(path, PLACES, faults)
    if register is None:
        return {}
    return {key: _place(key, register.table(key)) for key in register.values}


def _place(key: str, entry: Table) -> Place:
    place = Place(
        key=key,
        name=entry.text("name", default=None),
        then=entry.text("then"),
        now=entry.text("now"),
        point=_point(entry),
        sources=entry.texts("sources"),
    )
    entry.texts("facts")  # what it rests on, for whoever reads the register
    entry.texts("wrong")  # read by `check.claims`
    entry.finish()
    return place


def _point(entry: Table) -> Point | None:
    about = entry.flag("about")
    if not entry.has("lat") and not entry.has("lon"):
        return None
    lat, lon = _degrees(entry, "lat", LATITUDES), _degrees(entry, "lon", LONGITUDES)
    return Point(lat, lon, about)


def _degrees(entry: Table, key: str, bounds: tuple[int, int]) -> float:
    low, high = bounds
    degrees = entry.number(key, default=None)
    if not low <= degrees <= high:
        entry.fault(key, f"{degrees} 不是度数", f"写 {low} 到 {high} 之间的数，单位是度")
    return float(degrees)
