"""Folders that are made once for what goes into them, and found again by a digest of it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path


def digest(paths: Iterable[Path], *words: str) -> str:
    """Return a short digest of words, and of names and contents of files and folders."""
    total = sha256()
    for word in words:
        total.update(f"{word}\0".encode())
    for path in paths:
        for file in files_in(path) if path.is_dir() else [path]:
            total.update(f"{file.name if file == path else file.relative_to(path)}\0".encode())
            total.update(sha256(file.read_bytes()).digest())
    return total.hexdigest()[:8]


def files_in(folder: Path) -> list[Path]:
    """Return the files below a folder that are somebody's source, in an order that stays."""
    return sorted(
        one for one in folder.rglob("*") if one.is_file() and "__pycache__" not in one.parts
    )


def made(place: Path, make: Callable[[Path], None]) -> Path:
    """Return `place`; where it is not there yet, have `make` fill it, whole or not at all.

    Folders of the same name with another digest are of an earlier edition, and go.
    """
    if place.is_dir():
        return place
    place.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=f"{place.name}.", dir=place.parent))
    try:
        make(unfinished)
        os.chmod(unfinished, 0o755)
        try:
            unfinished.rename(place)
        except OSError:
            # Somebody else was faster; what they made is the same.
            if not place.is_dir():
                raise
        for old in place.parent.glob(f"{place.name.rpartition('-')[0]}-????????"):
            if old != place:
                shutil.rmtree(old, ignore_errors=True)
        return place
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
