"""The files of a course as text: UTF-8, and no character that nobody sees.

A file of another encoding, or with a stray control character in a word, is a fault with a name and
a line; what reads it meanwhile goes on, so that one run names everything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from .faults import Fault

PATTERNS: Final = (
    "_config.yml",
    *(f"book/**/*.{kind}" for kind in ("md", "yml", "toml", "bib", "json", "svg")),
    "exercises/*.toml",
    "exercises/*/*.toml",
)
_UNSEEN: Final = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b\u2028\u2029\ufeff\ufffd]")
"""Controls, soft hyphens, zero-width spaces, odd line ends, what is left of a lost character."""
REMEDY: Final = "用编辑器另存为 UTF-8"


def text_faults(root: Path) -> Iterator[Fault]:
    """Yield a fault for each file that is no UTF-8, and for each line with an unseen character."""
    for pattern in PATTERNS:
        for path in written(root, pattern):
            yield from _of_file(path.read_bytes(), path.relative_to(root).as_posix())


def written(folder: Path, pattern: str) -> list[Path]:
    """Return an author's files by name, without what is built, hidden, or an editor's own.

    An editor may put a link to nowhere beside a file that it holds open (`.#one.md`).
    """
    return [
        path
        for path in sorted(folder.glob(pattern))
        if path.is_file()
        and not any(one.startswith((".", "_build")) for one in path.relative_to(folder).parts)
    ]


def _of_file(content: bytes, file: str) -> Iterator[Fault]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        yield Fault(file, "", not_utf8(content, error), REMEDY, file.endswith(".toml"))
        return
    if not _UNSEEN.search(text):
        return
    for number, line in enumerate(text.split("\n"), start=1):
        found = dict.fromkeys(f"U+{ord(one):04X}" for one in _UNSEEN.findall(line))
        if found:
            said = f"有看不见的字符 {'、'.join(found)}"
            yield Fault(file, f"第 {number} 行", said, "删去，重打这个地方")


def not_utf8(content: bytes, error: UnicodeDecodeError) -> str:
    """Say that a content is no UTF-8, where, and what it looks like."""
    place = f"第 {content.count(10, 0, error.start) + 1} 行"
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "不是 UTF-8 文本（是 UTF-16，记事本里叫 Unicode）"
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return f"不是 UTF-8 文本（{place}）"
    return f"不是 UTF-8 文本（{place}，像是 GBK）"


def read_text(path: Path) -> str:
    """Read a file of a course, whatever it holds: `text_faults` says what is wrong with it."""
    return with_line_feeds(path.read_bytes().decode("utf-8-sig", errors="replace"))


def with_line_feeds(text: str) -> str:
    """Return a text with one kind of line end, as Python reads files."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
