"""A statute's stored text into articles by number, each in its paragraphs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from .numerals import NUMERAL, spoken, value

_ARTICLE = re.compile(rf"^第({NUMERAL})条(?:之({NUMERAL}))?[\s\u3000]+(?=\S)", re.MULTILINE)
_HEADING = re.compile(r"^#.*$", re.MULTILINE)
_POINT = re.compile(rf"^[（(]({NUMERAL})[）)]")


@dataclass(frozen=True)
class Article:
    """One article; `number` is in digits: 97, or 120-1 for 第一百二十条之一."""

    number: str
    lines: tuple[str, ...]

    @property
    def name(self) -> str:
        """Return 第九十七条."""
        return article_name(self.number)

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """Return the lines that are a 款: those that are no numbered point of one."""
        return tuple(line for line in self.lines if not _POINT.match(line))

    @property
    def points(self) -> frozenset[int]:
        """Return the numbers of its 项."""
        found = (_POINT.match(line) for line in self.lines)
        return frozenset(value(one[1]) for one in found if one)

    @cached_property
    def folded(self) -> str:
        """Return the whole of it as quotations are compared."""
        return "".join(self._folded_lines)

    @property
    def digest(self) -> str:
        """Return a short hash that changes when a word changes, not with spaces or line ends."""
        # The join tells a paragraph more from a paragraph less.
        text = "\n".join(self._folded_lines)
        return sha256(text.encode()).hexdigest()[:12]

    @cached_property
    def _folded_lines(self) -> tuple[str, ...]:
        return tuple(map(fold, self.lines))


def article_name(number: str) -> str:
    """Return an article's number as statutes write it.

    >>> article_name("97"), article_name("120-1")
    ('第九十七条', '第一百二十条之一')
    """
    whole, _, inserted = number.partition("-")
    return f"第{spoken(int(whole))}条" + (f"之{spoken(int(inserted))}" if inserted else "")


def fold(text: str) -> str:
    """Return a text as quotations are compared: NFKC, without white space.

    >>> fold("第９７ 条（一）")
    '第97条(一)'
    """
    return "".join(unicodedata.normalize("NFKC", text).split())


def read_statute(text: str) -> Mapping[str, Article]:
    """Split a stored text, which may have Markdown headings, into its articles."""
    found = list(_ARTICLE.finditer(text))
    articles: dict[str, Article] = {}
    for at, match in enumerate(found):
        end = found[at + 1].start() if at + 1 < len(found) else len(text)
        body = _HEADING.sub("", text[match.end() : end])
        number = str(value(match[1])) + (f"-{value(match[2])}" if match[2] else "")
        lines = tuple(line.strip() for line in body.splitlines() if line.strip())
        articles.setdefault(number, Article(number, lines))
    return articles


def gaps(articles: Mapping[str, Article]) -> list[str]:
    """Return the numbers that a complete text would have and this one has not."""
    whole = {int(number) for number in articles if "-" not in number}
    return [str(one) for one in range(1, max(whole, default=0)) if one not in whole]
