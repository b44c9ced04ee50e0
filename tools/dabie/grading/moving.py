"""One folder into the place of another, and what a killed run left beside it.

Linux and macOS exchange two folders in a single step, so that at every moment the old results or
the new ones are there. Elsewhere the old ones step aside first; should a run die in between, the
next one puts them back.
"""

from __future__ import annotations

import ctypes
import os
import re
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

_OLD = "-old"
_LOCK = ".lock"


@contextmanager
def fresh_folder(out: Path) -> Iterator[Path]:
    """Give a new folder beside `out`; whatever is still there at the end is removed."""
    out.parent.mkdir(parents=True, exist_ok=True)
    # Beside, not in the system's temporary folder: a move within one disk is a single step.
    fresh = out.with_name(f".{out.name}-{secrets.token_hex(4)}")
    # Held as long as this process lives: it tells a running one from a dead one.
    with _alive(fresh):
        try:
            fresh.mkdir()
            yield fresh
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
            shutil.rmtree(_aside(fresh), ignore_errors=True)


def put_in_place(fresh: Path, out: Path) -> None:
    """Move a folder to `out`; what was there is at `fresh` or beside it, to be removed."""
    if not out.exists():
        fresh.rename(out)
    elif not _exchange(fresh, out):
        old = _aside(fresh)
        out.rename(old)
        try:
            fresh.rename(out)
        except OSError:
            old.rename(out)
            raise


def clear_leftovers(out: Path) -> None:
    """Remove what killed runs left beside `out`; old results that had stepped aside come back."""
    pattern = re.compile(rf"(\.{re.escape(out.name)}-[0-9a-f]{{8}})({_OLD}|{re.escape(_LOCK)})?")
    try:
        beside = [match for name in os.listdir(out.parent) if (match := pattern.fullmatch(name))]
    except OSError:
        return
    for name in sorted({match[1] for match in beside}):
        fresh = out.with_name(name)
        with suppress(Timeout), _alive(fresh):
            old = _aside(fresh)
            if old.is_dir() and not os.path.lexists(out):
                old.rename(out)
            shutil.rmtree(fresh, ignore_errors=True)
            shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _alive(fresh: Path) -> Iterator[None]:
    """Hold the lock of a fresh folder; `Timeout` where another process does."""
    path = fresh.with_name(fresh.name + _LOCK)
    lock = FileLock(path, timeout=0)
    lock.acquire()
    try:
        yield
    finally:
        lock.release()
        # Windows does not remove what another process is just trying.
        with suppress(OSError):
            path.unlink()


def _aside(fresh: Path) -> Path:
    return fresh.with_name(fresh.name + _OLD)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where the system or the disk cannot."""
    if sys.platform == "win32":
        return False
    system = ctypes.CDLL(None, use_errno=True)
    names = os.fsencode(one), os.fsencode(other)
    swap = 2  # RENAME_EXCHANGE of Linux and RENAME_SWAP of macOS are the same number
    if sys.platform == "darwin":
        return bool(system.renamex_np(*names, swap) == 0)
    here = -100  # AT_FDCWD
    try:
        return bool(system.renameat2(here, names[0], here, names[1], swap) == 0)
    except AttributeError:
        return False
