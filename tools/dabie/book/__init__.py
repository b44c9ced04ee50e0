"""The book: a Sphinx extension for Jupyter Book 1.x with the course's directives and its theme."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from sphinx.application import Sphinx

from . import (
    all_notes,
    assets,
    cards,
    cases,
    cells,
    cite,
    drawing,
    element,
    essay,
    heading,
    item,
    limits,
    lists,
    marks,
    material,
    pages,
    part_articles,
    pictures,
    place_map,
    raw_html,
    renumbering,
    search,
    settings,
    sides,
    statutes,
    terms,
    timeline,
    trace,
    typography,
)

PIECES = (
    settings,
    element,
    material,
    marks,
    cite,
    item,
    essay,
    trace,
    timeline,
    place_map,
    statutes,
    renumbering,
    limits,
    part_articles,
    pictures,
    cards,
    cases,
    sides,
    lists,
    all_notes,
    drawing,
    cells,
    typography,
    terms,
    heading,
    raw_html,
    search,
    assets,
    pages,
)


def edition() -> int:
    """Return a number that changes with this package: other tools read every chapter anew."""
    package = assets.HERE.parent
    sources = [path for room in ("book", "core", "view") for path in (package / room).glob("*.py")]
    # Pages hold the address of scripts and styles, which changes with them.
    content = b"".join(path.read_bytes() for path in sorted(sources)) + assets.folder().encode()
    return int(sha256(content).hexdigest()[:8], 16)


def setup(app: Sphinx) -> dict[str, Any]:
    """Set every piece up."""
    for piece in PIECES:
        piece.setup(app)
    app.add_html_theme("dabie", str(assets.HERE / "theme" / "dabie"))
    return {
        "version": "1",
        "env_version": edition(),
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
