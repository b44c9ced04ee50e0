"""Pictures and tables that authors place: named, and sized as the strict policy allows.

Sphinx writes widths as styles, which a page may not have in it. A picture gets its size as
attributes instead, so that nothing moves when it comes; a column gets a class, in tenths.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.images import get_image_size

from ..catalog.texts import read_text

COLUMN: Final = 600
"""Width of the text in CSS pixels: what a percentage is of."""
PIXELS: Final = {"": 1.0, "px": 1.0, "em": 17.0, "rem": 17.0, "%": COLUMN / 100, "pt": 96 / 72,
                 "cm": 96 / 2.54, "mm": 96 / 25.4, "in": 96.0}  # fmt: skip
_LENGTH: Final = re.compile(r"\s*([\d.]+)\s*([a-z%]*)\s*")
_log = logging.getLogger(__name__)


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
    """Ask for each picture's words, and take from figures and tables what would become a style."""
    seen: Counter[str] = Counter()
    for picture in doctree.findall(nodes.image):
        name = posixpath.basename(picture["uri"])
        seen[name] += 1
        if not picture.get("alt", "").strip():
            said = f"图“{name}”没有说明，看不见的人不知道画了什么；写 ![说明](…) 或 :alt: 说明"
            line = _line(app.env.doc2path(app.env.docname), name, seen[name])
            _log.error(said, location=(app.env.docname, line))
    for figure in doctree.findall(nodes.figure):
        figure.attributes.pop("width", None)
    for table in doctree.findall(nodes.table):
        table.attributes.pop("width", None)
        if "colwidths-given" in table["classes"]:
            table["classes"].remove("colwidths-given")
            _share(table)


def _line(source: str, name: str, time: int) -> int | None:
    """Return the line that names a picture for the n-th time: its node often knows none."""
    lines = read_text(Path(source)).splitlines()
    at = [number for number, line in enumerate(lines, start=1) if name in line]
    return at[time - 1] if time <= len(at) else None


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
    self.body.append(
        self.emptytag(node, "img", "", src=source, alt=node.get("alt", ""), **attributes)
    )


def _depart(self: Any, node: nodes.image) -> None:
    pass


def setup(app: Sphinx) -> None:
    """Draw pictures; settle what surrounds them."""
    app.add_node(nodes.image, override=True, html=(_visit, _depart))
    app.connect("doctree-read", _settle)
