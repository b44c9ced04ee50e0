"""What an organiser may ask of a run, beyond inbox and place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

Attempt: TypeAlias = Literal["newest", "best", "first"]
"""Which of a learner's attempts of an exercise counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The defaults are what `dabie grade PATH --out DIR` does."""

    attempt: Attempt = "newest"
    roster: Path | None = None
    """Who should hand in."""
    reviews: Path | None = None
    """Folder of filled review workbooks."""
    reviewers: int = 1
    """Among how many people the answers that wait are dealt out."""
    overlap: int = 0
    """How many answers of each item go to two of them."""
    blind: bool = False
    """Leave out of review workbooks who wrote an answer."""
    compare: Path | None = None
    """Folder of earlier results to hold these against."""
    anonymous: bool = False
    """Write pseudonyms, and who they are into a file of its own."""
    feedback: bool = True
    """Write feedback pages."""
    jobs: int = 1
    """How many processes grade; 0 for as many as suit this computer and the files."""
    scheduler: str = ""
    """Address of a running Dask scheduler that grades instead."""
