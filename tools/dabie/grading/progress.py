"""How far a run is, shown to whoever sits at a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TypeAlias

from tqdm import tqdm

Advance: TypeAlias = Callable[[int], object]
Progress: TypeAlias = Callable[[str, int], AbstractContextManager[Advance]]
"""Begins a stretch of work, named in a word and so many steps long."""


@contextmanager
def silent(work: str, steps: int) -> Iterator[Advance]:
    """Show nothing."""
    yield lambda count: None


@contextmanager
def bar(work: str, steps: int) -> Iterator[Advance]:
    """Show a bar on standard error, if that is a terminal, and take it away at the end."""
    with tqdm(
        desc=work,
        total=steps,
        # None: not where output goes into a file or to another program.
        disable=None,
        file=sys.stderr,
        leave=False,
        bar_format="{desc} {percentage:3.0f}%|{bar}| {n_fmt}/{total_fmt}，还要 {remaining}",
    ) as shown:
        yield shown.update
