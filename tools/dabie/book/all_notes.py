"""`{all-teacher-notes}`: every chapter's 教师提示 on one page, read from the chapters, to print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from ..catalog.texts import read_text
from .chapters import page
from .element import make, span
from .gathered import changed, marked, outdated

GATHERED: Final = "dabie_all_notes"
"""What a page's metadata remember: that it gathers the notes."""
OF: Final = "dabie-notes-of"
"""Where a chapter's number and the way to it go."""
_OPENS = re.compile(r"^(:{3,})\{teacher-notes\}")
_TITLE = re.compile(r"^#\s+(.+?)\s*$", re.MULTILINE)


class AllTeacherNotes(SphinxDirective):
    """Places the notes of all chapters, in the book's order: nothing is written twice."""

    has_content = False

    def run(self) -> list[nodes.Node]:
        """Parse each chapter's block anew, so that its marks lead to this page's sources."""
        self.env.metadata[self.env.docname][GATHERED] = "yes"
        sections = [self._section(*one) for one in self._chapters()]
        if not sections:
            raise self.error("没有一章写了 :::{teacher-notes}")
        return sections

    def _chapters(self) -> Iterator[tuple[str, Path, str]]:
        for docname in _listed(self.env.config):
            if docname != self.env.docname:
                path = Path(self.env.doc2path(docname))
                source = _with_notes(path)
                if source:
                    yield docname, path, source

    def _section(self, docname: str, path: Path, source: str) -> nodes.Element:
        section = nodes.section(ids=[f"notes-{docname}"], names=[f"notes-{docname}"])
        section += nodes.title("", _title(source) or docname)
        # A search finds it in the chapter, where a reader sees what the notes are about.
        section["classes"].append("dabie-gathered")
        place = make("p", "notes-of")
        place["docname"] = docname
        section += place
        lines, start = notes_of(source)
        self.state.nested_parse(StringList(lines, str(path)), start, section)
        return section


class NumberNotes(SphinxPostTransform):
    """Writes number and way to each chapter, which depend on the whole book."""

    default_priority = 794
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Fill the places in."""
        if not self.env.metadata[self.env.docname].get(GATHERED):
            return
        for place in list(self.document.findall(nodes.Element)):
            if OF not in place.get("classes", ()):
                continue
            of = page(self.env, place["docname"])
            address = self.app.builder.get_relative_uri(self.env.docname, place["docname"])
            label = of.label if of else ""
            minutes = f"，约 {of.minutes} 分钟" if of and of.minutes else ""
            place += span("", f"正文：{label or '这一篇'}", tag="a", href=address)
            place += nodes.Text(minutes)
            if label:
                place.parent.next_node(nodes.title).insert(
                    0, [span("section-number", label), nodes.Text(" ")]
                )


def notes_of(source: str) -> tuple[list[str], int]:
    r"""Return the lines of a chapter's notes, and the number of lines before them.

    >>> notes_of("# 题目\n\n:::{teacher-notes}\n十分钟。\n:::\n")
    (['十分钟。'], 3)
    """
    lines = source.splitlines()
    for number, line in enumerate(lines, start=1):
        opens = _OPENS.match(line)
        if opens:
            close = re.compile(rf"^:{{{len(opens[1])},}}\s*$")
            end = next((at for at in range(number, len(lines)) if close.match(lines[at])), None)
            return lines[number:end], number
    return [], 0


def _listed(config: Any) -> Iterator[str]:
    """Yield the pages of `_toc.yml` in order, which is known before any page is read."""
    site_map = config.external_site_map

    def below(document: Any) -> Iterator[str]:
        for tree in document.subtrees:
            for name in tree.items:
                if name in site_map:
                    yield str(name).removesuffix(".md")
                    yield from below(site_map[name])

    yield from below(site_map.root)


def _with_notes(path: Path) -> str:
    """Return the source of a chapter that has notes, or nothing."""
    if path.suffix != ".md" or not path.is_file():
        return ""
    source = read_text(path)
    return source if any(map(_OPENS.match, source.splitlines())) else ""


def _title(source: str) -> str:
    title = _TITLE.search(source)
    return title[1] if title else ""


def _to_read(app: Sphinx, env: Any, *_: Any) -> list[str]:
    """Return the page, to be read again, when notes, titles or their order have changed."""
    sources = {name: _with_notes(Path(env.doc2path(name))) for name in _listed(env.config)}
    notes = [(name, _title(one), notes_of(one)[0]) for name, one in sources.items() if one]
    return marked(env, GATHERED) if changed(env, f"{GATHERED}_read", notes) else []


def _to_write(app: Sphinx, env: Any) -> list[str]:
    # Numbers and minutes of the chapters, which every gathering page depends on.
    return outdated(env, GATHERED, lambda: ())


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("all-teacher-notes", AllTeacherNotes)
    app.add_post_transform(NumberNotes)
    app.connect("env-get-outdated", _to_read)
    app.connect("env-updated", _to_write)
