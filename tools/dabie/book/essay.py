"""`{essay}`: the essay's sentences on ruled paper, quoted in a chapter or complete with notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from ..essay import Sentence
from .chapters import contents
from .element import make, span
from .gathered import outdated
from .material import material

SLIP = "感悟原文"
WHOLE, QUOTES = "dabie_essay_whole", "dabie_essay_quotes"
"""What a page's metadata remember: that it holds the whole essay, which sentences it quotes."""
PARTS: Final = (
    (re.compile(r"lesson-(\d+)"), "第{}条启示"),
    (re.compile(r"commitment-(\d+)"), "第{}项承诺"),
    (re.compile(r"intro"), "开头"),
    (re.compile(r"synthesis"), "小结"),
)
DIGITS: Final = "〇一二三四五六七八九十"


class EssayDirective(SphinxDirective):
    """`{essay} E10 E11` quotes; without argument the whole essay stands there, with anchors."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = False

    def run(self) -> list[nodes.Node]:
        """Place the sentences."""
        essay = material(self.env.app).essay
        front = self.env.metadata[self.env.docname]
        if not self.arguments:
            front[WHOLE] = "yes"
            return _whole(essay)
        names = self.arguments[0].split()
        known = {one.id: one for one in essay}
        missing = [name for name in names if name not in known]
        if missing:
            raise self.error(f"essay.json 里没有“{missing[0]}”")
        front[QUOTES] = f"{front.get(QUOTES, '')} {self.arguments[0]}"
        title = essay[0].text if essay else ""
        return [_quotation([known[name] for name in names], title=title)]


def part_title(part: str) -> str:
    """Return the Chinese name of a part of the essay."""
    for pattern, words in PARTS:
        match = pattern.fullmatch(part)
        if match:
            return words.format(*(DIGITS[int(one)] for one in match.groups()))
    return part


def _quotation(sentences: Sequence[Sentence], *, title: str) -> nodes.Element:
    parts = dict.fromkeys(part_title(one.part) for one in sentences)
    head = make("p", "essay-head", span("slip", SLIP), span("essay-part", "、".join(parts)))
    lines = [_line(one) for one in sentences]
    ruled = make("div", "ruled-paper", *lines)
    notes = [f"据《{title}》。", _corrections(sentences)]
    if any("*" in one.text for one in sentences):
        notes.append("星号为原文所隐。")
    source = make("p", "essay-source", nodes.Text("".join(notes)))
    return make("blockquote", "essay", head, ruled, source)


def _whole(essay: Sequence[Sentence]) -> list[nodes.Node]:
    """Return one block for each paragraph of the essay, its notes below it."""
    blocks: list[nodes.Node] = []
    for part, group in groupby(essay, key=lambda one: one.part):
        sentences = list(group)
        lines = []
        for one in sentences:
            line = _line(one)
            line["ids"] = [one.id]
            lines.append(line)
        head = make("p", "essay-head", span("slip", part_title(part)))
        block = make("div", "essay essay-whole", head, make("div", "ruled-paper", *lines))
        # Which chapters discuss a sentence is known when the page is written.
        block += make("ul", "essay-notes", *(_note(one) for one in sentences))
        blocks.append(block)
    return blocks


def _note(sentence: Sentence) -> nodes.Element:
    said = nodes.Text(_corrections([sentence]))
    note = make("li", "essay-note", span("essay-id", sentence.id), nodes.Text(" "), said)
    note["sentence"] = sentence.id
    return note


class Discussed(SphinxPostTransform):
    """Ties quotations and the whole essay together, when it is known which page holds it."""

    default_priority = 790
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Lead quoted numbers to the whole essay; say there which chapters discuss a sentence."""
        front = self.env.metadata[self.env.docname]
        if front.get(WHOLE):
            self._notes()
        elif front.get(QUOTES):
            holds = (docname for docname, one in self.env.metadata.items() if one.get(WHOLE))
            page = next(holds, None)
            for link in _of_class(self.document, "dabie-essay-id"):
                if page is None:
                    link["tag"] = "span"
                    link["attributes"].clear()
                else:
                    address = self.app.builder.get_relative_uri(self.env.docname, page)
                    link["attributes"]["href"] = address + link["attributes"]["href"]

    def _notes(self) -> None:
        pages = [
            (one, one.front.get(QUOTES, "").split())
            for part in contents(self.env)
            for one in part.pages
        ]
        for note in _of_class(self.document, "dabie-essay-note"):
            said: list[nodes.Node] = []
            for one in (page for page, quoted in pages if note["sentence"] in quoted):
                link = self.app.builder.get_relative_uri(self.env.docname, one.docname)
                # A number is enough: the sidebar and the index by sentence have the titles.
                words = one.label or f"《{one.title}》"
                said += nodes.Text("、" if said else "见"), span("", words, tag="a", href=link)
            if said:
                note += [*said, nodes.Text("。")]
            if not note.astext().removeprefix(note["sentence"]).strip():
                note.parent.remove(note)


def _outdated(app: Sphinx, env: Any) -> list[str]:
    quotes = {name: front[QUOTES] for name, front in env.metadata.items() if front.get(QUOTES)}
    return outdated(env, WHOLE, lambda: sorted(quotes.items()))


def _of_class(document: nodes.document, name: str) -> list[Any]:
    elements = document.findall(nodes.Element)
    return [one for one in elements if name in one.get("classes", ())]


def _line(sentence: Sentence) -> nodes.Element:
    label = span("essay-id", sentence.id, tag="a", href=f"#{sentence.id}")
    return make("p", "sentence", label, *_marked(sentence))


def _marked(sentence: Sentence) -> Iterable[nodes.Node]:
    """Return the text with its misprints under a wavy line, as printed."""
    if not sentence.misprints:
        return [nodes.Text(sentence.text)]
    printed = [re.escape(one) for one, _ in sentence.misprints]
    pieces = re.split(f"({'|'.join(printed)})", sentence.text)
    return [
        span("misprint", piece) if place % 2 else nodes.Text(piece)
        for place, piece in enumerate(pieces)
        if piece
    ]


def _corrections(sentences: Iterable[Sentence]) -> str:
    pairs = [pair for one in sentences for pair in one.misprints]
    if not pairs:
        return ""
    return "；".join(f"“{text}”原文如此，当作“{read}”" for text, read in pairs) + "。"


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("essay", EssayDirective)
    app.add_post_transform(Discussed)
    app.connect("env-updated", _outdated)
