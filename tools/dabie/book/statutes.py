"""`{law-statements}`: every statute of the register, its articles, and who leans on each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from weakref import WeakKeyDictionary

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from ..catalog.laws import Law
from ..catalog.statements import FACTS, Said
from ..catalog.statutes import Article
from .chapters import Page, contents
from .element import make, raw, span
from .gathered import outdated
from .icons import icon
from .material import Material, material

LISTED: Final = "dabie_laws"
"""What a page's metadata remember: that it lists the statutes."""


@dataclass(frozen=True, slots=True)
class Link:
    """A place that leans on an article, as a reader is led there."""

    words: str
    docname: str
    anchor: str = ""


class LawStatements(SphinxDirective):
    """Marks the place; it is filled when every chapter has been read."""

    has_content = False

    def run(self) -> list[nodes.Node]:
        """Place an empty list."""
        self.env.metadata[self.env.docname][LISTED] = "yes"
        made = material(self.env.app)
        texts = (law.file for law in made.laws.by_key.values() if law.file)
        for name in ("laws.toml", *texts):
            self.env.note_dependency(str(made.book / name))
        return [make("div", "laws")]


class ListStatutes(SphinxPostTransform):
    """Fills the list in."""

    default_priority = 792
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Write one section for every statute that the course leans on, then name the others."""
        if not self.env.metadata[self.env.docname].get(LISTED):
            return
        made = material(self.app)
        leaning = links(self.app, made)
        for place in self.document.findall(nodes.Element):
            if "dabie-laws" in place.get("classes", ()):
                used = [law for law in made.laws.by_key.values() if leaning.get(law.key)]
                place += [self._law(law, leaning[law.key]) for law in used]
                idle = [law for law in made.laws.by_key.values() if law not in used]
                if idle:
                    names = "、".join(f"《{law.name}》（{law.version}）" for law in idle)
                    place += make("p", "laws-idle", nodes.Text(f"登记了、还没有引用的：{names}。"))
                return

    def _law(self, law: Law, leaning: Mapping[str, list[Link]]) -> nodes.Element:
        title = make("h3", "law-name", nodes.Text(f"《{law.name}》"))
        title += span("law-version", f"（{law.version}）")
        title["ids"] = [f"law-{law.key}"]
        section = make("section", "law", title, make("p", "law-facts", nodes.Text(_facts(law))))
        if not law.text:
            said = "没有存全文：条号和内容只照底稿转述，这里核不了，用前查原文。"
            section += make("p", "law-unstored", nodes.Text(said))
        numbers = sorted(leaning, key=article_order)
        rows = [self._article(law, number, leaning[number]) for number in numbers]
        section += make("div", "law-articles", *rows)
        return section

    def _article(self, law: Law, number: str, leaning: Iterable[Link]) -> nodes.Element:
        article = law.articles.get(number)
        name = Article(number, ()).name if number else "没有写条号的"
        row = make("div", "law-article", make("p", "law-article-name", nodes.Text(name)))
        row["ids"] = [f"law-{law.key}-{number or 'all'}"]
        line = make("p", "law-places")
        for at, link in enumerate(leaning):
            address = self.app.builder.get_relative_uri(self.env.docname, link.docname)
            line += [nodes.Text("、" if at else ""), _a(link.words, address + link.anchor)]
        row += line
        if article is not None:
            summary = make("summary", "", raw(icon("fold")), nodes.Text("看条文"))
            body = make("div", "more-body", *(_paragraph(one) for one in article.lines))
            row += make("details", "more as-text law-text", summary, body)
        return row


Leaning = dict[str, dict[str, list[Link]]]
"""Places by statute and article."""
_OF: WeakKeyDictionary[Sphinx, Leaning] = WeakKeyDictionary()


def links(app: Sphinx, made: Material) -> Leaning:
    """Return, by statute and article, the places of chapters and practice items on it.

    Asked for only once all chapters have been read. What an assessment leans on would tell its
    keys, and is left out.
    """
    if app not in _OF:
        _OF[app] = _links(app, made)
    return _OF[app]


def _links(app: Sphinx, made: Material) -> Leaning:
    pages = {page.docname: page for part in contents(app.env) for page in part.pages}
    anchors = {name: _anchors(app, name) for name in pages}
    numbers = {
        item.id: at
        for exercise in made.course.exercises
        for at, item in enumerate(exercise.items, start=1)
    }
    found: Leaning = {}
    for said in made.statements:
        page = pages.get(said.place.page)
        if said.place.file == FACTS or not said.place.practice or page is None:
            continue
        link = _link(said, page, anchors[page.docname], numbers)
        for law, number in said.leans:
            listed = found.setdefault(law, {}).setdefault(number, [])
            if link not in listed:
                listed.append(link)
    places = {name: at for at, name in enumerate(pages)}
    for articles in found.values():
        for listed in articles.values():
            listed.sort(key=lambda one: (places[one.docname], "题" in one.words))
    return found


def _link(said: Said, page: Page, anchors: Mapping[str, str], numbers: Mapping[str, int]) -> Link:
    name = page.label or f"《{page.title}》"
    if said.place.item:
        words = f"{name}第 {numbers[said.place.item]} 题"
        return Link(words, page.docname, f"#item-{said.place.item}")
    anchor = anchors.get(said.place.section, "")
    section = said.place.section if anchor and said.place.section != page.title else ""
    return Link(f"{name}{'“' + section + '”' if section else ''}", page.docname, anchor)


def _anchors(app: Sphinx, docname: str) -> dict[str, str]:
    """Return the anchor of every section of a page by its title."""
    tree = app.env.tocs.get(docname)
    references = tree.findall(nodes.reference) if tree is not None else ()
    return {one.astext(): one.get("anchorname", "") for one in references}


def _facts(law: Law) -> str:
    said = [f"{spoken(law.in_force)}起施行"] if law.in_force else []
    said += [f"{spoken(law.until)}止"] if law.until else []
    said += [f"核对截止{spoken(law.checked)}"]
    return "，".join(said) + "。" + (f"{law.note}。" if law.note else "")


def spoken(date: str) -> str:
    """Write a date the Chinese way.

    >>> spoken("2026-06-03")
    '2026年6月3日'
    """
    return "{}年{}月{}日".format(*map(int, date.split("-")))


def article_order(number: str) -> tuple[int, ...]:
    """Return what sorts articles as a statute has them; what names none comes last."""
    return tuple(map(int, number.split("-"))) if number else (10_000,)


def _paragraph(line: str) -> nodes.Element:
    return make("p", "", nodes.Text(line))


def _a(words: str, href: str) -> Any:
    return span("", words, tag="a", href=href)


def _outdated(app: Sphinx, env: Any) -> list[str]:
    # The register and its texts are dependencies of the page itself.
    return outdated(env, LISTED, lambda: links(app, material(app)))


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("law-statements", LawStatements)
    app.add_post_transform(ListStatutes)
    app.connect("env-updated", _outdated)
