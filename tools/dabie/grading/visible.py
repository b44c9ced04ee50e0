"""Characters that hide, reorder or imitate, shown visibly before a person reads them."""

from __future__ import annotations

import re

# Controls, soft hyphen, Arabic and Mongolian format characters, the fillers that look like nothing,
# zero-width and bidi characters, line and paragraph separators, surrogates, tags.
_HIDDEN = re.compile(
    "[\\x00-\\x1f\\x7f-\\x9f\\xad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f"
    "\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufeff\\uffa0\\ufff0-\\ufffb"
    "\\ufffe\\uffff\\ud800-\\udfff\\U000e0000-\\U000e0fff]"
)
_HIDDEN_IN_LINES = re.compile(f"(?![\\n\\t]){_HIDDEN.pattern}")


def visible(text: str, *, lines: bool = False) -> str:
    r"""Replace every character that cannot be seen; with `lines`, line breaks and tabs stay.

    >>> visible("李\u202e某\n")
    '李⟨U+202E⟩某␊'
    """
    if text.isascii() and text.isprintable():
        return text
    if lines:
        text = text.replace("\r\n", "\n")
    return (_HIDDEN_IN_LINES if lines else _HIDDEN).sub(_show, text)


def clip(text: str, limit: int) -> str:
    """Cut a text to so many characters, with a sign that it was cut."""
    return text if len(text) <= limit else f"{text[:limit]}……"


def _show(match: re.Match[str]) -> str:
    code = ord(match[0])
    # Unicode has pictures of the ASCII controls: ␉ for a tab.
    return chr(0x2400 + code) if code < 0x20 else "␡" if code == 0x7F else f"⟨U+{code:04X}⟩"
