"""Chinese line breaking: no gap where the source ends a line, no dash at the start of one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from .cite import JOINER

_HAN = re.compile(r"[\u2e80-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’—…]")
_DASH = re.compile(r"(?<=[^\s\u2060])——")
_RANGE = re.compile(r"(?<=[0-9])—(?=[0-9])")
_CLOSING = re.compile(r"^[。，、；：？！）”’》」』…]")
_LITERAL = (nodes.literal, nodes.FixedTextElement, nodes.Invisible, nodes.raw)


class SoftBreaks(SphinxTransform):
    """Drops a line break of the source beside a Han character, where browsers show a gap."""

    default_priority = 600

    def apply(self, **kwargs: Any) -> None:
        """Join the lines of every paragraph."""
        for block in list(self.document.findall(nodes.TextElement)):
            if isinstance(block.parent, nodes.TextElement):
                continue  # an inline element: done with its paragraph
            # Emphasis and links may stand on either side of a break, so look past them.
            leaves = list(_leaves(block))
            for place, leaf in enumerate(leaves):
                if "\n" not in leaf:
                    continue
                before = "".join(leaves[:place])
                after = "".join(leaves[place + 1 :])
                joined = _join(str(leaf), before[-1:], after[:1])
                leaves[place] = _replace(leaf, joined)


class Dashes(SphinxPostTransform):
    """Joins —— to the word before it, and the two ends of a range such as 1927—1932."""

    default_priority = 900
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Mark every dash that follows a character."""
        for leaf in list(_leaves(self.document)):
            if "—" in leaf and not isinstance(leaf.parent, nodes.title):
                _replace(leaf, whole_ranges(_DASH.sub(JOINER + "——", leaf)))


class CitedStops(SphinxPostTransform):
    """Keeps a stop after a row of citations from starting a line: some browsers break there."""

    default_priority = 901
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Join every stop to the citations before it; tell paragraphs that hold some."""
        for marks in list(self.document.findall(nodes.Element)):
            if "dabie-cites" not in marks.get("classes", ()):
                continue
            _cited(marks.parent)
            after = marks.next_node(descend=False, siblings=True)
            if isinstance(after, nodes.Text) and _CLOSING.match(after):
                _replace(after, JOINER + after)


def _cited(paragraph: nodes.Element) -> None:
    """Mark a paragraph whose lines are uneven where a mark keeps the word before it."""
    if isinstance(paragraph, nodes.paragraph) and "dabie-cited" not in paragraph["classes"]:
        paragraph["classes"].append("dabie-cited")


def whole_ranges(words: str) -> str:
    """Keep a range of years or numbers on one line.

    >>> whole_ranges("（1927—1932）") == f"（1927{JOINER}—{JOINER}1932）"
    True
    """
    return _RANGE.sub(f"{JOINER}—{JOINER}", words)


def _replace(leaf: nodes.Text, words: str) -> nodes.Text:
    new = nodes.Text(words)
    siblings = leaf.parent.children
    # Not `Element.replace`: it compares texts, and takes the first of two equal ones.
    at = next(place for place, one in enumerate(siblings) if one is leaf)
    leaf.parent[at] = new
    return new


def _leaves(block: nodes.Node) -> Iterator[nodes.Text]:
    if isinstance(block, nodes.Text):
        yield block
    elif not isinstance(block, _LITERAL):
        for child in block.children:
            yield from _leaves(child)


def _join(text: str, before: str, after: str) -> str:
    around = before + text + after
    shift = len(before)

    def keep(match: re.Match[str]) -> str:
        left = around[match.start() + shift - 1 : match.start() + shift]
        right = around[match.end() + shift : match.end() + shift + 1]
        beside_han = _HAN.match(left) or _HAN.match(right)
        return "" if beside_han else match[0]

    return re.sub(r"[ \t]*\n[ \t]*", keep, text)


def setup(app: Sphinx) -> None:
    """Register the transforms."""
    app.add_transform(SoftBreaks)
    app.add_post_transform(CitedStops)
    app.add_post_transform(Dashes)
