"""What a trainer uses in a notebook of their own: an item in a few lines, shown and scored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from .. import markup
from ..catalog import FaultyCourse
from ..catalog.item import read_item
from ..catalog.table import Table
from ..core.items import Exercise, Item
from ..core.publish import publish
from .generate import describe

if TYPE_CHECKING:
    from ..catalog import Fault
    from .widget import ExerciseWidget

_NAME = "题目"


def item(kind: str, prompt: str, *, id: str = "", **values: Any) -> Item:
    """Build an item; `values` are the keys of an item's file.

    What only a course needs (`objective`, `sources`, `samples`, feedback …) may be left out, and
    one text may stand for a list of one.

    >>> county = item(
    ...     "choice",
    ...     "会址**当时**属于哪个县？",
    ...     options={"taihu": "太湖县", "yuexi": "岳西县"},
    ...     key="taihu",
    ... )
    >>> county.kind, county.max_score
    ('choice', Decimal('1'))

    Whatever is wrong is said in one go, as `dabie check` says it:

    >>> item("numeric", "相距多少千米？", key=200, tolerence=5)
    Traceback (most recent call last):
    ...
    dabie.catalog.faults.FaultyCourse: 题目：tolerence：不认识这一项；是不是“tolerance”？
    """
    given = {"kind": kind, "prompt": prompt, **_as_in_a_file(kind, values)}
    faults: list[Fault] = []
    built = read_item(Table(given, _NAME, faults), id, "practice")
    # What was not written is missed only where nothing could be scored without it.
    faults = [one for one in faults if one.blocks or _is_written(given, one.key)]
    if faults or built is None:
        raise FaultyCourse(sorted(faults))
    return built


def exercise(*items: Item, shuffle: bool = False) -> ExerciseWidget:
    """Show items as the course's own are shown, checked on the spot; an ipywidget like any other.

    >>> sum_ = item("numeric", "七加八是多少？", key=15)
    >>> gap = item("fill-in", "七加{{1}}是十五。", key={1: ["8", "八"]})
    >>> warm_up = exercise(sum_, gap)
    >>> [one["kind"] for one in warm_up.content["items"]]
    ['numeric', 'fill-in']
    >>> warm_up.responses
    {}

    What is answered here is scored in the kernel and kept nowhere else.
    """
    # Loaded last: building and scoring items needs no front end.
    from .widget import ExerciseWidget

    named = tuple(
        one if one.id else replace(one, id=f"item-{at}") for at, one in enumerate(items, start=1)
    )
    if not named:
        raise ValueError("至少要有一道题")
    if len({one.id for one in named}) != len(named):
        raise ValueError("两道题用了同一个 id")
    own = Exercise("", "", "practice", "", named, shuffle)
    return ExerciseWidget(describe(own, publish(own, render=markup.render)))


def _as_in_a_file(kind: str, values: Mapping[str, Any]) -> dict[str, Any]:
    given: dict[str, Any] = {name: _plain(value) for name, value in values.items()}
    if kind == "choice" and isinstance(given.get("options"), dict):
        options = given["options"].items()
        given["options"] = {
            one: {"text": said} if isinstance(said, str) else said for one, said in options
        }
    if kind in ("choice", "sequencing"):
        given["key"] = _listed(given.get("key"))
    if kind == "fill-in" and isinstance(given.get("key"), dict):
        given["key"] = {blank: _listed(answers) for blank, answers in given["key"].items()}
    return {name: value for name, value in given.items() if value is not None}


def _plain(value: Any) -> Any:
    """Return a value in the types that a TOML file gives."""
    if isinstance(value, float):
        return Decimal(repr(value))
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _is_written(given: Any, path: str) -> bool:
    for part in path.split("."):
        if not isinstance(given, dict) or part not in given:
            return False
        given = given[part]
    return True
