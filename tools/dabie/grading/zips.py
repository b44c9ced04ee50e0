"""Zips: members streamed one by one, never unpacked to disk, each refused on its own account."""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from .entry import (
    ZIP,
    Entry,
    Ignored,
    Member,
    Source,
    is_junk,
    not_opened,
    suffix_of,
    too_large,
    unfit,
)
from .limits import (
    FILE_LIMIT,
    MEGABYTE,
    ZIP_INDEX_LIMIT,
    ZIP_MEMBER_LIMIT,
    ZIP_RATIO_FROM,
    ZIP_RATIO_LIMIT,
    ZIP_TOTAL_LIMIT,
)
from .plain import open_plain
from .reader import SUFFIXES

_BROKEN = "压缩包已损坏或不完整；请重新发送"
# Of a member's own header only its mark and the lengths of name and extra field are needed:
# all else stands in the table of contents as well.
_HEADER = struct.Struct("<4s22xHH")
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


def members(path: str, file: str) -> Iterator[Source | Ignored]:
    """Yield the members of a zip by name, as `a.zip/in/x.ipynb`; a broken zip is one refusal."""
    try:
        raw = open_plain(path)
    except OSError as error:
        yield Source(file, path, refusal=not_opened(error))
        return
    try:
        with _Capped(raw.detach()) as capped, zipfile.ZipFile(capped) as archive:
            found = list(_members(archive.infolist(), path, file))
    except _FAULTS:
        found = [Source(file, path, refusal=_BROKEN)]
    yield from found


def unpack(source: Source, member: Member) -> Entry:
    """Unpack one member into memory, and no more of it than it claimed to be."""
    with open_plain(source.path) as file:
        try:
            return Entry(source.file, _unpacked(file, member))
        except _FAULTS:
            return Entry(source.file, None, "压缩包里的这个文件已损坏；请本人重新发送")


def _unpacked(file: BinaryIO, member: Member) -> bytes | bytearray:
    file.seek(member.offset)
    header = _exactly(file, _HEADER.size)
    mark, name, extra = _HEADER.unpack(header)
    if mark != b"PK\x03\x04":
        raise zipfile.BadZipFile("no member there")
    file.seek(name + extra, io.SEEK_CUR)
    content = _inflated(file, member) if member.deflated else _exactly(file, member.packed)
    if len(content) != member.size or zlib.crc32(content) != member.checksum:
        raise zipfile.BadZipFile("not what it claimed to be")
    return content


def _inflated(file: BinaryIO, member: Member) -> bytearray:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    # Grown in place: pieces joined in the end would take twice the memory.
    content = bytearray()
    left = member.packed
    while left and len(content) <= member.size and not inflater.eof:
        packed = _exactly(file, min(left, MEGABYTE))
        left -= len(packed)
        while packed and len(content) <= member.size and not inflater.eof:
            content += inflater.decompress(packed, min(MEGABYTE, member.size + 1 - len(content)))
            packed = inflater.unconsumed_tail
    if not inflater.eof:
        raise zipfile.BadZipFile("goes on, or stops short")
    return content


def _exactly(file: BinaryIO, size: int) -> bytes:
    content = file.read(size)
    if len(content) != size:
        raise EOFError
    return content


def _members(infos: Sequence[zipfile.ZipInfo], path: str, file: str) -> Iterator[Source | Ignored]:
    if len(infos) > ZIP_MEMBER_LIMIT:
        said = f"压缩包里有 {len(infos):,} 个文件，最多 {ZIP_MEMBER_LIMIT:,} 个；请分成几个"
        yield Source(file, path, refusal=said)
        return
    named = sorted(((_name(info), info) for info in infos), key=lambda one: one[0])
    # By what they claim: none is ever unpacked further than that.
    total = 0
    rows = 0
    for name, info in named:
        one = _member(info, name, path, f"{file}/{name}", ZIP_TOTAL_LIMIT - total)
        if one is None:
            continue
        if isinstance(one, Source):
            rows += 1
            total += one.size
        yield one
    if not rows:
        yield Source(file, path, refusal="压缩包里没有文件；请重新打包")


def _member(
    info: zipfile.ZipInfo, name: str, path: str, file: str, left: int
) -> Source | Ignored | None:
    """Return where a member is; None for a folder, whose files are members themselves."""
    if fault := _unsafe(name):
        said = f"压缩包里的文件名不安全（{fault}），没有打开；请重新打包"
        return Source(file, path, refusal=said)
    parts = name.rstrip("/").split("/")
    if any(is_junk(part, folder=True) for part in parts[:-1]):
        return Ignored(file)
    if info.is_dir():
        if is_junk(parts[-1], folder=True):
            return Ignored(file)
        if suffix_of(parts[-1]) in (*SUFFIXES, ZIP):
            return Source(file.rstrip("/"), path, refusal="这是文件夹，不是文件")
        return None
    if is_junk(name):
        return Ignored(file)
    if refusal := _closed(info, name, left):
        return Source(file, path, refusal=refusal)
    deflated = info.compress_type == zipfile.ZIP_DEFLATED
    place = Member(info.header_offset, info.compress_size, info.file_size, info.CRC, deflated)
    return Source(file, path, info.file_size, member=place)


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
    size = info.file_size
    if size > FILE_LIMIT:
        return too_large(size, FILE_LIMIT)
    if info.compress_size > FILE_LIMIT:
        return too_large(info.compress_size, FILE_LIMIT)
    if size > ZIP_RATIO_FROM and size > info.compress_size * ZIP_RATIO_LIMIT:
        return "解压后大得不正常，没有打开；请本人重新发送"
    if size > left:
        return f"压缩包解开后超过 {ZIP_TOTAL_LIMIT // MEGABYTE:,} MB，这个文件没有评；请分成几个"
    return ""


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
