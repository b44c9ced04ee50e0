"""One thing that a run writes, and what it is made from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from ..core.items import Course
from .apart import HERE
from .executors import Pool
from .findings import Findings
from .options import Options
from .result import Result


@dataclass(frozen=True, slots=True)
class Graded:
    """All that outputs are made from; `results` are numbered and sorted by file."""

    course: Course
    results: Sequence[Result]
    cite: Callable[[str], str]
    options: Options
    findings: Findings
    pool: Pool = HERE


@dataclass(frozen=True, slots=True)
class Output:
    """A file, or with `suffixes` a folder of files that end so.

    `write` gets the path to make, inside the folder of fresh results; it may leave it unmade, and
    may return what it has begun in another process.
    What an earlier run left in a `kept` folder is there already, and stays as it is: people have
    worked in it.
    """

    name: str
    write: Callable[[Path, Graded], Future[None] | None]
    suffixes: tuple[str, ...] = ()
    kept: bool = False
