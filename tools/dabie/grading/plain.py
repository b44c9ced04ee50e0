"""Opening regular files of the inbox: no link followed, no pipe waited at, no path too long."""

from __future__ import annotations

import os
import stat
from io import BufferedReader


class NotPlain(OSError):
    """What lies there is no regular file."""


def open_plain(path: str) -> BufferedReader:
    """Open a regular file for reading; `NotPlain` or another `OSError` where there is none."""
    # Not to follow a link that took the file's place since, and not to wait at a pipe.
    flags = os.O_RDONLY
    for name in ("O_BINARY", "O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC"):
        flags |= getattr(os, name, 0)
    path = long_path(path)
    try:
        file = open(os.open(path, flags), "rb")
    except OSError:
        # A socket, or a device without driver, cannot be opened at all.
        if os.path.lexists(path) and not is_plain(path):
            raise NotPlain from None
        raise
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise NotPlain
    return file


def is_plain(path: str) -> bool:
    """Tell whether a regular file lies there."""
    try:
        return stat.S_ISREG(os.lstat(long_path(path)).st_mode)
    except (OSError, ValueError):
        return False


def long_path(path: str, *, windows: bool = os.name == "nt") -> str:
    r"""Return an absolute path in the form that Windows takes at any length.

    >>> long_path("C:\\收件\\" + "x" * 300, windows=True)[:10]
    '\\\\?\\C:\\收件\\'
    """
    # https://learn.microsoft.com/windows/win32/fileio/maximum-file-path-limitation
    if not windows or len(path) < 248 or path.startswith("\\\\?\\"):
        return path
    path = path.replace("/", "\\")
    return "\\\\?\\UNC\\" + path[2:] if path.startswith("\\\\") else "\\\\?\\" + path
