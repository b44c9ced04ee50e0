"""What Python's TOML reader says, in the author's language: the place first, then what is wrong."""

from __future__ import annotations

import re
from typing import Final

_PLACE: Final = re.compile(r" \((?:at line (\d+), column (\d+)|at end of document)\)$")
_WORDS: Final = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"Unterminated string", "文字没有收尾，少一个引号"),
        (r"Illegal character '\\n'", "文字在这一行没有收尾，少一个引号；有几行的用三个引号"),
        (r"Illegal character .*|Found invalid character .*", "有不能这样写的字符"),
        (r"Unclosed array", "方括号没有收尾，少一个 ]"),
        (r"Unclosed inline table", "花括号没有收尾，少一个 }"),
        (r"Expected '=' after a key.*", "名字后面少等号"),
        (r"Expected '\]+' at the end of .*", "这一段的开头少 ]"),
        (r"Expected newline .*", "一行只写一项，这里多出了东西；看引号是否成对"),
        (r"Expected .*", "这里没有写完"),
        (r"Cannot declare \('(.*)',\) twice", r"[\1] 写了两次，合成一段"),
        (r"Cannot (?:declare|redefine|mutate) .*", "这一段前面已经写过，合成一段"),
        (r"Cannot overwrite a value", "这一项写了两次，只留一个"),
        (r"Duplicate inline table key '(.*)'", r"花括号里的 \1 写了两次"),
        (r"Invalid statement|Invalid initial character .*", "每行写 名字 = 值，名字用英文字母"),
        (r"Unescaped '\\' in a string|Invalid hex value|Escaped character .*",
         "反斜杠写成两个 \\\\\\\\，或整段换用单引号"),
        (r"Invalid date or datetime", "没有这个日期"),
        (r"Invalid value", "等号后面要写值：文字加引号，数不加引号"),
    )
)  # fmt: skip


def in_chinese(said: str) -> str:
    """Return a message of `tomllib` with its line; what is unknown stays as it is.

    >>> in_chinese("Invalid value (at line 3, column 8)")
    '第 3 行第 8 个字符：等号后面要写值：文字加引号，数不加引号'
    """
    place = _PLACE.search(said)
    if place is None:
        return said
    words = said[: place.start()]
    for pattern, meaning in _WORDS:
        match = pattern.fullmatch(words)
        if match:
            words = match.expand(meaning)
            break
    return f"第 {place[1]} 行第 {place[2]} 个字符：{words}" if place[1] else f"到文件末尾，{words}"
