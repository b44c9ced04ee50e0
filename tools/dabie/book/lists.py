"""`{objectives}`, `{key-points}`, `{teacher-notes}`: the fixed lists of a chapter."""

from __future__ import annotations

from collections.abc import Sequence

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from .element import make, raw, span
from .icons import icon
from .material import material


class Objectives(SphinxDirective):
    """学习目标: a bullet list; each line gets links to the items that practise it."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Place the list."""
        box = make("div", "objectives")
        self.state.nested_parse(self.content, self.content_offset, box)
        for exercise in material(self.env.app).exercises_of(self.env.docname):
            for path in material(self.env.app).files(exercise):
                self.env.note_dependency(str(path))
        for line in box.findall(nodes.list_item):
            # One sentence may run over two lines of the source.
            links = self._items(line.astext().replace("\n", ""))
            if links:
                line += make("p", "objective-items", *links)
        return [box]

    def _items(self, objective: str) -> Sequence[nodes.Node]:
        """Return 第 1、5 题, each number a link to its item."""
        links: list[nodes.Node] = []
        for exercise in material(self.env.app).exercises_of(self.env.docname):
            for number, item in enumerate(exercise.items, start=1):
                if item.objective == objective and exercise.mode == "practice":
                    links.append(span("", str(number), tag="a", href=f"#item-{item.id}"))
        separated = [node for link in links for node in (nodes.Text("、"), link)][1:]
        return [nodes.Text("第 "), *separated, nodes.Text(" 题")] if links else []


class KeyPoints(SphinxDirective):
    """本章要点: an ordered list with Chinese numerals."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Place the list."""
        box = make("div", "key-points")
        self.state.nested_parse(self.content, self.content_offset, box)
        return [box]


class TeacherNotes(SphinxDirective):
    """教师提示: a fold, closed; an argument says what is in it."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Place the fold."""
        said = self.arguments[0] if self.arguments else "时间安排、常见错答、怎样带讨论"
        title = span("more-title", "教师提示")
        summary = make("summary", "", raw(icon("fold")), title, span("more-said", said))
        body = make("div", "more-body")
        self.state.nested_parse(self.content, self.content_offset, body)
        return [make("details", "more teacher-notes", summary, body)]


def setup(app: Sphinx) -> None:
    """Register the directives."""
    app.add_directive("objectives", Objectives)
    app.add_directive("key-points", KeyPoints)
    app.add_directive("teacher-notes", TeacherNotes)
