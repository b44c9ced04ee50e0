"""Where files are graded: in this process, in some of this computer's, or on a Dask cluster."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

from .errors import GradingError
from .limits import CONNECTING, WORKERS, WORTH_STARTING

P = ParamSpec("P")
T = TypeVar("T")
_SELDOM = (100_000, 50, 100)


@dataclass(frozen=True, slots=True)
class Pool:
    """An executor, how many workers it has, and whether they see the files that we see."""

    executor: Executor
    workers: int = 1
    sees_files: bool = True


class Here(Executor):
    """Runs each call at once, in this very process."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run the call and return its finished future."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def chosen(jobs: int, scheduler: str, files: int) -> AbstractContextManager[Pool]:
    """Return the pool that was asked for; with `jobs` 0 the one that suits so many files."""
    if scheduler:
        return cluster(scheduler)
    if not jobs:
        jobs = sensible_jobs() if files >= WORTH_STARTING else 1
    return processes(min(jobs, WORKERS)) if jobs > 1 else here()


@contextmanager
def here() -> Iterator[Pool]:
    """Give a pool that is this process."""
    with Here() as executor:
        yield Pool(executor)


@contextmanager
def processes(jobs: int) -> Iterator[Pool]:
    """Give so many processes of this computer."""
    # Every system can spawn; forking a process that has threads may hang it.
    context = multiprocessing.get_context("spawn")
    executor = ProcessPoolExecutor(jobs, context, initializer=_begin)
    try:
        yield Pool(executor, jobs)
    finally:
        executor.shutdown(cancel_futures=True)


@contextmanager
def cluster(address: str) -> Iterator[Pool]:
    """Give the workers of a running Dask scheduler; they need the same dabie, and no files."""
    try:
        from distributed import Client
    except ImportError:
        raise GradingError("用 Dask 集群要另装：pip install 'dabie[dask]'") from None
    try:
        client = Client(address, timeout=CONNECTING, set_as_default=False)
    except (OSError, ValueError) as error:
        raise GradingError(
            f"连不上 {address}（{error}）；请核对地址，看调度器是否在运行"
        ) from error
    with client:
        workers = sum(client.nthreads().values())
        if not workers:
            raise GradingError(f"{address} 上没有工作进程；先启动 dask worker，再评一次")
        with client.get_executor(pure=False) as executor:
            yield Pool(executor, workers, sees_files=False)


def sensible_jobs() -> int:
    """Return how many processes this computer can well run."""
    if sys.platform == "win32":
        count = os.cpu_count()
    else:
        # Fewer than there are, in a container.
        known = getattr(os, "sched_getaffinity", None)
        count = len(known(0)) if known else os.cpu_count()
    return min(count or 1, WORKERS)


def _begin() -> None:
    # Ctrl-C reaches every process of a terminal; the first one ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    gc.set_threshold(*_SELDOM)


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Look seldom for garbage in circles: results are many, and hold none."""
    usual = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
