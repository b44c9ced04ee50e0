"""Bytes in, text out: the encodings that a hand-in meets on its way."""

from __future__ import annotations

import codecs
import json

from ..core.errors import SubmissionError

_SIGNATURES = (
    (b"PK\x03\x04", "内容是压缩包或 Office 文档"),
    (b"\xd0\xcf\x11\xe0", "内容是旧版 Office 文档"),
    (b"%PDF", "内容是 PDF 文档"),
    (b"\x1f\x8b", "内容是压缩文件"),
    (b"\x89PNG", "内容是图片"),
    (b"\xff\xd8\xff", "内容是图片"),
    (b"<", "内容是网页"),
)


def broken_off(size: int) -> SubmissionError:
    """Return the refusal of a file that ends after so many bytes."""
    return SubmissionError(f"文件不完整，在第 {size:,} 字节处断了；请本人重新发送")


def without_padding(content: bytes | bytearray) -> bytes | bytearray:
    """Drop the zero bytes at the end that an interrupted copy leaves."""
    # UTF-16 and UTF-32 may end in up to three of them by right.
    return content.rstrip(b"\0") if content.endswith(b"\0\0\0\0") else content


def to_text(content: bytes | bytearray, *, legacy: bool) -> tuple[str, tuple[str, ...]]:
    """Return the text and notes on how it was read.

    UTF-8, UTF-16 and UTF-32 are read with and without byte order mark; with `legacy` also GBK,
    which is what old Windows editors call ANSI.
    """
    said = next((said for mark, said in _SIGNATURES if content.startswith(mark)), "")
    if said:
        raise SubmissionError(f"{said}，不是交卷文件；请对方交 .ipynb 或 .txt")
    encoding = json.detect_encoding(content)
    try:
        return codecs.decode(content, encoding), ()
    except UnicodeDecodeError as error:
        if error.end >= len(content) and error.reason in (
            "unexpected end of data",
            "truncated data",
        ):
            raise broken_off(len(content)) from None
        if not legacy or encoding != "utf-8":
            place = f"第 {error.start + 1:,} 字节"
            raise SubmissionError(f"文件已损坏：{place}不是文字；请本人重新发送") from None
    try:
        return codecs.decode(content, "gb18030"), ("按 GBK 编码读入，请核对姓名",)
    except UnicodeDecodeError:
        raise SubmissionError("文件已损坏：认不出文字编码；请本人重新发送") from None
