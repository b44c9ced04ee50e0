"""How a typed answer is read before it is compared; `score.js` does exactly the same."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from .errors import ResponseError

NUMBER_LIMIT = 64
"""Longest number anybody needs to type, in characters."""

# What Python, JavaScript and Unicode each call white space, taken together: the two scorers
# must agree on every character.
_SPACE = re.compile(r"[\s\u001c-\u001f\u0085\ufeff]+")
_INK = re.compile(r"[^\s\u001c-\u001f\u0085\ufeff]")
_NUMBER = re.compile(
    r"([+-]?)(\d{1,3}(?:,\d{3})+|\d+|(?=\.\d))(?:\.(\d*))?(?:e([+-]?\d{1,6}))?", re.ASCII
)


def is_blank(text: str) -> bool:
    """Tell whether nothing but white space was typed."""
    return _INK.search(text) is None


def normalise(text: str) -> str:
    """Fold what a learner cannot see or does not mean: width, case, spaces, a final 。.

    >>> normalise(" Ａ b。")
    'ab'
    """
    folded = _SPACE.sub("", unicodedata.normalize("NFKC", text).lower())
    return folded.removesuffix("。")


def read_number(text: str, unit: str) -> Decimal:
    """Read a typed number exactly.

    Full-width digits, surrounding white space, thousands separators and the item's own unit as
    suffix are accepted.

    >>> read_number("２，９８０ 人", "人") == 2980
    True
    """
    remedy = "这里要填阿拉伯数字，例如 2980。写“2,980”也可以。"
    if unit:
        remedy = f"这里要填阿拉伯数字，例如 2980。写“2,980”“2980{unit}”也可以。"
    if len(text) > NUMBER_LIMIT:
        raise ResponseError(remedy)
    folded = _SPACE.sub(" ", unicodedata.normalize("NFKC", text).lower()).strip()
    suffix = _SPACE.sub(" ", unicodedata.normalize("NFKC", unit).lower()).strip()
    if suffix:
        folded = folded.removesuffix(suffix).strip()
    match = _NUMBER.fullmatch(folded.replace("\u2212", "-"))
    if match is None:
        raise ResponseError(remedy)
    sign, whole, fraction, exponent = match.groups()
    return Decimal(f"{sign}{whole.replace(',', '') or 0}.{fraction or 0}e{exponent or 0}")
