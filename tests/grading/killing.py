"""Grades and is killed, over and over: run by `test_killed.py` in a process of its own, for it forks.

Says how often the results were the old and the new ones; fails when they were ever anything else.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dabie.catalog import load_course
from dabie.grading import Options, grade, moving

Content = dict[str, bytes]
# What changes a disk, besides opening a file for writing.
EVENTS = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "shutil.rmtree"}


def content(out: Path) -> Content:
    files = (path for path in out.rglob("*") if path.is_file())
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in files}


def killed(work: Callable[[], object], die: Callable[[int], object]) -> bool:
    """Do work in a child, which `die` gets to kill; tell whether it was."""
    child = os.fork()
    if not child:
        work()
        os._exit(0)
    die(child)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def dying_at(step: int, work: Callable[[], object]) -> None:
    """Work, and be gone at the so-manieth step that touches the disk."""
    left = step

    def count(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal left
        if event in EVENTS or (event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR)):
            left -= 1
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    work()


def main(folder: Path, mode: str, times: int) -> None:
    course = load_course(folder / "course")
    out = folder / "results" / "out"
    elsewhere = folder / "temporary"
    elsewhere.mkdir()
    tempfile.tempdir = str(elsewhere)
    # Pages are many files of one kind: dying at each of them tells nothing new.
    options = Options(feedback=mode == "random")
    inboxes = [folder / "a", folder / "b"]
    known: list[Content] = []
    for inbox in inboxes:
        start = time.monotonic()
        grade(course, [inbox], out, options=options)
        known.append(content(out))
        usual = time.monotonic() - start
    assert known[0] != known[1]
    if mode == "aside":
        moving._exchange = lambda one, other: False  # as on Windows
    chance = random.Random(8)
    deaths, seen = 0, [0, 0]
    for number in range(1, times + 1):
        inbox = inboxes[number % 2]
        if mode == "random":
            killed_now = killed(
                lambda inbox=inbox: grade(course, [inbox], out, options=options),  # type: ignore[misc]
                lambda child: (
                    time.sleep(chance.uniform(0, usual)),
                    os.kill(child, signal.SIGKILL),
                ),
            )
        else:
            killed_now = killed(
                lambda number=number, inbox=inbox: dying_at(  # type: ignore[misc]
                    number, lambda: grade(course, [inbox], out, options=options)
                ),
                lambda child: None,
            )
        deaths += killed_now
        if mode == "aside":
            moving.clear_leftovers(out)  # which the next run does first
        seen[known.index(content(out))] += 1
        if mode != "random" and not killed_now:
            break
    else:
        assert mode == "random", "the last step was never reached"
    grade(course, [inboxes[0]], out, options=options)
    assert content(out) == known[0]
    assert os.listdir(out.parent) == ["out"], os.listdir(out.parent)
    assert not os.listdir(elsewhere), os.listdir(elsewhere)
    print(deaths, *seen)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
