"""`{side-by-side}`: what several sources say of one event, beside each other."""

from __future__ import annotations

from typing import Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from .element import make, span

WORDING: Final = "写法"


class SideBySide(SphinxDirective):
    """`{side-by-side} title`: a definition list, one entry for each source, 写法 the last."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Place the sheet: the sources in a box that scrolls by itself, then the wording."""
        body = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, body)
        entries = list(body.findall(nodes.definition_list_item))
        names = [entry[0].astext() for entry in entries]
        if len(entries) < 3 or not names[-1].startswith(WORDING):
            raise self.error(f"至少写两个出处，最后一项是“{WORDING}”")
        inline, _ = self.state.inline_text(self.arguments[0], self.lineno)
        title = make("p", "card-title", *inline)
        label = f"{title.astext()}：{len(entries) - 1} 个出处"
        columns = make("dl", "sides-columns", *map(_column, entries[:-1]))
        # A box that scrolls must be reached by keyboard, and then say what it is.
        box = make("div", "sides-box", columns, role="region", tabindex="0", aria_label=label)
        head = make("div", "card-head", span("slip", "对读"), title)
        wording = make("dl", "sides-wording", *_pair(entries[-1]))
        return [make("section", "card sides", head, box, wording)]


def _column(entry: nodes.Element) -> nodes.Element:
    return make("div", "side", *_pair(entry))


def _pair(entry: nodes.Element) -> list[nodes.Element]:
    term, *definitions = entry.children
    said = [child for one in definitions for child in one.children]
    return [make("dt", "", *term.children), make("dd", "", *said)]


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("side-by-side", SideBySide)
