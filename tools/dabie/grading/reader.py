"""The submission reader: bytes in, `Submission` out, or `SubmissionError` and nothing else.

A good notebook takes the typed path: only `metadata.dabie` is decoded, all else is skipped.
What that path refuses is read once more, tolerantly, to grade it or to say what is wrong.
The nbformat library is not needed: its validation concerns cells, which nobody here reads, and
notebooks of format 3 keep their metadata in the same place.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import msgspec

from ..core.errors import SubmissionError
from ..core.submission import Submission, read_submission
from .encoding import broken_off, to_text, without_padding
from .limits import MEGABYTE, TOLERANT_LIMIT
from .pasted import DECODER, find_pasted, is_cut_off

TEXT_SUFFIXES = (".txt", ".json")
"""Names under which the text to copy arrives."""
SUFFIXES = (".ipynb", *TEXT_SUFFIXES)
"""Names under which a submission arrives."""

_AGAIN = "请本人从课程页面重新交卷"
_TOO_DEEP = f"内容嵌套太深，不是课程生成的文件；{_AGAIN}"


class _Metadata(msgspec.Struct, gc=False):
    dabie: Any = msgspec.UNSET


class _Notebook(msgspec.Struct, gc=False):
    """A notebook, or the text form, which holds `dabie` at the top."""

    metadata: _Metadata | msgspec.UnsetType = msgspec.UNSET
    dabie: Any = msgspec.UNSET


_TYPED = msgspec.json.Decoder(_Notebook)


def read(content: bytes | bytearray, *, suffix: str, course: str) -> Submission:
    """Read a file's content; `suffix` (`.ipynb`, `.txt` or `.json`) tells how it may look."""
    try:
        record, notes = _record(content, suffix)
        submission = read_submission(record, course=course)
    except RecursionError:
        raise SubmissionError(_TOO_DEEP) from None
    return submission._replace(notes=notes + submission.notes) if notes else submission


def _record(content: bytes | bytearray, suffix: str) -> tuple[object, tuple[str, ...]]:
    try:
        notebook = _TYPED.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return _tolerantly(content, suffix, str(error))
    metadata = notebook.metadata
    if metadata is not msgspec.UNSET and metadata.dabie is not msgspec.UNSET:
        return metadata.dabie, ()
    if notebook.dabie is not msgspec.UNSET:
        return notebook.dabie, ()
    return _tolerantly(content, suffix, "")


def _tolerantly(
    content: bytes | bytearray, suffix: str, complaint: str
) -> tuple[object, tuple[str, ...]]:
    content = without_padding(content)
    if not content.strip():
        raise SubmissionError("文件是空的；请本人重新发送")
    if len(content) > TOLERANT_LIMIT:
        if "truncated" in complaint:
            raise broken_off(len(content))
        size = len(content) // MEGABYTE
        raise SubmissionError(f"文件有 {size} MB，而且读不懂；{_AGAIN}，不要放进图片和输出")
    text, notes = to_text(content, legacy=suffix in TEXT_SUFFIXES)
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise SubmissionError("文件是空的；请本人重新发送")
    try:
        value, end = DECODER.raw_decode(text, len(text) - len(text.lstrip()))
        if text[end:].strip():
            raise json.JSONDecodeError("Extra data", text, end)
    except json.JSONDecodeError as error:
        if suffix in TEXT_SUFFIXES:
            value, more = find_pasted(text, len(content))
            return _ours(value), notes + more
        if is_cut_off(text, error):
            raise broken_off(len(content)) from None
        place = f"第 {error.lineno:,} 行第 {error.colno:,} 列"
        raise SubmissionError(f"内容读不懂（{place}），不是完好的练习本；{_AGAIN}") from None
    return _ours(value), notes


def _ours(value: object) -> object:
    """Return `metadata.dabie`, or `dabie` of the text form, or say what the value is instead."""
    if not isinstance(value, Mapping):
        raise SubmissionError(f"里面没有练习本，只有一份数据；{_AGAIN}")
    metadata = value.get("metadata")
    if isinstance(metadata, Mapping) and "dabie" in metadata:
        return metadata["dabie"]
    if "dabie" in value:
        return value["dabie"]
    if "nbformat" in value or "cells" in value or "worksheets" in value:
        raise SubmissionError(f"是笔记本，但不是本课程的练习本，里面没有作答记录；{_AGAIN}")
    raise SubmissionError(f"不是练习本，里面没有作答记录；{_AGAIN}")
