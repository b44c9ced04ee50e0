"""A case told in labelled paragraphs (**情境。** … **规则。**) becomes a card of numbered steps.

Authors write plain paragraphs; the decision's item stands between them, so one case is two cards.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from .chapters import chinese
from .element import make

STEPS: Final = {
    "情境": "scene",
    "决策点": "decision",
    "法条": "law",
    "条文": "law",
    "后果": "outcome",
    "规则": "rule",
    "后果和规则": "rule",
}
"""First bold words of a paragraph -> the mark before it: circle, diamond or filled square."""
FEWEST: Final = 2
"""Labelled paragraphs in a section that make a case; a single bold word is only that."""


class Cases(SphinxPostTransform):
    """Puts neighbouring steps of a case into one card."""

    default_priority = 795
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Look through every section."""
        for section in list(self.document.findall(nodes.section)):
            draw(section)


def draw(section: nodes.section) -> None:
    """Gather a section's steps; one that has no case stays as it is."""
    if sum(bool(_step(one)) for one in section.children) < FEWEST:
        return
    done: list[nodes.Node] = []
    number = 0
    for run in _runs(section.children):
        if not _step(run[0]):
            done += run
            continue
        card = make("div", "case" if number else "case case-begins")
        for one in run:
            kind = _step(one)
            if kind:
                number += 1
                card += make("div", f"step step-{kind}", data_step=chinese(number))
            card[-1].append(one)
        done.append(card)
    section.children = []
    section += done


def _runs(children: list[nodes.Node]) -> Iterator[list[nodes.Node]]:
    """Part a section into cards-to-be, from a first step to the last, and what lies between."""
    run: list[nodes.Node] = []
    for place, one in enumerate(children):
        inside = bool(run and _step(run[0]))
        if _step(one):
            if not inside and run:
                yield run
                run = []
        elif inside and not (isinstance(one, nodes.paragraph) and _goes_on(children[place:])):
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def _goes_on(following: list[nodes.Node]) -> bool:
    """Tell whether paragraphs lead to another step: they belong to the step before."""
    after = next((one for one in following if not _plain(one)), None)
    return after is not None and bool(_step(after))


def _plain(node: nodes.Node) -> bool:
    return isinstance(node, nodes.paragraph) and not _step(node)


def _step(node: nodes.Node) -> str:
    if not isinstance(node, nodes.paragraph):
        return ""
    # The parser puts an empty text before bold words that begin a paragraph.
    first = next((one for one in node.children if one.astext()), None)
    words = first.astext() if isinstance(first, nodes.strong) else ""
    label, stop = words[:-1], words[-1:]
    return STEPS.get(label.removesuffix("（虚构）"), "") if stop == "。" else ""


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(Cases)
