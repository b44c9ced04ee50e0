"""What the build writes into a page: chapter head, section numbers, figure numbers."""

from __future__ import annotations

import re
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from .chapters import Page, chinese, page, section_numbers
from .element import make, span
from .material import material

SHORT: Final = 11
"""Characters of a title that fit a phone's line; a longer clause takes a smaller size."""
_CLAUSES: Final = re.compile("[，、：；（）]")


class Headings(SphinxPostTransform):
    """Numbers a page when it is written, because a number depends on the whole book."""

    default_priority = 800
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Put head and numbers in."""
        docname = self.env.docname
        of = page(self.env, docname)
        first = next(iter(self.document.findall(nodes.section)), None)
        if of is None or first is None:
            return
        numbers = section_numbers(self.env, docname)
        for section in first.children:
            if isinstance(section, nodes.section):
                anchors = [one for one in section["ids"] if one in numbers]
                if anchors:
                    section.next_node(nodes.title).insert(
                        0, [span("section-number", numbers[anchors[0]]), nodes.Text(" ")]
                    )
        for label in self.document.findall(lambda one: "dabie-figure-number" in _classes(one)):
            before = f"图 {of.number}-" if of.number else "图 "
            label.children = [nodes.Text(before + label.astext())]
        self._head(of, first)

    def _head(self, of: Page, section: nodes.section) -> None:
        title = section.next_node(nodes.title)
        at = section.index(title)
        meta = self._meta(of)
        if meta:
            section.insert(at + 1, make("p", "meta", *(span("", one) for one in meta)))
        if max(map(len, _CLAUSES.split(of.title))) > SHORT:
            title["classes"].append("dabie-long")
        if of.number:
            title.insert(0, [span("chapter-number", of.label), nodes.Text(" ")])
            place = f"{of.part} · 之{chinese(of.place)}" if of.part else ""
            section.insert(at, make("p", "kicker", nodes.Text(place)))

    def _meta(self, of: Page) -> list[str]:
        """Return 约 41 分钟（1 学时） · 13 题，21 分 · 出处 24 条."""
        meta = []
        if of.minutes:
            hours = of.front.get("学时", "")
            meta.append(f"约 {of.minutes} 分钟" + (f"（{hours} 学时）" if hours else ""))
        exercises = material(self.app).exercises_of(of.docname)
        if exercises:
            items = sum(len(one.items) for one in exercises)
            points = sum(one.max_score for one in exercises)
            meta.append(f"{items} 题，{points:f} 分")
        if of.number and of.front.get("dabie_cited"):
            meta.append(f"出处 {of.front['dabie_cited']} 条")
        return meta


def _classes(node: Any) -> Any:
    return node.get("classes", ()) if isinstance(node, nodes.Element) else ()


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(Headings)
