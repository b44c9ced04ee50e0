"""The inbox: files, folders and zips in, one entry after the other out, nothing followed or run.

Folders are searched to the bottom, in order of names. A folder that is named like a submission is
a refused entry, and what it holds is read as in any other: an unpacking tool made it, and the
real file often lies inside. Links are never followed.
"""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from .entry import ZIP, Entry, Ignored, is_junk, not_opened, suffix_of, too_large, unfit
from .errors import GradingError
from .limits import FILE_LIMIT
from .reader import SUFFIXES
from .zips import members

_LINK = "是快捷方式（链接），没有打开；请交文件本身"
_FOLDER = "这是文件夹，不是文件；里面的文件照常评"
_SPECIAL = "不是普通文件，没有打开"


@dataclass(frozen=True, slots=True)
class _Found:
    """Something that lies in the inbox, not yet read."""

    root: Path
    file: str
    path: Path
    refusal: str = ""
    junk: bool = False


def entries(paths: Sequence[Path], *, exclude: Collection[Path] = ()) -> Iterator[Entry | Ignored]:
    """Yield what lies at the paths, by name; `exclude` names folders that are not inbox.

    The order of the paths does not matter, and what two of them reach comes once.
    """
    missing = [str(path) for path in paths if not os.path.lexists(path)]
    if missing:
        raise GradingError(f"找不到 {'、'.join(missing)}；请检查路径")
    kept_out = {path.resolve() for path in exclude}
    seen: set[Path] = set()
    found: list[_Found] = []
    for path in sorted(paths, key=lambda one: (one.absolute().parts, one.parts)):
        for one in _walk(path, kept_out):
            # The folder is resolved, the last part is not: a link is a thing of its own.
            place = one.path.parent.resolve() / one.path.name
            if place not in seen:
                seen.add(place)
                found.append(one)
    names: Counter[str] = Counter()
    for one in sorted(_distinct(found), key=lambda one: one.file):
        for entry in _read(one):
            names[entry.file] += 1
            # A zip may hold a name twice.
            again = f"#{names[entry.file]}" if names[entry.file] > 1 else ""
            yield replace(entry, file=entry.file + again) if again else entry


def _walk(path: Path, kept_out: Collection[Path]) -> Iterator[_Found]:
    if path.is_symlink() and not path.is_dir():
        yield _Found(path.parent, path.name, path, _LINK)
        return
    if not path.is_dir():
        yield _Found(path.parent, path.name or str(path), path)
        return
    root = path.resolve()
    if suffix_of(root.name) in (*SUFFIXES, ZIP):
        yield _Found(root.parent, root.name, root, _FOLDER)
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as listing:
                inside = sorted(listing, key=lambda one: one.name)
        except OSError as error:
            name = folder.relative_to(root).as_posix() if folder != root else root.name
            yield _Found(root, name, folder, not_opened(error).replace("文件", "文件夹", 1))
            continue
        for one in inside:
            here = Path(one.path)
            file = here.relative_to(root).as_posix()
            if one.is_symlink() or _is_junction(one.path):
                yield _Found(root, file, here, _LINK)
            elif not one.is_dir(follow_symlinks=False):
                yield _Found(root, file, here, junk=is_junk(file))
            elif here in kept_out:
                continue
            elif is_junk(file, folder=True):
                yield _Found(root, file, here, junk=True)
            else:
                if suffix_of(file) in (*SUFFIXES, ZIP):
                    yield _Found(root, file, here, _FOLDER)
                waiting.append(here)


def _is_junction(path: str) -> bool:
    # Windows' other kind of link; Python knows it from 3.12 on.
    known = getattr(os.path, "isjunction", None)
    return bool(known and known(path))


def _distinct(found: list[_Found]) -> Iterator[_Found]:
    """Put the end of its path before each name that several paths share, as short as possible."""
    times = Counter(one.file for one in found)
    shared = [one for one in found if times[one.file] > 1]
    roots = {one.root.resolve() for one in shared}
    depth = 1
    while len({root.parts[-depth:] for root in roots}) < len(roots):
        depth += 1
    for one in found:
        if times[one.file] > 1:
            tail = [part.strip("/\\") for part in one.root.resolve().parts[-depth:]]
            yield replace(one, file="/".join([part for part in tail if part] + [one.file]))
        else:
            yield one


def _read(found: _Found) -> Iterator[Entry | Ignored]:
    if found.junk:
        yield Ignored(found.file)
    elif found.refusal:
        yield Entry(found.file, None, found.refusal)
    elif suffix_of(found.file) == ZIP and _is_regular(found.path):
        yield from members(found.path, found.file)
    elif refusal := "" if suffix_of(found.file) == ZIP else unfit(found.file):
        yield Entry(found.file, None, refusal)
    else:
        yield _read_file(found)


def _is_regular(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def _read_file(found: _Found) -> Entry:
    # Not to follow a link that took the file's place since, and not to wait at a pipe.
    flags = os.O_RDONLY
    for name in ("O_BINARY", "O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC"):
        flags |= getattr(os, name, 0)
    try:
        with open(os.open(found.path, flags), "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                return Entry(found.file, None, _SPECIAL)
            content = file.read(FILE_LIMIT + 1)
            if len(content) > FILE_LIMIT:
                return Entry(found.file, None, too_large(status.st_size, FILE_LIMIT))
            return Entry(found.file, content)
    except (OSError, ValueError) as error:
        # ENXIO: a socket, or a device without driver, cannot be opened at all.
        if not _is_regular(found.path) and os.path.lexists(found.path):
            return Entry(found.file, None, _SPECIAL)
        return Entry(found.file, None, not_opened(error))
