"""The inbox: files, folders and zips in, a source for each row out, nothing followed or run.

Folders are searched to the bottom, in order of names. A folder that is named like a submission is
a refused entry, and what it holds is read as in any other: an unpacking tool made it, and the
real file often lies inside. Links are never followed.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from .entry import ZIP, Entry, Ignored, Source, is_junk, not_opened, suffix_of, too_large, unfit
from .errors import GradingError
from .limits import FILE_LIMIT
from .plain import NotPlain, is_plain, long_path, open_plain
from .reader import SUFFIXES
from .zips import members, unpack

_LINK = "是快捷方式（链接），没有打开；请交文件本身"
_FOLDER = "这是文件夹，不是文件；里面的文件照常评"
_SPECIAL = "不是普通文件，没有打开"


@dataclass(frozen=True, slots=True)
class _Found:
    """Something that lies in the inbox, by the folder it was found from."""

    root: Path
    file: str
    path: Path
    size: int = 0
    refusal: str = ""
    junk: bool = False


def sources(paths: Sequence[Path], *, exclude: Collection[Path] = ()) -> Iterator[Source | Ignored]:
    """Yield what lies at the paths, by name; `exclude` names folders that are not inbox.

    The order of the paths does not matter, and what two of them reach comes once.
    """
    missing = [str(path) for path in paths if not os.path.lexists(path)]
    if missing:
        raise GradingError(f"找不到 {'、'.join(missing)}；请检查路径")
    kept_out = {path.resolve() for path in exclude}
    seen: set[tuple[str, str]] = set()
    found: list[_Found] = []
    for path in sorted(paths, key=lambda one: (one.absolute().parts, one.parts)):
        places: dict[Path, str] = {}
        for one in _walk(path, kept_out):
            # The folder is resolved, the last part is not: a link is a thing of its own.
            folder = one.path.parent
            if folder not in places:
                places[folder] = str(folder.resolve())
            place = places[folder], one.path.name
            if place not in seen:
                seen.add(place)
                found.append(one)
    names: Counter[str] = Counter()
    for one in sorted(_distinct(found), key=lambda one: one.file):
        for source in _sources(one):
            if isinstance(source, Ignored):
                yield source
                continue
            names[source.file] += 1
            # A zip may hold a name twice.
            again = f"#{names[source.file]}" if names[source.file] > 1 else ""
            yield source._replace(file=source.file + again) if again else source


def opened(source: Source) -> Entry:
    """Read a source's content, or say why it stays unread."""
    if source.refusal:
        return Entry(source.file, None, source.refusal)
    try:
        if source.member is not None:
            return unpack(source, source.member)
        with open_plain(source.path) as file:
            size = os.fstat(file.fileno()).st_size
            # One byte more than there should be, to see that nothing was added since.
            content = file.read(min(size, FILE_LIMIT) + 1)
    except NotPlain:
        return Entry(source.file, None, _SPECIAL)
    except (OSError, ValueError) as error:
        return Entry(source.file, None, not_opened(error))
    if len(content) > FILE_LIMIT:
        return Entry(source.file, None, too_large(max(size, len(content)), FILE_LIMIT))
    return Entry(source.file, content)


def _walk(path: Path, kept_out: Collection[Path]) -> Iterator[_Found]:
    if path.is_symlink() and not path.is_dir():
        yield _Found(path.parent, path.name, path, refusal=_LINK)
        return
    if not path.is_dir():
        yield _Found(path.parent, path.name or str(path), path)
        return
    root = path.resolve()
    if suffix_of(root.name) in (*SUFFIXES, ZIP):
        yield _Found(root.parent, root.name, root, refusal=_FOLDER)
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(long_path(str(folder))) as listing:
                inside = sorted(listing, key=lambda one: one.name)
        except OSError as error:
            name = folder.relative_to(root).as_posix() if folder != root else root.name
            said = not_opened(error).replace("文件", "文件夹", 1)
            yield _Found(root, name, folder, refusal=said)
            continue
        before = f"{folder.relative_to(root).as_posix()}/" if folder != root else ""
        for one in inside:
            here = folder / one.name
            file = before + one.name
            if one.is_symlink() or _is_junction(one.path):
                yield _Found(root, file, here, refusal=_LINK)
            elif not one.is_dir(follow_symlinks=False):
                yield _Found(root, file, here, _size(one), junk=is_junk(file))
            elif here in kept_out:
                continue
            elif is_junk(file, folder=True):
                yield _Found(root, file, here, junk=True)
            else:
                if suffix_of(file) in (*SUFFIXES, ZIP):
                    yield _Found(root, file, here, refusal=_FOLDER)
                waiting.append(here)


def _size(entry: os.DirEntry[str]) -> int:
    # Only to share the work evenly; what is read is measured when it is read.
    try:
        return entry.stat(follow_symlinks=False).st_size
    except OSError:
        return 0


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


def _sources(found: _Found) -> Iterator[Source | Ignored]:
    file, path = found.file, str(found.path)
    if found.junk:
        yield Ignored(file)
    elif found.refusal:
        yield Source(file, path, refusal=found.refusal)
    elif suffix_of(file) == ZIP and is_plain(path):
        yield from members(path, file)
    else:
        refusal = "" if suffix_of(file) == ZIP else unfit(file)
        yield Source(file, path, found.size, refusal)
