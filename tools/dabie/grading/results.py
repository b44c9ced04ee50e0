"""`results.csv`: one row per file, in columns that spreadsheets open without running anything."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence

from ..core.items import Course
from ..core.scoring import plain_number
from .result import Result
from .visible import visible

COLUMNS = (
    "file",
    "learner_id",
    "learner_name",
    "learner_unit",
    "exercise",
    "status",
    "score",
    "max_score",
    "attempt",
    "counts",
    "reason",
)
"""The columns before the items', in order."""
_FORMULA = frozenset("=+-@\t\r")
"""What a spreadsheet takes for the beginning of a formula."""


def cell(text: str) -> str:
    """Return a text as a harmless cell: nothing hidden, no formula.

    >>> cell("=1+1"), cell("＝1+1"), cell("080213")
    ("'=1+1", "'＝1+1", '080213')
    """
    shown = visible(text)
    first = text[:1]
    if not first.isascii():
        # Full-width forms, which some spreadsheets take as well, into the plain ones.
        first = unicodedata.normalize("NFKC", first)[:1]
    return f"'{shown}" if first in _FORMULA else shown


def table(rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows of harmless cells as CSV that Excel opens as UTF-8."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def results_csv(course: Course, results: Iterable[Result]) -> bytes:
    """Return the content of `results.csv`."""
    items = [item.id for exercise in course.exercises for item in exercise.items]
    header = [*COLUMNS, *(f"item:{item_id}" for item_id in items)]
    return table([header, *(row_of(result, items) for result in results)])


def row_of(result: Result, items: Sequence[str]) -> list[str]:
    """Return a result's row, with a column for each of the items."""
    learner = result.learner
    known = [result.file, learner.id, learner.name, learner.unit, result.exercise]
    reason = cell("；".join(one.rstrip("。") for one in result.reasons))
    if result.status == "refused":
        return [*map(cell, known), result.status, "", "", "", "", reason, *("" for _ in items)]
    return [
        *map(cell, known),
        result.status,
        repr(plain_number(result.score)),
        repr(plain_number(result.max_score)),
        str(result.attempt),
        "yes" if result.counts else "no",
        reason,
        *(_item(result, item_id) for item_id in items),
    ]


def _item(result: Result, item_id: str) -> str:
    outcome = result.outcomes.get(item_id)
    if outcome is None or outcome.state in ("pending", "void"):
        return ""
    return repr(plain_number(outcome.score))
