"""A written page as passages: what a reader can search for, each with the anchor that leads there.

Read from the page's own HTML, so that what stands in an item, a card or a generated list is found
like any sentence. Blocks are parted by a line feed, which no phrase reaches across.
`static/highlight.js` walks the same page by the same rules.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
INLINE: Final = frozenset(
    ("a", "abbr", "b", "bdi", "code", "em", "i", "kbd", "mark", "q", "s", "small", "span", "strong")
    + ("sub", "sup", "time", "u", "wbr")
)
"""Elements that a phrase may run through; every other one parts."""
VOID: Final = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr")
)
UNREAD: Final = frozenset(("script", "style", "svg", "template", "select", "button", "noscript"))
PARTS: Final = frozenset(
    f"dabie-{name}"
    for name in (
        ("cites", "backs", "source-number", "section-number", "chapter-number", "figure-number")
        + ("controls", "handin", "unusable", "worksheet", "objective-items", "head", "buttons")
        + (
            "tag",
            "print",
            "error",
            "below",
            "fold",
            "kicker",
            "meta",
            "cell-head",
            "explained",
            "gathered",
        )
    )
)
"""Classes of what is no text of the course: marks, numbers, buttons and what surrounds an item."""
_SPACE = re.compile(r"[ \t\r\f\v\u00a0\u3000]+")
_LINES = re.compile(r" ?\n[ \n]*")


@dataclass(slots=True)
class Passage:
    """What stands under one anchor: a section's own text, an item, an entry of the glossary."""

    anchor: str
    heading: str = ""
    text: str = ""
    parts: list[str] = field(default_factory=list)


def passages(html: str) -> list[Passage]:
    """Return the passages of a page's body, in order; what says nothing is left out.

    >>> body = '<h2>导入</h2><p>凉亭<b>坳</b><sup class="dabie-cites">[1]</sup>。</p>'
    >>> found = passages(f'<section id="a">{body}</section>')
    >>> [(one.anchor, one.heading, one.text) for one in found]
    [('a', '导入', '凉亭坳。')]
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    found = []
    for one in reader.found:
        one.text = _LINES.sub("\n", _SPACE.sub(" ", "".join(one.parts))).strip()
        one.heading = one.heading.strip()
        if one.text or one.heading:
            found.append(one)
    return found


class _Reader(HTMLParser):
    """Keeps a stack of what is open; text goes to the innermost passage."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found = [Passage("")]
        self._open: list[tuple[str, Passage, bool]] = []
        self._silent = 0
        self._heading: Passage | None = None

    @property
    def _passage(self) -> Passage:
        return self._open[-1][1] if self._open else self.found[0]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a passage, a heading or a silence."""
        given = dict(attrs)
        names = set((given.get("class") or "").split())
        if tag in VOID:
            if tag not in INLINE:
                self._part()
            return
        silent = tag in UNREAD or bool(names & PARTS)
        passage = self._passage
        begun = None
        if not self._silent and not silent:
            if tag not in INLINE:
                self._part()
            begun = self._begin(tag, given.get("id") or "", names)
        self._silent += silent
        self._open.append((tag, begun or passage, silent))
        if not self._silent and (tag in HEADINGS or (tag == "dt" and begun)):
            self._heading = begun or passage

    def _begin(self, tag: str, anchor: str, names: set[str]) -> Passage | None:
        if not anchor:
            return None
        item = "dabie-host" in names
        if not (item or tag in ("section", "dt") or "dabie-sentence" in names):
            return None
        self.found.append(Passage(anchor, heading=""))
        return self.found[-1]

    def handle_endtag(self, tag: str) -> None:
        """End what this tag began; a stray one ends nothing."""
        if tag in VOID or all(one[0] != tag for one in self._open):
            return
        if tag in HEADINGS or tag == "dt":
            self._heading = None
        while self._open:
            name, passage, silent = self._open.pop()
            self._silent -= silent
            if name == "dt" and self._open and passage.heading:
                # What follows a term belongs to it, up to the next one.
                above = self._open[-1]
                self._open[-1] = (above[0], passage, above[2])
            if name not in INLINE and not silent and not self._silent:
                self._part()
            if name == tag:
                break

    def handle_data(self, data: str) -> None:
        """Keep a text where it belongs."""
        if self._silent:
            return
        text = data.replace("\u2060", "")
        if self._heading is not None:
            self._heading.heading += text.replace("\n", " ")
        else:
            self._passage.parts.append(text.replace("\n", " "))

    def _part(self) -> None:
        self._passage.parts.append("\n")
