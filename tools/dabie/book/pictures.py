"""Pictures and tables that authors place, sized as the strict policy allows.

Sphinx writes widths as styles, which a page may not have in it. A picture gets its size as
attributes instead, so that nothing moves when it comes; a column gets a class, in tenths.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.images import get_image_size

COLUMN: Final = 600
"""Width of the text in CSS pixels: what a percentage is of."""
PIXELS: Final = {"": 1.0, "px": 1.0, "em": 17.0, "rem": 17.0, "%": COLUMN / 100, "pt": 96 / 72,
                 "cm": 96 / 2.54, "mm": 96 / 25.4, "in": 96.0}  # fmt: skip
_LENGTH: Final = re.compile(r"\s*([\d.]+)\s*([a-z%]*)\s*")


def sized(natural: tuple[int, int] | None, width: str, height: str, scale: int) -> dict[str, str]:
    """Return a picture's size as attributes; what is not given follows from its own proportions.

    >>> sized((1600, 900), "50%", "", 100)
    {'width': '300', 'height': '169'}
    >>> sized((1600, 900), "", "", 50)
    {'width': '800', 'height': '450'}
    >>> sized(None, "", "40px", 100)
    {'height': '40'}
    """
    wide, high = (_pixels(one) for one in (width, height))
    if natural:
        ratio = natural[1] / natural[0]
        if wide is None and high is None:
            wide = natural[0] * scale / 100
        wide = wide if wide is not None else (high or 0) / ratio
        high = high if high is not None else wide * ratio
    given = {"width": wide, "height": high}
    return {name: str(round(one)) for name, one in given.items() if one}


def _pixels(length: str) -> float | None:
    match = _LENGTH.fullmatch(length)
    unit = PIXELS.get(match[2]) if match else None
    return float(match[1]) * unit if match and unit else None


def _settle(app: Sphinx, doctree: nodes.document) -> None:
    """Take from figures and tables what would become a style."""
    for figure in doctree.findall(nodes.figure):
        figure.attributes.pop("width", None)
    for table in doctree.findall(nodes.table):
        table.attributes.pop("width", None)
        if "colwidths-given" in table["classes"]:
            table["classes"].remove("colwidths-given")
            _share(table)


def _share(table: nodes.table) -> None:
    """Give the cells of the first row their columns' shares."""
    shares = [one["colwidth"] for one in table.findall(nodes.colspec)]
    row = next(iter(table.findall(nodes.row)), None)
    # A cell that spans columns belongs to none.
    if row is not None and len(row.children) == len(shares):
        for cell, share in zip(row.children, shares, strict=True):
            tenths = round(10 * share / (sum(shares) or 1))
            if isinstance(cell, nodes.entry) and 1 <= tenths <= 9:
                cell["classes"].append(f"dabie-col-{tenths}")
    table["classes"].append("colwidths-auto")


def _visit(self: Any, node: nodes.image) -> None:
    uri, images = node["uri"], self.builder.images
    attributes = sized(
        get_image_size(str(Path(self.builder.srcdir, uri))) if uri in images else None,
        str(node.get("width", "")),
        str(node.get("height", "")),
        int(node.get("scale", 100)),
    )
    source = posixpath.join(self.builder.imgpath, quote(images[uri])) if uri in images else uri
    if "align" in node:
        attributes["class"] = f"align-{node['align']}"
    self.body.append(
        self.emptytag(node, "img", "", src=source, alt=node.get("alt", ""), **attributes)
    )


def _depart(self: Any, node: nodes.image) -> None:
    pass


def setup(app: Sphinx) -> None:
    """Draw pictures; settle what surrounds them."""
    app.add_node(nodes.image, override=True, html=(_visit, _depart))
    app.connect("doctree-read", _settle)
