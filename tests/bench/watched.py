"""A command watched from outside: how long it takes and how much memory its processes hold."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from typing import NamedTuple

import psutil

EVERY = 0.1


class Watched(NamedTuple):
    """Seconds, and megabytes at most: of the largest process, and of all at one moment."""

    seconds: float
    largest: float
    together: float


def watched(command: Sequence[str]) -> Watched:
    """Run a command, which must succeed, and look at its processes ten times a second."""
    largest = together = 0
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    parent = psutil.Process(process.pid)
    while True:
        try:
            process.wait(EVERY)
            break
        except subprocess.TimeoutExpired:
            sizes = _sizes(parent)
            largest, together = max(largest, *sizes), max(together, sum(sizes))
    seconds = time.perf_counter() - start
    if process.returncode:
        sys.exit(f"{' '.join(command)} came to {process.returncode}")
    return Watched(seconds, largest / 2**20, together / 2**20)


def _sizes(parent: psutil.Process) -> list[int]:
    sizes = [0]
    try:
        for one in (parent, *parent.children(recursive=True)):
            sizes.append(one.memory_info().rss)
    except psutil.NoSuchProcess:
        pass  # ended while it was looked at
    return sizes
