"""`{drawing}`: a figure drawn twice, for wide and narrow screens, with caption and text version."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, ClassVar

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
            svg = inline_svg(path.read_text(encoding="utf-8"), alt=alt)
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
    """
    svg = _BEFORE.sub("", _COMMENT.sub("", source)).strip()
    root = _ROOT.match(svg)
    if root is None:
        raise ValueError("no <svg>")
    # The drawing's size is the page's affair.
    kept = re.sub(r'\s(?:style|width|height|role|aria-label)="[^"]*"', "", root[1])
    body = _BETWEEN.sub("><", _STYLE.sub(_as_attributes, svg[root.end() :]))
    name = alt.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    return f'<svg{kept} role="img" aria-label="{name}">{body}'


def _as_attributes(match: re.Match[str]) -> str:
    pairs = (one.split(":", 1) for one in match[1].split(";") if ":" in one)
    return "".join(f' {name.strip()}="{value.strip()}"' for name, value in pairs)


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("drawing", Drawing)
