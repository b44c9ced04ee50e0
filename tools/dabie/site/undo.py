"""A failed build leaves no trace in Sphinx's memory, or the next one would pass it over.

Sphinx remembers a chapter as read although it warned of it; a second build would then find nothing
to read, nothing to warn of, and succeed with the fault in the page.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

COARSE: Final = 2_000_000_000
"""Nanoseconds by which a file system may lag behind; to read a chapter twice does no harm."""


@contextmanager
def undone_on_failure(state: Path) -> Iterator[None]:
    """Put back what was known before, and forget every chapter that was read since."""
    memory = state / "environment.pickle"
    before = memory.read_bytes() if memory.is_file() else None
    start = time.time_ns() - COARSE
    try:
        yield
    except BaseException:
        if before is None:
            memory.unlink(missing_ok=True)
        else:
            memory.write_bytes(before)
        for read in state.rglob("*.doctree"):
            if read.stat().st_mtime_ns >= start:
                read.unlink()
        raise
