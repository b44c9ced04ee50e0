"""The workbook put together: its sheets in the order in which an organiser needs them."""

from __future__ import annotations

from pathlib import Path

from ..book import open_book
from ..output import Graded
from .about import add_about, add_comparison
from .analysing import add_analysis
from .likeness import add_leads
from .people import add_missing, add_refused, add_remarks
from .reviewing import add_reviews, add_waiting
from .scores import add_items, add_matrix, add_scores
from .table import Book

_SHEETS = (
    add_scores,
    add_matrix,
    add_items,
    add_missing,
    add_refused,
    add_remarks,
    add_waiting,
    add_reviews,
    add_analysis,
    add_leads,
    add_comparison,
    add_about,
)


def write(path: Path, graded: Graded) -> None:
    """Write `results.xlsx`."""
    with open_book(path) as opened:
        book = Book(opened)
        for add in _SHEETS:
            add(book, graded)
