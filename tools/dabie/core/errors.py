"""What can go wrong, and whose concern it is.

DabieError
├── CourseError      an author's: a course, exercise or item file says something impossible
├── ResponseError    a learner's: this one response is malformed; it counts 0 with its reason
└── SubmissionError  an organiser's: this one file cannot be graded; the others can
"""

from __future__ import annotations

import errno
from typing import Final

_WHY: Final = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOSPC: "磁盘满了",
    errno.EROFS: "磁盘是只读的",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOTDIR: "路径中间有一段不是文件夹",
    errno.EEXIST: "已经有了",
    errno.ENAMETOOLONG: "名字太长",
    errno.EMFILE: "打开的文件太多",
}


def why(error: OSError) -> str:
    """Say what the system found, in Chinese where it is one of the common reasons.

    >>> why(OSError(errno.ENOSPC, "No space left on device")), why(OSError(errno.EIO, "I/O error"))
    ('磁盘满了', 'I/O error')
    """
    return _WHY.get(error.errno or 0) or error.strerror or str(error)


class DabieError(Exception):
    """Base of every error that a person is meant to read."""


class CourseError(DabieError):
    """A fault in a course; `where` names the file and `key` the place in it."""

    def __init__(self, message: str, *, where: str = "", key: str = "") -> None:
        self.message, self.where, self.key = message, where, key
        super().__init__("：".join(part for part in (where, key, message) if part))


class ResponseError(DabieError):
    """A response that is not of its item's form; the text says what would be."""


class SubmissionError(DabieError):
    """A file that is no submission of this course; the text says why and what to do."""
