"""HTML that an author wrote into a chapter: whole, known, and of use under the site's policy.

A browser mends what is wrong in silence, each in its own way: an element left open swallows the
rest of the page, a `style` does nothing at all. So a build names it, with its line.
"""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any, Final
from urllib.parse import urlsplit

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

from .passages import VOID

PHRASES: Final = frozenset(
    "a abbr b bdi bdo br cite code data del dfn em i img ins kbd mark q rp rt ruby s samp "
    "small span strong sub sup time u var wbr".split()
)
BLOCKS: Final = frozenset(
    "article aside blockquote caption col colgroup dd details div dl dt figcaption figure "
    "h2 h3 h4 h5 h6 hr li ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
OF_NO_USE: Final = frozenset("base embed form iframe link meta object script style".split())
"""What the site's policy lets do nothing, or what would only work with a server."""
BESIDE: Final = ("search", "mine", "check", "404")
"""Pages without a chapter."""
WORDS: Final = {
    "unknown": "<{0}> 不是能用的 HTML 元素",
    "useless": "<{0}> 在网站上不起作用：内容安全策略不许",
    "attribute": "{0}=… 在网站上不起作用：内容安全策略不许写在页面里；样式写进样式表",
    "placed": "<{0}> 不能写在一段话里面；让它单独成行，前后各空一行",
    "stray": "</{0}> 前面没有与它成对的 <{0}>",
    "open": "<{0}> 没有关上；写上 </{0}>",
    "twice": "id“{0}”在这一章里写了两次；换一个名字",
    "lost": "链接“{0}”在书里没有这一页",
}
_log = logging.getLogger(__name__)


class _Reader(HTMLParser):
    """Reads the pieces of a chapter one after another; elements may reach over what is between."""

    def __init__(self, pages: set[str], ids: set[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[tuple[nodes.raw, str]] = []
        self.here = nodes.raw()
        self._pages, self._ids = pages, ids
        self._open: list[tuple[str, nodes.raw]] = []

    def read(self, piece: nodes.raw) -> None:
        self.here = piece
        self.feed(piece.rawsource or piece.astext())

    def end(self) -> None:
        self.close()
        for name, where in self._open:
            self.faults.append((where, WORDS["open"].format(name)))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in OF_NO_USE:
            self._say("useless", tag)
        elif tag not in PHRASES | BLOCKS:
            self._say("unknown", tag)
        elif tag in BLOCKS and isinstance(self.here.parent, nodes.TextElement):
            self._say("placed", tag)
        for name, value in attrs:
            self._attribute(name, value or "")
        if tag not in VOID:
            self._open.append((tag, self.here))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # In HTML a closing slash closes nothing.
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if all(name != tag for name, _ in self._open):
            self._say("stray", tag)
            return
        while self._open:
            name, where = self._open.pop()
            if name == tag:
                return
            self.faults.append((where, WORDS["open"].format(name)))

    def _attribute(self, name: str, value: str) -> None:
        if name == "style" or name.startswith("on"):
            self._say("attribute", name)
        elif name == "id":
            if value in self._ids:
                self._say("twice", value)
            self._ids.add(value)
        elif name == "href":
            target = urlsplit(value)
            page = target.path.removesuffix(".html")
            inside = not target.scheme and not target.netloc and target.path.endswith(".html")
            if inside and "/" not in page and page not in self._pages:
                self._say("lost", value)

    def _say(self, kind: str, *given: str) -> None:
        self.faults.append((self.here, WORDS[kind].format(*given)))


def faults(doctree: nodes.document, pages: set[str]) -> Iterator[tuple[nodes.raw, str]]:
    """Yield the faults of a chapter's own HTML, each with the piece that it stands in."""
    # What a directive drew is marked as ours (`element.raw`).
    pieces = [
        one
        for one in doctree.findall(nodes.raw)
        if one.get("format") == "html" and not one.get("ours")
    ]
    if not pieces:
        return
    reader = _Reader(pages | set(BESIDE), set(doctree.ids))
    for one in pieces:
        reader.read(one)
    reader.end()
    yield from reader.faults


def _check(app: Sphinx, doctree: Any) -> None:
    for where, words in faults(doctree, app.env.found_docs):
        _log.error(words, location=where)


def setup(app: Sphinx) -> None:
    """Look at each chapter as it is read."""
    app.connect("doctree-read", _check)
