"""What an inbox holds: where each row to be comes from, then its content or why it stays unread."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import NamedTuple

from .reader import SUFFIXES

ZIP = ".zip"
_JUNK_NAMES = frozenset({"thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r", "__macosx"})
_JUNK_STARTS = ("._", "~$")
_OFFICE = frozenset({".doc", ".docx", ".wps", ".xls", ".xlsx", ".et", ".ppt", ".pptx", ".pdf"})
_ARCHIVES = frozenset({".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zipx", ".cab"})
_IMAGES = frozenset({".jpg", ".jpeg", ".png", ".gif", ".bmp", ".webp", ".heic"})


class Member(NamedTuple):
    """Where in a zip a file is packed, as the zip's table of contents has it."""

    offset: int
    packed: int
    size: int
    checksum: int
    deflated: bool


class Source(NamedTuple):
    """A row to be, found but not opened: a file, or with `member` a part of a zip.

    A tuple, for every one is sent to a worker.
    """

    file: str
    path: str
    size: int = 0
    refusal: str = ""
    member: Member | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One row to be: `content` of a file, or None and the `refusal` that kept it unread."""

    file: str
    content: bytes | bytearray | None
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Ignored:
    """A file or folder that the system left there; no row."""

    file: str


def suffix_of(name: str) -> str:
    """Return the suffix in lower case, `.ipynb` also of a file named nothing else."""
    last = name.rpartition("/")[2]
    dot = last.rfind(".")
    return last[dot:].lower() if dot >= 0 else ""


def is_junk(name: str, *, folder: bool = False) -> bool:
    """Tell whether the last part of a name is the system's, not a person's.

    A hidden file that is named like a submission is not: nothing handed in goes unseen.
    """
    last = PurePosixPath(name).name.lower()
    if last in _JUNK_NAMES or last.startswith(_JUNK_STARTS):
        return True
    return last.startswith(".") and (folder or suffix_of(last) not in (*SUFFIXES, ZIP))


def unfit(name: str) -> str:
    """Return why a file of this name is no submission, or an empty text."""
    suffix = suffix_of(name)
    if suffix in SUFFIXES:
        return ""
    if suffix in _ARCHIVES:
        return "这种压缩包打不开；请解压后再评，或改用 .zip"
    said = (
        "是 Office 或 PDF 文档，" if suffix in _OFFICE else "是图片，" if suffix in _IMAGES else ""
    )
    return f"{said}不是交卷文件；请对方交 .ipynb 或 .txt"


def too_large(size: int, limit: int) -> str:
    """Return the refusal of a file beyond the limit."""
    mega = 1024 * 1024
    return f"文件太大：{-(-size // mega):,} MB，最多 {limit // mega} MB；请本人只交练习本"


def not_opened(error: Exception) -> str:
    """Return the refusal of a file that the system did not give."""
    if isinstance(error, PermissionError):
        return "文件打不开（没有权限）；请检查权限，或关掉正在用它的程序"
    if isinstance(error, FileNotFoundError):
        return "文件打不开（已不在原处）；请重新评分"
    return f"文件打不开（{_number(error)}）；请重新复制"


def _number(error: Exception) -> str:
    number = getattr(error, "errno", None)
    return f"系统错误 {number}" if number else "文件名不能用"
