"""Links to the glossary: they look like terms, and the page carries what the glossary says of each.

Without script a term leads to the glossary; with it the definition opens where the reader is.
"""

from __future__ import annotations

from html import escape
from typing import Any, Final
from weakref import WeakKeyDictionary

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from .cite import JOINER
from .element import raw

NAMES: Final = "dabie_names_terms"
"""What a page's metadata remember: that it names terms, and so carries definitions."""
SOURCES: Final = "references"
"""The page of all sources, where a course has one of this name."""
_OF: WeakKeyDictionary[Sphinx, dict[str, dict[str, tuple[str, list[tuple[str, str]]]]]] = (
    WeakKeyDictionary()
)


class NamesTerms(SphinxTransform):
    """Notes that a page names terms."""

    default_priority = 600

    def apply(self, **kwargs: Any) -> None:
        """Remember it for the next build."""
        for reference in self.document.findall(addnodes.pending_xref):
            if reference.get("reftype") == "term":
                self.env.metadata[self.env.docname][NAMES] = "yes"
                return


class TermLinks(SphinxPostTransform):
    """Marks the references that `{term}` has become, and lays their definitions by."""

    default_priority = 750  # after Sphinx has resolved them
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Give each its class, and each term its definition once."""
        found: dict[str, str] = {}
        for reference in self.document.findall(nodes.reference):
            first = reference.children[0] if reference.children else None
            if isinstance(first, nodes.inline) and "std-term" in first["classes"]:
                reference["classes"].append("dabie-term")
                address = reference.get("refuri", "")
                page, _, anchor = address.partition("#")
                if page and anchor not in found:
                    found[anchor] = self._explained(address, anchor)
        if any(found.values()):
            body = "".join(found.values())
            self.document += raw(f'<div class="dabie-explained" hidden>{body}</div>')

    def _explained(self, address: str, anchor: str) -> str:
        for docname, entries in definitions(self.app).items():
            if anchor in entries and address.startswith(self._way(docname)):
                words, sources = entries[anchor]
                way = self._way(SOURCES) if SOURCES in self.env.found_docs else ""
                cited = "".join(
                    f'<a href="{way}#{source}">{number}</a>' if way else number
                    for source, number in sources
                )
                return (
                    f'<div id="explained-{anchor}"><p>{escape(words)}'
                    f"{f' <span>出处{cited}</span>' if cited else ''}</p>"
                    f'<p><a href="{escape(address)}">看术语表</a></p></div>'
                )
        return ""

    def _way(self, docname: str) -> str:
        return str(self.app.builder.get_relative_uri(self.env.docname, docname))


def definitions(app: Sphinx) -> dict[str, dict[str, tuple[str, list[tuple[str, str]]]]]:
    """Return, by page and anchor, what glossaries say: words, and sources by anchor and number."""
    if app not in _OF:
        objects = app.env.get_domain("std").get_objects()
        pages = {one[3] for one in objects if one[2] == "term"}
        _OF[app] = {docname: _read(app.env.get_doctree(docname)) for docname in sorted(pages)}
    return _OF[app]


def _read(glossary: nodes.document) -> dict[str, tuple[str, list[tuple[str, str]]]]:
    found = {}
    for term in glossary.findall(nodes.term):
        entry = next((one for one in term.parent if isinstance(one, nodes.definition)), None)
        if entry is None:
            continue
        said, sources = entry.deepcopy(), {}
        for mark in [one for one in said.findall(nodes.Element) if _is(one, "dabie-cites")]:
            for link in (one for one in mark.findall(nodes.Element) if _is(one, "dabie-cite")):
                sources[link["attributes"]["href"].lstrip("#")] = link.astext()
            mark.parent.remove(mark)
        words = said.astext().replace(JOINER, "").replace("\n", "")
        for anchor in term["ids"]:
            found[anchor] = (f"{term.astext()}：{words}", list(sources.items()))
    return found


def _is(node: nodes.Element, name: str) -> bool:
    return name in node.get("classes", ())


def outdated(app: Sphinx, env: Any, added: set[str], changed: set[str], removed: Any) -> list[str]:
    """Write what names terms anew when a glossary has changed."""
    objects = env.get_domain("std").get_objects()
    glossaries = {one[3] for one in objects if one[2] == "term"}
    if not glossaries & (added | changed):
        return []
    return [docname for docname, front in env.metadata.items() if front.get(NAMES)]


def setup(app: Sphinx) -> None:
    """Register the transforms."""
    app.add_transform(NamesTerms)
    app.add_post_transform(TermLinks)
    app.connect("env-get-outdated", outdated)
