"""The same results, byte for byte, whoever grades and in whatever order."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest

from dabie.core.items import Course
from dabie.grading import GradingError, Options, Pool, grade, work
from dabie.grading.entry import Source
from dabie.grading.executors import Here, chosen, cluster, sensible_jobs
from dabie.grading.work import grade_all

Record = Callable[..., dict[str, Any]]
Packed = Callable[[object], bytes]


def content(out: Path) -> dict[str, bytes]:
    files = (path for path in out.rglob("*") if path.is_file())
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def inbox(
    tmp_path_factory: pytest.TempPathFactory,
    record: Record,
    packed: Packed,
    perfect: dict[str, Any],
) -> Path:
    """Three portions of files, good and bad, and a zip that takes up two more."""
    folder = tmp_path_factory.mktemp("in")
    for number in range(150):
        given = {"single": [["taihu", "yuexi"][number % 2]], "gap": {"1": str(number % 9)}}
        made = packed(record(perfect | given, learner_id=f"{number % 120:03}"))
        (folder / f"{number:03}.ipynb").write_bytes(made[: None if number % 10 else 90])
    with zipfile.ZipFile(folder / "more.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(200):
            made = packed(record({"essay": "字" * number}, learner_id=f"z{number}"))
            archive.writestr(f"in/{number:03}.ipynb", made)
        archive.writestr("in/deep.ipynb", "[" * 100_000)
        archive.writestr("../evil.ipynb", "{}")
    return folder


@pytest.fixture(scope="module")
def expected(
    course: Course, inbox: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, bytes]:
    out = tmp_path_factory.mktemp("expected") / "out"
    grade(course, [inbox], out)
    return content(out)


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Dask scheduler and two workers, each a process of its own."""
    place = tmp_path_factory.mktemp("dask")
    address = place / "scheduler.json"
    told = ["--scheduler-file", str(address), "--no-dashboard"]
    dask = [sys.executable, "-m"]
    commands = [
        [*dask, "distributed.cli.dask_scheduler", *told, "--host", "127.0.0.1", "--port", "0"],
        *[[*dask, "distributed.cli.dask_worker", *told, "--nthreads", "1", "--no-nanny"]] * 2,
    ]
    with (place / "log").open("wb") as log:
        running = [subprocess.Popen(one, cwd=place, stdout=log, stderr=log) for one in commands]
        try:
            from distributed import Client

            with Client(scheduler_file=str(address), timeout=60) as client:
                client.wait_for_workers(2, timeout=60)
                yield client.scheduler_info()["address"]
        finally:
            # Not a polite end: a worker whose scheduler went first waits for it to come back.
            for process in running:
                process.kill()
                process.wait()


@pytest.mark.parametrize("executor", [Here(), ThreadPoolExecutor(3)])
def test_any_executor_gives_the_same_bytes(
    course: Course,
    inbox: Path,
    tmp_path: Path,
    expected: dict[str, bytes],
    executor: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(work, "PORTION_FILES", 7)
    with executor:
        grade(course, [inbox], tmp_path / "out", pool=Pool(executor, 3))
    assert content(tmp_path / "out") == expected


def test_two_processes_give_the_same_bytes(
    course: Course, inbox: Path, tmp_path: Path, expected: dict[str, bytes]
) -> None:
    grade(course, [inbox], tmp_path / "out", options=Options(jobs=2))
    assert content(tmp_path / "out") == expected


def test_a_dask_cluster_gives_the_same_bytes(
    course: Course, inbox: Path, tmp_path: Path, expected: dict[str, bytes], scheduler: str
) -> None:
    with cluster(scheduler) as pool:
        assert pool.workers == 2
        places = {one.result() for one in [pool.executor.submit(os.getpid) for _ in range(40)]}
        assert len(places - {os.getpid()}) == 2
    grade(course, [inbox], tmp_path / "out", options=Options(scheduler=scheduler))
    assert content(tmp_path / "out") == expected


def test_a_cluster_that_is_not_there_is_named(course: Course, inbox: Path, tmp_path: Path) -> None:
    with pytest.raises(GradingError, match="连不上 nowhere"):
        grade(course, [inbox], tmp_path / "out", options=Options(scheduler="nowhere"))


def test_few_files_are_not_worth_a_second_process() -> None:
    with chosen(0, "", 10) as pool:
        assert pool.workers == 1
    with chosen(0, "", 100_000) as pool:
        assert pool.workers == sensible_jobs()
    with chosen(3, "", 10) as pool:
        assert pool.workers == 3


class _Fails(Here):
    def __init__(self, error: Exception) -> None:
        self._error = error

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Any:
        return super().submit(self._raise)

    def _raise(self) -> None:
        raise self._error


@pytest.mark.parametrize(
    ("error", "sees_files", "said"),
    [
        (BrokenProcessPool(), True, "加 --jobs 1 再评一次"),
        (ModuleNotFoundError("dabie"), False, "集群没有评完（ModuleNotFoundError）"),
        (GradingError("版本"), False, "版本"),
    ],
)
def test_workers_that_fail_are_explained(
    course: Course, revisions: dict[str, str], error: Exception, sees_files: bool, said: str
) -> None:
    pool = Pool(_Fails(error), 1, sees_files)
    with pytest.raises(GradingError, match=said):
        list(grade_all(course, revisions, [Source("x.ipynb", "x.ipynb")], pool))


def test_a_fault_of_our_own_is_not_explained_away(
    course: Course, revisions: dict[str, str]
) -> None:
    with pytest.raises(ZeroDivisionError):
        list(
            grade_all(course, revisions, [Source("x.ipynb", "")], Pool(_Fails(ZeroDivisionError())))
        )


def test_workers_of_another_version_are_refused(
    course: Course, revisions: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = []

    class Delayed(Here):
        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Any:
            monkeypatch.setattr(work, "_version", lambda: "9.9")
            return super().submit(fn, *args, **kwargs)

    with pytest.raises(GradingError, match=r"工作进程装的是 dabie 9\.9"):
        sent += grade_all(course, revisions, [Source("x.ipynb", "")], Pool(Delayed()))


def test_portions_are_handed_out_ahead_but_not_all_at_once(
    course: Course, revisions: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "PORTION_FILES", 1)
    taken: list[int] = []

    def sources() -> Iterator[Source]:
        for number in range(100):
            taken.append(number)
            yield Source(f"{number}", f"{tmp_path}/none")

    results = grade_all(course, revisions, sources(), Pool(Here(), 2))
    next(results)
    assert len(taken) == 2 * work.PORTIONS_AHEAD + 2  # one opens the next portion
    assert len(list(results)) == 99


def test_portions_are_bounded_in_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "PORTION_BYTES", 10)
    sizes = [4, 4, 4, 50, 1, 1]
    sources = [Source(f"{size}", "", size) for size in sizes]
    portions = [[one.size for one in portion] for portion in work._portions(sources)]
    assert portions == [[4, 4], [4], [50], [1, 1]]
