"""Makes the text of a printed PDF searchable: Chromium names some characters by a look-alike.

A font draws 小 and the radical ⼩ with one glyph; Skia writes the radical, which comes first in
Unicode, into the table that searching and copying read, so that a search for 小课程 finds nothing.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from bisect import bisect_left
from typing import Final

SUPPLEMENT: Final = {
    int(one[:4], 16): one[4]
    for one in (
        "2E92巳 2E9D月 2EA0民 2EA9王 2EC1虎 2EC4西 2EC5见 2EC6角 2EC9贝 2ECB车 2ED3长 2ED4门 2ED7雨"
        " 2ED8青 2ED9韦 2EDA页 2EDB风 2EDC飞 2EDD食 2EE2马 2EE3骨 2EE4鬼 2EE5鱼 2EE6鸟 2EE7卤"
        " 2EE8麦 2EE9黄 2EEA黾 2EEC齐 2EEE齿 2EF0龙"
    ).split()
}
"""Radicals that Unicode itself does not fold into their character."""
_STREAM: Final = re.compile(
    rb"<<\s*/Filter /FlateDecode\s+/Length (\d+)\s*>>\s*stream\r?\n", re.DOTALL
)
_CHARACTER: Final = re.compile(rb"^(<[0-9A-Fa-f]+> )<(2[EF][0-9A-Fa-f]{2})>$", re.MULTILINE)
_SPAN: Final = re.compile(rb"^<([0-9A-F]+)> <\1> <(2[EF][0-9A-F]{2})>$", re.MULTILINE)
_TABLE: Final = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_ENTRY: Final = re.compile(rb"(\d{10}) (\d{5}) ([nf])")


def with_plain_characters(pdf: bytes) -> bytes:
    """Return the file with radicals named as the characters they stand for."""
    edits: list[tuple[int, int, bytes]] = []
    for found in _STREAM.finditer(pdf):
        end = found.end() + int(found[1])
        try:
            text = zlib.decompress(pdf[found.end() : end])
        except zlib.error:
            continue
        if b"begincmap" not in text:
            continue
        plain = _SPAN.sub(_spanned, _CHARACTER.sub(_named, text))
        if plain != text:
            packed = zlib.compress(plain, 9)
            head = found[0].replace(b"/Length " + found[1], b"/Length %d" % len(packed))
            edits.append((found.start(), end, head + packed))
    return _edited(pdf, edits) if edits else pdf


def _named(found: re.Match[bytes]) -> bytes:
    return found[1] + b"<" + _plain(found[2]) + b">"


def _spanned(found: re.Match[bytes]) -> bytes:
    return b"<%b> <%b> <%b>" % (found[1], found[1], _plain(found[2]))


def _plain(code: bytes) -> bytes:
    number = int(code, 16)
    character = SUPPLEMENT.get(number) or unicodedata.normalize("NFKC", chr(number))
    return b"%04X" % ord(character) if len(character) == 1 else code


def _edited(pdf: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    """Return the file with pieces exchanged, and every offset in its table moved along."""
    last = _TABLE.search(pdf)
    if last is None:
        return pdf
    table = int(last[1])
    starts, moved, pieces, at, shift = [], [0], [], 0, 0
    for start, end, new in edits:
        pieces += [pdf[at:start], new]
        at, shift = end, shift + len(new) - (end - start)
        starts.append(start)
        moved.append(shift)

    def entry(found: re.Match[bytes]) -> bytes:
        offset = int(found[1])
        by = moved[bisect_left(starts, offset)] if found[3] == b"n" else 0
        return b"%010d %b %b" % (offset + by, found[2], found[3])

    body = b"".join([*pieces, pdf[at:table]])
    tail = _ENTRY.sub(entry, pdf[table : last.start(1)])
    return body + tail + b"%d" % (table + shift) + pdf[last.end(1) :]
