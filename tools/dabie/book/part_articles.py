"""`{part-articles}`: the chapters of one part against the articles that carry them."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from ..catalog.laws import Law
from ..catalog.statutes import article_name
from .chapters import Page, contents
from .element import make, span
from .gathered import outdated
from .material import Material, material
from .statutes import article_order, links

CHARTED: Final = "dabie_part_articles"
"""What a page's metadata remember: that it holds such a figure, and of which part."""
READING: Final = "“延伸阅读”"
STATUTES: Final = "laws"
"""The page that lists every statement, where a course has one of this name."""


class PartArticles(SphinxDirective):
    """`{part-articles} part`: the caption follows; the rows come when every chapter is read."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Place the figure without its rows."""
        self.env.metadata[self.env.docname][CHARTED] = self.arguments[0]
        number = self.env.temp_data.get("dabie_drawings", 0) + 1
        self.env.temp_data["dabie_drawings"] = number
        body = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, body)
        caption = make("figcaption", "", span("figure-number", str(number)))
        caption += [child for one in body.children for child in one.children]
        return [make("figure", "figure", make("div", "sheet part-articles"), caption)]


class ChartArticles(SphinxPostTransform):
    """Fills the rows in."""

    default_priority = 793
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Write one row for every chapter of the part."""
        part = self.env.metadata[self.env.docname].get(CHARTED)
        if not part:
            return
        made = material(self.app)
        pages = [page for one in contents(self.env) for page in one.pages if page.part == part]
        leaning = _by_page(self.app, made)
        rows = {page.docname: leaning.get(page.docname, {}) for page in pages if page.number}
        shared = Counter((key, one) for row in rows.values() for key in row for one in row[key])
        for place in self.document.findall(nodes.Element):
            if "dabie-part-articles" in place.get("classes", ()):
                for page in pages:
                    if page.number:
                        place += self._row(page, rows[page.docname], shared, made)
                return

    def _row(
        self,
        page: Page,
        row: dict[str, list[str]],
        shared: Counter[tuple[str, str]],
        made: Material,
    ) -> nodes.Element:
        address = self.app.builder.get_relative_uri(self.env.docname, page.docname)
        title = span("", f"{page.label} {page.title}", tag="a", href=address)
        drawn = make("div", "part-row", make("p", "part-title", title))
        listed = make("dl", "part-laws")
        for law in made.laws.by_key.values():
            if row.get(law.key):
                listed += self._law(law, row[law.key], shared)
        drawn += listed if listed.children else make("p", "", nodes.Text("还没有引到条号。"))
        return drawn

    def _law(
        self, law: Law, numbers: list[str], shared: Counter[tuple[str, str]]
    ) -> list[nodes.Node]:
        chips = make("dd", "part-chips")
        for number in sorted(numbers, key=article_order):
            several = shared[law.key, number] > 1
            name = article_name(number)
            chip: dict[str, str] = {"tag": "span"}
            if STATUTES in self.env.found_docs:
                address = self.app.builder.get_relative_uri(self.env.docname, STATUTES)
                chip = {"tag": "a", "href": f"{address}#law-{law.key}-{number}"}
            words = name.removeprefix("第").removesuffix("条")
            classes = "part-chip part-chip-shared" if several else "part-chip"
            # Weight and frame say that it is shared, and a word for who sees neither.
            unseen = [span("unseen", "，几项共用")] if several else []
            chips += [span(classes, words, *unseen, **chip), nodes.Text(" ")]
        return [make("dt", "", nodes.Text(f"《{law.name}》（{law.version}）")), chips]


def _by_page(app: Sphinx, made: Material) -> dict[str, dict[str, list[str]]]:
    """Return the articles on which each page leans, by statute."""
    found: dict[str, dict[str, list[str]]] = {}
    replaced = {law.replaces for law in made.laws.by_key.values()}
    for key, articles in links(app, made).items():
        for number, places in articles.items():
            # A list of what to read on carries nothing.
            for docname in {one.docname for one in places if READING not in one.words}:
                if number and key not in replaced:
                    found.setdefault(docname, {}).setdefault(key, []).append(number)
    return found


def _outdated(app: Sphinx, env: Any) -> list[str]:
    made = material(app)
    return outdated(env, CHARTED, lambda: (_by_page(app, made), _registered(made)))


def _registered(made: Material) -> list[tuple[str, str, str]]:
    return [(law.key, law.name, law.version) for law in made.laws.by_key.values()]


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("part-articles", PartArticles)
    app.add_post_transform(ChartArticles)
    app.connect("env-updated", _outdated)
