"""Every cell of a table says its column's head, for the width at which a row becomes a card.

A phone has no room for columns; without the head, what stood under it would be a word without a
question. `text.css` shows the words there, and nowhere else.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from .element import span

NAME = "cell-head"


def cell_head(words: str) -> Any:
    """Return a column's head as it stands in a cell."""
    return span(NAME, words)


class CellHeads(SphinxPostTransform):
    """Writes the heads into the cells of tables that authors wrote."""

    default_priority = 895
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Leave each row's first cell alone: it is the card's title."""
        for table in self.document.findall(nodes.table):
            heads = [
                [entry.astext().strip() for entry in row.children]
                for head in table.findall(nodes.thead)
                for row in head.children
            ]
            if len(heads) != 1:
                continue
            for row in (row for body in table.findall(nodes.tbody) for row in body.children):
                self._fill(row, heads[0])

    def _fill(self, row: Any, heads: list[str]) -> None:
        if len(row.children) != len(heads):
            return
        for entry, words in list(zip(row.children, heads, strict=True))[1:]:
            if words and entry.children and isinstance(entry[0], nodes.TextElement):
                entry[0].insert(0, cell_head(words))


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(CellHeads)
