"""Controls that a page's script answers to; hidden where none runs, so nothing moves later."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from docutils import nodes

from .element import make, span


def panel(*rows: nodes.Node, label: str) -> nodes.Element:
    """Return the box that holds a page's controls."""
    return make("div", "controls", *rows, role="group", aria_label=label)


def row(*children: nodes.Node) -> nodes.Element:
    """Return one row of a panel."""
    return make("div", "controls-row", *children)


def checkboxes(name: str, legend: str, values: Iterable[str]) -> nodes.Element:
    """Return a named group of boxes, each with its value as its word."""
    boxes = [checkbox(value, value=value) for value in values]
    heading = make("legend", "", nodes.Text(legend))
    return make("fieldset", f"controls-group {name}", heading, *boxes)


def checkbox(words: str, *, value: str) -> nodes.Element:
    """Return a box with its words; the script empties it, whatever a browser remembers."""
    box = make("input", "", type="checkbox", value=value)
    return make("label", "controls-choice", box, span("", words))


def chooser(name: str, words: str, options: Mapping[str, str], *, none: str) -> nodes.Element:
    """Return a labelled list to choose from, value by value; `none` is its first, empty entry."""
    first = make("option", "", nodes.Text(none), value="")
    listed = [make("option", "", nodes.Text(said), value=value) for value, said in options.items()]
    select = make("select", f"controls-select {name}", first, *listed, autocomplete="off")
    return make("label", "controls-chooser", span("", words), select)


def status(name: str, words: str, **attributes: str) -> nodes.Element:
    """Return the line that says what the controls came to; it is read aloud."""
    line = make("p", f"controls-status {name}", nodes.Text(words), role="status")
    line["attributes"] |= {f"data-{key}": value for key, value in attributes.items()}
    return line


def button(name: str, words: str) -> nodes.Element:
    """Return a button."""
    return make("button", f"{name} button", nodes.Text(words), type="button")
