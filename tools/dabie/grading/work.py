"""The work: sources in, results out, by whatever executor, in portions that keep memory small."""

from __future__ import annotations

import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from functools import cache, lru_cache
from importlib.metadata import version

from ..core.items import Course
from .batch import Grader
from .entry import Entry, Source
from .errors import GradingError
from .executors import Pool
from .inbox import opened
from .limits import PORTION_BYTES, PORTION_FILES, PORTIONS_AHEAD
from .result import Result


def grade_all(
    course: Course,
    revisions: Mapping[str, str],
    sources: Iterable[Source],
    pool: Pool,
    done: Callable[[int], object] = lambda count: None,
) -> Iterator[Result]:
    """Yield the result of each source, in their order; `done` hears how many more there are."""
    packed = pickle.dumps((_version(), course, revisions))
    ahead = PORTIONS_AHEAD * pool.workers if pool.workers > 1 else 1
    waiting: deque[Future[list[Result]]] = deque()
    try:
        for portion in _portions(sources):
            if len(waiting) >= ahead:
                yield from _results(waiting.popleft(), pool, done)
            content = portion if pool.sees_files else [opened(one) for one in portion]
            waiting.append(pool.executor.submit(grade_portion, packed, content))
        while waiting:
            yield from _results(waiting.popleft(), pool, done)
    finally:
        for future in waiting:
            future.cancel()


def grade_portion(packed: bytes, portion: Sequence[Source | Entry]) -> list[Result]:
    """Grade some files, one after the other; runs in a worker."""
    grader = _grader(packed)
    return [grader.grade(opened(one) if isinstance(one, Source) else one) for one in portion]


@lru_cache(maxsize=1)
def _grader(packed: bytes) -> Grader:
    """Return the grader of a course, which a worker makes once for all its portions."""
    wanted, course, revisions = pickle.loads(packed)
    if wanted != _version():
        said = f"工作进程装的是 dabie {_version()}，这里是 {wanted}；请装同一个版本再评"
        raise GradingError(said)
    return Grader(course, revisions)


@cache
def _version() -> str:
    return version("dabie")


def _results(
    future: Future[list[Result]], pool: Pool, done: Callable[[int], object]
) -> list[Result]:
    try:
        results = future.result()
    except BrokenProcessPool:
        raise GradingError(
            "一个评分进程意外停了，多半是内存不够；请关掉别的程序，加 --jobs 1 再评一次"
        ) from None
    except GradingError:
        raise
    except Exception as error:
        if pool.sees_files:
            raise
        raise GradingError(
            f"集群没有评完（{type(error).__name__}）；请看各工作进程装的 dabie 是否与这里一样"
        ) from error
    done(len(results))
    return results


def _portions(sources: Iterable[Source]) -> Iterator[list[Source]]:
    portion: list[Source] = []
    size = 0
    for source in sources:
        if portion and (len(portion) >= PORTION_FILES or size + source.size > PORTION_BYTES):
            yield portion
            portion, size = [], 0
        portion.append(source)
        size += source.size
    if portion:
        yield portion
