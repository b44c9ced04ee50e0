"""One thing that a run writes, and what it is made from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from ..core.items import Course
from .apart import HERE
from .executors import Pool
from .findings import Findings
from .options import Options
from .result import Result

Finish: TypeAlias = Callable[[], object]
"""Waits for other processes and does what is left, once every output has begun."""


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
    may return how to finish what it has begun in other processes.
    What an earlier run left in a `kept` folder is there already, and stays as it is: people have
    worked in it.
    """

    name: str
    write: Callable[[Path, Graded], Finish | None]
    suffixes: tuple[str, ...] = ()
    kept: bool = False
