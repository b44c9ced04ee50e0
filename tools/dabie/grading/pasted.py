"""The hand-in as text: found in a mail or chat message that wrapped it or wrote around it."""

from __future__ import annotations

import json
import re

from ..core.errors import SubmissionError

_AGAIN = "请本人重新“复制全部”"
_START = re.compile(r'\{\s*"dabie"\s*:')
_CURLY = re.compile(r"\{\s*[“”„＂]dabie[“”„＂]")
_BREAKS = str.maketrans("", "", "\r\n")
_CUT_LITERAL = re.compile(r"-|t|tr|tru|f|fa|fal|fals|n|nu|nul|N|Na|I[nfity]*|-I[nfity]*")


def _integer(digits: str) -> int | float:
    # Python refuses to read more than 4,300 digits; no submission holds such a number.
    return int(digits) if len(digits) < 400 else float(digits)


DECODER = json.JSONDecoder(parse_int=_integer)
"""Standard JSON plus what Python and JavaScript let through: NaN and lone surrogates."""


def find_pasted(text: str, size: int) -> tuple[object, tuple[str, ...]]:
    """Return the JSON in a text and notes on what was done; `size` is the file's, in bytes."""
    # Mailers break long lines anywhere, also inside strings. JSON itself has no use for a raw line
    # break, so that dropping all of them restores the text whether it was wrapped or not.
    joined = text.translate(_BREAKS)
    note = ("文本前后的话或中间的换行已去掉",)
    brace = joined.find("{")
    match = _START.search(joined)
    if match is None:
        if _CURLY.search(joined):
            raise SubmissionError(f"文本的引号被改成了“”；{_AGAIN}，直接粘贴，不经过文字处理软件")
        whole = _value(joined, brace) if brace >= 0 else None
        if whole is None:
            raise SubmissionError(f"文本里没有找到作答记录；{_AGAIN}")
        return whole[0], note
    whole = _value(joined, brace) if brace < match.start() else None
    if whole is not None and isinstance(whole[0], dict) and whole[0].keys() & {"metadata", "dabie"}:
        return whole[0], note
    try:
        value, end = DECODER.raw_decode(joined, match.start())
    except json.JSONDecodeError as error:
        if is_cut_off(joined, error):
            said = f"文本不完整，在第 {size:,} 字节处断了"
        else:
            said = f"文本被改动过，第 {_line(text, error.pos):,} 行读不下去"
        raise SubmissionError(f"{said}；{_AGAIN}") from None
    again = _START.search(joined, end)
    return value, (*note, *(("里面不止一份交卷，只评了第一份",) if again else ()))


def is_cut_off(text: str, error: json.JSONDecodeError) -> bool:
    """Tell whether the text would have gone on, from where its reading failed."""
    rest = text[error.pos :].rstrip()
    return (
        not rest
        or error.msg.startswith("Unterminated string")
        or (error.msg.startswith("Invalid \\") and len(rest) < 7)
        or _CUT_LITERAL.fullmatch(rest) is not None
    )


def _value(text: str, start: int) -> tuple[object, int] | None:
    try:
        return DECODER.raw_decode(text, start)
    except json.JSONDecodeError:
        return None


def _line(text: str, position: int) -> int:
    """Return the line of a position that was counted without line breaks."""
    for number, line in enumerate(text.split("\n"), start=1):
        position -= len(line.translate(_BREAKS))
        if position < 0:
            return number
    return text.count("\n") + 1
