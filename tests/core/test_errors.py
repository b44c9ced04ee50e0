"""What the system refuses is said in words that a person reads."""

from __future__ import annotations

import errno

import pytest

from dabie.core.errors import why


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "磁盘满了"),
        (PermissionError(errno.EACCES, "Permission denied"), "没有权限"),
        (OSError(errno.EIO, "Input/output error"), "Input/output error"),
        (OSError("no number"), "no number"),
    ],
)
def test_why(error: OSError, words: str) -> None:
    assert why(error) == words
