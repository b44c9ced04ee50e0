"""Zips: members streamed one by one, never unpacked to disk, each refused on its own account."""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from .entry import ZIP, Entry, Ignored, is_junk, not_opened, suffix_of, too_large, unfit
from .limits import (
    FILE_LIMIT,
    MEGABYTE,
    ZIP_INDEX_LIMIT,
    ZIP_MEMBER_LIMIT,
    ZIP_RATIO_FROM,
    ZIP_RATIO_LIMIT,
    ZIP_TOTAL_LIMIT,
)
from .reader import SUFFIXES

_BROKEN = "压缩包已损坏或不完整；请重新发送"
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1 | 0x40
# What the zip reader raises on bytes that are no zip, or no longer.
_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)


class _Capped(io.BufferedReader):
    """A file whose single reads are bounded: the table of contents comes in one of them."""

    def read(self, size: int | None = -1, /) -> bytes:
        """Read, or refuse what no honest zip asks for."""
        whole = size is None or size < 0
        content = super().read(
            ZIP_INDEX_LIMIT + 1 if whole else min(size or 0, ZIP_INDEX_LIMIT + 1)
        )
        if len(content) > ZIP_INDEX_LIMIT:
            raise zipfile.BadZipFile("table of contents too large")
        return content


def members(path: Path, file: str) -> Iterator[Entry | Ignored]:
    """Yield the members of a zip by name, as `a.zip/in/x.ipynb`; a broken zip is one refusal."""
    try:
        raw = io.FileIO(path)
    except OSError as error:
        yield Entry(file, None, not_opened(error))
        return
    try:
        with _Capped(raw) as capped, zipfile.ZipFile(capped) as archive:
            yield from _members(archive, file)
    except _FAULTS:
        yield Entry(file, None, _BROKEN)


def _members(archive: zipfile.ZipFile, file: str) -> Iterator[Entry | Ignored]:
    infos = archive.infolist()
    if len(infos) > ZIP_MEMBER_LIMIT:
        said = f"压缩包里有 {len(infos):,} 个文件，最多 {ZIP_MEMBER_LIMIT:,} 个；请分成几个"
        yield Entry(file, None, said)
        return
    named = sorted(((_name(info), info) for info in infos), key=lambda one: one[0])
    total = 0
    rows = 0
    for name, info in named:
        entry = _member(archive, info, name, f"{file}/{name}", ZIP_TOTAL_LIMIT - total)
        if entry is None:
            continue
        if isinstance(entry, Entry):
            rows += 1
            total += len(entry.content or b"")
        yield entry
    if not rows:
        yield Entry(file, None, "压缩包里没有文件；请重新打包")


def _member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, file: str, left: int
) -> Entry | Ignored | None:
    """Return a member's entry; None for a folder, whose files are members themselves."""
    if fault := _unsafe(name):
        return Entry(file, None, f"压缩包里的文件名不安全（{fault}），没有打开；请重新打包")
    parts = name.rstrip("/").split("/")
    if any(is_junk(part, folder=True) for part in parts[:-1]):
        return Ignored(file)
    if info.is_dir():
        if is_junk(parts[-1], folder=True):
            return Ignored(file)
        named_so = suffix_of(parts[-1]) in (*SUFFIXES, ZIP)
        return Entry(file.rstrip("/"), None, "这是文件夹，不是文件") if named_so else None
    if is_junk(name):
        return Ignored(file)
    if refusal := _closed(info, name, left):
        return Entry(file, None, refusal)
    return _unpack(archive, info, file, left)


def _closed(info: zipfile.ZipInfo, name: str, left: int) -> str:
    """Return why a member is refused before it is opened, or an empty text."""
    if stat.S_ISLNK(info.external_attr >> 16):
        return "是快捷方式（链接），没有打开；请交文件本身"
    if suffix_of(name) == ZIP:
        return "压缩包里还有压缩包，没有打开；请先解开再评"
    if refusal := unfit(name):
        return refusal
    if info.flag_bits & _ENCRYPTED:
        return "压缩包加了密码，打不开；请去掉密码再交"
    # Others may ask for gigabytes of memory before the first byte.
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "压缩方式读不了；请用系统自带的压缩功能重新打包"
    return _oversize(info.file_size, info, left)


def _oversize(size: int, info: zipfile.ZipInfo, left: int) -> str:
    if size > FILE_LIMIT:
        return too_large(size, FILE_LIMIT)
    if size > ZIP_RATIO_FROM and size > info.compress_size * ZIP_RATIO_LIMIT:
        return "解压后大得不正常，没有打开；请本人重新发送"
    if size > left:
        return f"压缩包解开后超过 {ZIP_TOTAL_LIMIT // MEGABYTE:,} MB，这个文件没有评；请分成几个"
    return ""


def _unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, file: str, left: int) -> Entry:
    # The sizes above are what the zip claims; here it is held to them.
    try:
        with archive.open(info) as member:
            content = _bounded(member, FILE_LIMIT + 1)
    except _FAULTS:
        return Entry(file, None, "压缩包里的这个文件已损坏；请本人重新发送")
    refusal = _oversize(len(content), info, left)
    return Entry(file, None, refusal) if refusal else Entry(file, content)


def _bounded(member: IO[bytes], limit: int) -> bytes:
    chunks: list[bytes] = []
    size = 0
    while size < limit and (chunk := member.read(MEGABYTE)):
        chunks.append(chunk)
        size += len(chunk)
    return b"".join(chunks)


def _name(info: zipfile.ZipInfo) -> str:
    """Return a member's name; one without encoding mark is UTF-8 or, from Windows, GBK."""
    # The original: the reader cuts names at a zero byte, and on Windows turns backslashes round.
    name = info.orig_filename
    if name.isascii() or info.flag_bits & _UTF8_NAME:
        return name
    for encoding in ("utf-8", "gb18030"):
        try:
            return name.encode("cp437").decode(encoding)
        except UnicodeError:
            continue
    return name


def _unsafe(name: str) -> str:
    if not name:
        return "没有名字"
    if name.startswith("/"):
        return "绝对路径"
    if "\\" in name:
        return "反斜杠"
    if re.match(r"[A-Za-z]:", name):
        return "盘符"
    if ".." in name.split("/"):
        return "上级目录"
    if any(ord(one) < 32 for one in name):
        return "控制字符"
    return ""
