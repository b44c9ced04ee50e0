"""Chinese numerals of statutes: 第一百二十条 and 120, either way."""

from __future__ import annotations

from typing import Final

DIGITS: Final = "零一二三四五六七八九"
NUMERAL: Final = r"(?:\d+|[一二三四五六七八九十百零〇]+)"
"""How an article's number is written, as a pattern."""


def value(numeral: str) -> int:
    """Return the number that a numeral says, in Chinese or in digits.

    >>> value("一百二十"), value("二十三"), value("三百零八"), value("十"), value("97")
    (120, 23, 308, 10, 97)
    """
    if numeral.isdecimal():
        return int(numeral)
    total = digit = 0
    for sign in numeral.replace("〇", "零"):
        if sign in "十百":
            total += (digit or 1) * (10 if sign == "十" else 100)
            digit = 0
        else:
            digit = DIGITS.index(sign)
    return total + digit


def spoken(number: int) -> str:
    """Return the Chinese numeral of a number below 1000, as statutes write it.

    >>> spoken(9), spoken(10), spoken(97), spoken(108), spoken(110), spoken(308)
    ('九', '十', '九十七', '一百零八', '一百一十', '三百零八')
    """
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    said = f"{DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        said += "十" if tens == 1 and not hundreds else f"{DIGITS[tens]}十"
    elif hundreds and ones:
        said += "零"
    return said + (DIGITS[ones] if ones else "")
