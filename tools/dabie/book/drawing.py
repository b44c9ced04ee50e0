"""`{drawing}`: a figure drawn twice, for wide and narrow screens, with caption and text version."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, ClassVar, Final
from xml.etree import ElementTree

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from .element import make, raw, span
from .icons import icon

WIDTHS = ("wide", "narrow")
_BEFORE = re.compile(r"^.*?(?=<svg\b)", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_STYLE = re.compile(r'\sstyle="([^"]*)"')
_BETWEEN = re.compile(r">\s+<")
OF_NO_USE: Final = {
    "style": "内容安全策略不许；把样式写成属性，例如 fill",
    "script": "内容安全策略不许；删去",
    "foreignObject": "打印和电子书里没有；换成 <text>",
}
_ROOT = re.compile(r"<svg\b([^>]*)>")


class Drawing(SphinxDirective):
    """`{drawing} name`: the first paragraph is the caption, the rest the text version."""

    required_arguments = 1
    has_content = True
    option_spec: ClassVar[dict[str, Any]] = {"alt": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        """Place the figure."""
        name = self.arguments[0]
        alt = self.options.get("alt")
        if not alt:
            raise self.error("缺少 :alt:，用一句话写明图上看出了什么")
        pictures = []
        for width in WIDTHS:
            path = Path(self.env.srcdir, "figures", f"{name}-{width}.svg")
            self.env.note_dependency(str(path))
            if not path.is_file():
                raise self.error(f"没有图 figures/{path.name}")
            try:
                svg = inline_svg(path.read_text(encoding="utf-8-sig"), alt=alt)
            except ValueError as error:
                raise self.error(f"图 figures/{path.name} {error}") from None
            pictures.append(make("div", f"picture {width}", raw(svg)))
        number = self.env.temp_data.get("dabie_drawings", 0) + 1
        self.env.temp_data["dabie_drawings"] = number
        body = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, body)
        if not body.children:
            raise self.error("缺少图注：正文第一段是图注，后面是文字版")
        caption, *rest = body.children
        # The chapter's number is put before it when the page is written.
        label = span("figure-number", str(number))
        figure = make("figure", "figure", make("div", "sheet", *pictures))
        figure["ids"] = [f"drawing-{name}"]
        figure += make("figcaption", "", label, *caption.children)
        if rest:
            summary = make("summary", "", raw(icon("fold")), nodes.Text("看文字版"))
            body = make("div", "more-body", *rest)
            figure.children[-1].append(make("details", "more as-text", summary, body))
        return [figure]


def inline_svg(source: str, *, alt: str) -> str:
    """Return a drawing ready to stand in a page: no comment, no inline style, and a name.

    A strict Content-Security-Policy forbids `style="…"`; the same words are allowed as attributes.
    `ValueError` says what would spoil the page around it, or not work in one.
    """
    _refuse(source)
    svg = _BEFORE.sub("", _COMMENT.sub("", source)).strip()
    root = _ROOT.match(svg)
    if root is None:
        raise ValueError("里没有 <svg>")
    # The drawing's size is the page's affair.
    kept = re.sub(r'\s(?:style|width|height|role|aria-label)="[^"]*"', "", root[1])
    body = _BETWEEN.sub("><", _STYLE.sub(_as_attributes, svg[root.end() :]))
    name = alt.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    return f'<svg{kept} role="img" aria-label="{name}">{body}'


def _refuse(source: str) -> None:
    """Raise `ValueError` for a drawing that is not whole, or asks for what no page may do."""
    try:
        drawing = ElementTree.fromstring(source.encode())
    except ElementTree.ParseError as error:
        line, column = error.position
        said = f"不是完整的 SVG：第 {line} 行第 {column + 1} 个字符附近，看标签是否成对"
        raise ValueError(said) from None
    for one in drawing.iter():
        tag = str(one.tag).rpartition("}")[2]
        if tag in OF_NO_USE:
            raise ValueError(f"里有 <{tag}>，{OF_NO_USE[tag]}")
        for name, value in one.attrib.items():
            bare = name.rpartition("}")[2]
            if bare.startswith("on") or (bare == "href" and not value.startswith("#")):
                raise ValueError(f"里有 {bare}=“{value[:40]}”，网站上不起作用；删去")


def _as_attributes(match: re.Match[str]) -> str:
    pairs = (one.split(":", 1) for one in match[1].split(";") if ":" in one)
    return "".join(f' {name.strip()}="{value.strip()}"' for name, value in pairs)


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("drawing", Drawing)
