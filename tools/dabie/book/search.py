"""Full-text search: the course's own text, passage by passage, in one file that is read on demand.

A Chinese word has no border that a machine could be sure of, so nothing is split: the browser looks
for the very characters. That is exact for 凉亭坳, 1935年 or a single 坳, and a book of this size is
looked through in a few milliseconds. (Sphinx's own search needs a dictionary, drops numbers and
makes short terms optional.)
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from sphinx.application import Sphinx

from .chapters import contents, page
from .passages import passages
from .traditional import traditional

PREFIX: Final = "search-"
"""Begins the index's name: pages, each with address, title and passages; pairs of characters."""
REMEMBERED: Final = "passages.json"
"""What pages said when they were last written; a build writes only those that changed."""


def _without_sphinx(app: Sphinx) -> None:
    """Keep Sphinx from writing an index of its own."""
    if app.builder.format == "html":
        app.builder.search = False  # type: ignore[attr-defined]


def _note(app: Sphinx, name: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    if doctree is None or app.builder.name != "html":
        return
    of = page(app.env, name)
    title = f"{of.label} {of.title}" if of and of.number else of.title if of else context["title"]
    held = [[one.anchor, one.heading, one.text] for one in passages(context.get("body", ""))]
    _written(app)[name] = [app.builder.get_target_uri(name), title, held]


def _written(app: Sphinx) -> dict[str, Any]:
    """Return the pages by name, with those of earlier builds."""
    known: dict[str, Any] | None = getattr(app, "dabie_passages", None)
    if known is None:
        path = Path(app.doctreedir, REMEMBERED)
        known = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
        app.dabie_passages = known  # type: ignore[attr-defined]
    return known


def _page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Write the index, now that every page has been, and add the page that searches in it."""
    if app.builder.name != "html":
        return
    known = _written(app)
    names = [
        app.config.root_doc,
        *(one.docname for part in contents(app.env) for one in part.pages),
    ]
    names += sorted(set(app.env.found_docs) - set(names))
    kept = {name: known[name] for name in names if name in known}
    Path(app.doctreedir, REMEMBERED).write_text(_json(kept), encoding="utf-8")
    text = _json(list(kept.values()))
    index = f'{{"pages":{text},"traditional":{_json(traditional(text))}}}'.encode()
    static = Path(app.outdir, "_static")
    static.mkdir(parents=True, exist_ok=True)
    for old in static.glob(f"{PREFIX}*"):
        old.unlink()
    address = f"{PREFIX}{sha256(index).hexdigest()[:8]}.json"
    (static / address).write_bytes(index)
    yield "search", {"title": "搜索", "index": f"_static/{address}"}, "search.html"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def setup(app: Sphinx) -> None:
    """Take the place of Sphinx's search."""
    app.connect("builder-inited", _without_sphinx)
    app.connect("html-page-context", _note, priority=950)
    app.connect("html-collect-pages", _page)
