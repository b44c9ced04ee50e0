"""`{cite}` and `{bibliography}`: marks in the text, and under every page what it cites.

A source's number is its place in `references.bib`. (sphinxcontrib-bibtex numbers by first citation
in the whole book: a mark added in one chapter would renumber all pages built before.)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxDirective, SphinxRole

from ..references import Reference
from .element import make, span
from .gathered import changed, marked
from .marks import grade_mark
from .material import material

SOURCES = "出处"
ALL = "dabie_all_sources"
"""What a page's metadata remember: that it lists all sources."""
JOINER = "\u2060"
"""Keeps what follows from starting a line."""


class CiteRole(SphinxRole):
    """`{cite}` with one or more keys: [16], raised, linked to its note on the same page."""

    def run(self) -> tuple[list[nodes.Node], list[Any]]:
        """Place the marks."""
        numbers = material(self.env.app).numbers
        seen: dict[str, list[str]] = self.env.temp_data.setdefault("dabie_cited", {})
        marks: list[nodes.Node] = []
        keys = [one.strip() for one in self.text.split(",")]
        unknown = [key for key in keys if key not in numbers]
        if unknown:
            message = f"references.bib 里没有“{unknown[0]}”"
            return [], [self.inliner.reporter.error(message, line=self.lineno)]
        for key in sorted(keys, key=lambda one: numbers[one]):
            places = seen.setdefault(key, [])
            places.append(f"cited-{key}-{len(places) + 1}")
            link = {"href": f"#source-{key}", "role": "doc-noteref"}
            mark = span("cite", f"[{numbers[key]}]", tag="a", **link)
            mark["ids"] = [places[-1]]
            marks.append(mark)
        # A long row of marks may break inside; a short one hangs on to its word.
        name = "cites many" if len(marks) > 3 else "cites"
        return [nodes.Text(JOINER), span(name, *marks, tag="sup")], []


class BibliographyDirective(SphinxDirective):
    """`{bibliography}`: the sources of the course, in order.

    A source that only an assessment rests on is left out: it would tell where its keys come from.
    """

    has_content = False
    optional_arguments = 1
    # sphinxcontrib-bibtex's options are let pass: here it is always the same list.
    option_spec: ClassVar[dict[str, Any]] = dict.fromkeys(
        ("all", "cited", "filter", "style", "list"), directives.unchanged
    )

    def run(self) -> list[nodes.Node]:
        """Place the list."""
        self.env.temp_data["dabie_bibliography"] = True
        made = material(self.env.app)
        self.env.metadata[self.env.docname][ALL] = "yes"
        hidden = made.hidden_sources
        return [_listed(one for one in _numbered(made) if one[0].key not in hidden)]


class CitedSources(SphinxTransform):
    """Ends a page that cites with the section 出处."""

    default_priority = 500

    def apply(self, **kwargs: Any) -> None:
        """Append the section."""
        places: dict[str, list[str]] = self.env.temp_data.get("dabie_cited", {})
        sections = [one for one in self.document.children if isinstance(one, nodes.section)]
        if not places or self.env.temp_data.get("dabie_bibliography"):
            return
        self.env.metadata[self.env.docname]["dabie_cited"] = str(len(places))
        numbered = [one for one in _numbered(material(self.app)) if one[0].key in places]
        section = nodes.section(ids=["sources"], names=["sources"])
        section += [nodes.title("", SOURCES), _listed(numbered, places)]
        (sections[-1] if sections else self.document).append(section)


def _outdated(app: Sphinx, env: Any, *_: Any) -> list[str]:
    """Return the list of all sources when another of them is to be left out."""
    hidden = sorted(material(app).hidden_sources)
    return marked(env, ALL) if changed(env, ALL, hidden) else []


def _numbered(made: Any) -> list[tuple[Reference, int]]:
    return [(reference, made.numbers[key]) for key, reference in made.references.items()]


def _listed(
    references: Iterable[tuple[Reference, int]], places: dict[str, list[str]] | None = None
) -> nodes.Element:
    """Draw sources with number, text, level and, on a page that cites, the ways back."""
    rows = []
    for reference, number in references:
        row = make("li", "source", span("source-number", f"[{number}]"))
        text = span("source-text", reference.text)
        if reference.url:
            # A way out of the site, which only a reader takes.
            away = {"href": reference.url, "rel": "noopener noreferrer external"}
            text += span("", " "), span("source-page", "原页", tag="a", **away)
        if reference.grade:
            text += nodes.Text(" "), grade_mark(reference.grade)
        anchors = (places or {}).get(reference.key, ())
        if anchors:
            text += nodes.Text(" "), span("backs", "↩", *_back(anchors))
        row["ids"] = [f"source-{reference.key}"]
        row += text
        rows.append(row)
    return make("ol", "source-list", *rows)


def _back(anchors: Sequence[str]) -> Iterable[nodes.Node]:
    """Yield a link for every place that cites a source."""
    for place, anchor in enumerate(anchors, start=1):
        label = f"回到正文第 {place} 处"
        yield nodes.Text(" ")
        yield span("back", str(place), tag="a", href=f"#{anchor}", title=label)


def setup(app: Sphinx) -> None:
    """Register role, directive and transform."""
    app.add_role("cite", CiteRole())
    app.add_directive("bibliography", BibliographyDirective)
    app.add_transform(CitedSources)
    app.connect("env-get-outdated", _outdated)
