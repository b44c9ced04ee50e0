"""Grading: submissions in, results and feedback out; data is read and nothing in it is run."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .errors import GradingError
    from .executors import Pool
    from .options import Options
    from .run import course_texts, current_revisions, grade
    from .summary import Summary
    from .texts import Texts

__all__ = [
    "GradingError",
    "Options",
    "Pool",
    "Summary",
    "Texts",
    "course_texts",
    "current_revisions",
    "grade",
]


def __getattr__(name: str) -> Any:
    # Not before they are asked for: a worker reads and scores, and needs no spreadsheets for it.
    if name in __all__:
        return getattr(import_module(".run", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
