"""CommonMark in, safe HTML out: the one place where an author's prompt becomes HTML."""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt

_HAN = r"\u2e80-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’"
_SOFT_BREAK = re.compile(rf"(?<=[{_HAN}])\n(?=\S)|(?<=\S)\n(?=[{_HAN}])")
_RANGE = re.compile(r"(?<=[0-9])—(?=[0-9])")
_WHOLE = "\u2060—\u2060"
"""The dash of a range that no line starts or ends with."""


@cache
def _parser() -> MarkdownIt:
    # Raw HTML is escaped, images and headings have no place in a prompt, and markdown-it's own
    # check drops links that a browser would run.
    return MarkdownIt("commonmark", {"html": False}).disable(["image", "heading", "lheading"])


def render(source: str) -> str:
    """Render a prompt: paragraphs, emphasis, lists, links and code; everything else is escaped.

    >>> render("150—220字").replace("\u2060", "~")
    '<p>150~—~220字</p>'
    """
    return _RANGE.sub(_WHOLE, _SOFT_BREAK.sub("", str(_parser().render(source)).strip()))


def join_lines(source: str) -> str:
    """Drop line breaks beside Han characters, where a browser would show a gap."""
    return _SOFT_BREAK.sub("", source.strip())


def raw_html(source: str) -> str:
    """Return the first piece of raw HTML in a prompt, or an empty text."""
    if "<" not in source:  # as in nearly every prompt
        return ""
    tokens = MarkdownIt("commonmark", {"html": True}).parse(source)
    inline = [child for token in tokens for child in token.children or []]
    return next((one.content for one in [*tokens, *inline] if one.type.startswith("html_")), "")
