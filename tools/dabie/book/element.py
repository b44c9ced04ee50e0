"""One docutils node that stands for any HTML element: what the course's blocks are built from."""

from __future__ import annotations

from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

VOID = frozenset(("input",))
"""What has no end tag, of the elements used here."""


class element(nodes.General, nodes.TextElement):  # type: ignore[misc]  # docutils has no types
    """An HTML element with children; other output formats show just the children.

    Text elements, because Sphinx writes a link only into one.
    """


class inline_element(nodes.Inline, nodes.TextElement):  # type: ignore[misc]  # as above
    """The same inside a line of text."""


def make(tag: str, name: str = "", *children: nodes.Node, **attributes: str) -> nodes.Element:
    """Return an element of class `dabie-<name>`; `_` in an attribute's name becomes `-`."""
    return _fill(element(), tag, name, children, attributes)


def span(name: str, *children: nodes.Node | str, tag: str = "span", **attributes: str) -> Any:
    """Return an inline element of class `dabie-<name>`."""
    texts = [nodes.Text(one) if isinstance(one, str) else one for one in children]
    return _fill(inline_element(), tag, name, texts, attributes)


def raw(html: str) -> nodes.Node:
    """Return ready HTML, which other output formats leave out."""
    return nodes.raw("", html, format="html", ours=True)


def _fill(node: Any, tag: str, name: str, children: Any, attributes: dict[str, str]) -> Any:
    node["tag"] = tag
    if name:
        node["classes"] = [f"dabie-{one}" for one in name.split()]
    node["attributes"] = {key.replace("_", "-"): value for key, value in attributes.items()}
    node += list(children)
    return node


def _open(self: Any, node: Any) -> None:
    values = dict(node["attributes"])
    if node["ids"]:
        values["id"] = node["ids"][0]
    if node["classes"]:
        values["class"] = " ".join(node["classes"])
    written = "".join(f' {key}="{escape(value)}"' for key, value in values.items())
    self.body.append(f"<{node['tag']}{written}>")


def _close(self: Any, node: Any) -> None:
    if node["tag"] in VOID:
        return
    self.body.append(f"</{node['tag']}>")
    if isinstance(node, element):
        self.body.append("\n")


def _nothing(self: Any, node: Any) -> None:
    """Show the children alone."""


def setup(app: Sphinx) -> None:
    """Register both nodes."""
    plain = (_nothing, _nothing)
    for node in (element, inline_element):
        # No `epub=`: naming a builder turns off its fallback to `html=`.
        app.add_node(node, html=(_open, _close), latex=plain, text=plain, man=plain, texinfo=plain)
