"""What can be done in another process while this one goes on."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from typing import ParamSpec, TypeVar

from .errors import GradingError
from .executors import Here, Pool

P = ParamSpec("P")
T = TypeVar("T")

HERE = Pool(Here())
"""No other process: what is begun is done at once."""


def begin(pool: Pool, fn: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
    """Begin a call, in another process where there is one that sees our files."""
    beside = pool if pool.workers > 1 and pool.sees_files else HERE
    return beside.executor.submit(fn, *args, **kwargs)


def done(future: Future[T]) -> T:
    """Wait for what was begun; its error is raised here."""
    try:
        return future.result()
    except BrokenProcessPool:
        raise GradingError(
            "一个评分进程意外停了，多半是内存不够；请关掉别的程序，加 --jobs 1 再评一次"
        ) from None
