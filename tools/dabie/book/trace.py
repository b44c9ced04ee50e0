"""`{essay-trace}`: for every sentence of the essay, who discusses it, how, and what it is asked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from ..catalog.chapters import Chapter
from ..essay import Sentence
from .chapters import Page, contents
from .element import make, span
from .gathered import outdated
from .marks import claim_mark
from .material import Material, material

TRACED = "dabie_traced"
"""What a page's metadata remember: that it holds the table."""
SHOWN = 24
"""How much of a sentence stands in its row, in characters."""


class TraceDirective(SphinxDirective):
    """Marks the place; it is filled when every chapter has been read."""

    has_content = False

    def run(self) -> list[nodes.Node]:
        """Place an empty list."""
        self.env.metadata[self.env.docname][TRACED] = "yes"
        return [make("div", "trace")]


class Trace(SphinxPostTransform):
    """Fills the list in."""

    default_priority = 791
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Write one row for every sentence."""
        if not self.env.metadata[self.env.docname].get(TRACED):
            return
        made = material(self.app)
        sources = {one.name: one for one in made.chapters}
        pages = [
            (page, sources[page.docname])
            for part in contents(self.env)
            for page in part.pages
            # The page that prints the whole essay discusses none of it.
            if page.number and page.docname in sources
        ]
        for place in self.document.findall(nodes.Element):
            if "dabie-trace" in place.get("classes", ()):
                place += [self._row(one, pages, made) for one in made.essay]
                return

    def _row(
        self, sentence: Sentence, pages: Iterable[tuple[Page, Chapter]], made: Material
    ) -> nodes.Element:
        discussed = [(page, one) for page, one in pages if sentence.id in one.quoted]
        labels = sorted({label for _, one in discussed for label in one.labels(sentence.id)})
        text = sentence.text
        short = text if len(text) <= SHOWN else f"{text[:SHOWN]}……"
        row = make("section", "trace-row", make("p", "trace-text"))
        row[0] += [span("essay-id", sentence.id), nodes.Text(" "), nodes.Text(short)]
        row += self._line("讨论", [self._link(page.docname, _named(page)) for page, _ in discussed])
        row += self._line("标注", [claim_mark(label) for label in labels])
        row += self._line("题目", list(self._items(sentence, pages, made)), between="；")
        return row

    def _items(
        self, sentence: Sentence, pages: Iterable[tuple[Page, Chapter]], made: Material
    ) -> Iterable[Any]:
        """Yield links to the practice items that rest on a sentence; assessments tell nothing."""
        labels = {page.docname: page.label for page, _ in pages}
        for exercise in made.course.exercises:
            if exercise.mode != "practice" or exercise.chapter not in labels:
                continue
            links = [
                self._link(exercise.chapter, str(number), f"#item-{item.id}")
                for number, item in enumerate(exercise.items, start=1)
                if sentence.id in item.essay
            ]
            if links:
                separated = [node for one in links for node in (nodes.Text("、"), one)][1:]
                before = nodes.Text(f"{labels[exercise.chapter]}第 ")
                yield span("trace-items", before, *separated, nodes.Text(" 题"))

    def _link(self, docname: str, words: str, anchor: str = "") -> Any:
        address = self.app.builder.get_relative_uri(self.env.docname, docname)
        return span("", words, tag="a", href=address + anchor)

    def _line(self, name: str, said: list[Any], between: str = "、") -> nodes.Element:
        line = make("p", "trace-line", span("trace-name", name))
        for at, one in enumerate(said):
            line += [nodes.Text(between if at else " "), one]
        if not said:
            line += span("trace-none", " 还没有")
        return line


def _outdated(app: Sphinx, env: Any) -> list[str]:
    made = material(app)

    def gather() -> object:
        quoted = [(one.name, sorted(one.quoted), sorted(one.labelled)) for one in made.chapters]
        asked = [
            (one.id, one.chapter, one.mode, [(item.id, item.essay) for item in one.items])
            for one in made.course.exercises
        ]
        return made.essay, quoted, asked

    return outdated(env, TRACED, gather)


def _named(page: Page) -> str:
    return f"{page.label}《{page.title}》"


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("essay-trace", TraceDirective)
    app.add_post_transform(Trace)
    app.connect("env-updated", _outdated)
