"""The site's scripts: what a page runs is made into one module, so that it asks for few files.

A line of 150 ms is waited for at each step of a chain of imports, and an old server answers only
six requests at a time. Only comments and indentation are left out; the rest stays as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ..view.bundle import bundle

STATIC: Final = Path(__file__).parent / "static"
HOST: Final = "host.js"
LATER: Final = ("home.js", "press.js")
"""What the host imports when it needs it."""
BESIDE: Final = (*LATER, "mine.js")
"""What runs on pages that have the host, and takes the modules that are in it from there."""
ALONE: Final = (
    "aids.js", "check.js", "highlight.js", "place-map.js", "renumbering.js", "search.js",
    "timeline.js", "warm.js",
)  # fmt: skip
CLASSIC: Final = ("mode.js", "page.js")
"""Scripts that are no modules: they run before the page is drawn, and from a folder, too."""

_COMMENT = re.compile(r"^[ \t]*(?://[^\n]*|/\*(?:(?!\*/).)*\*/[ \t]*)\n", re.MULTILINE | re.DOTALL)
"""A comment that has its lines to itself."""
_REMARK = re.compile(r"[ \t]+// [^\n\"'`]*$", re.MULTILINE)
"""A comment behind what is run; one with a quote in it stays, which might be a part of a text."""


def scripts() -> Iterator[tuple[str, str]]:
    """Yield name and text of every script of the site."""
    host = bundle(STATIC / HOST, later=LATER, offers=True)
    made = [host]
    made += [bundle(STATIC / name, beside=host) for name in BESIDE]
    made += [bundle(STATIC / name) for name in ALONE]
    for one in made:
        yield one.name, smaller(one.text)
    for name in CLASSIC:
        yield name, smaller((STATIC / name).read_text(encoding="utf-8"))


def smaller(text: str) -> str:
    """Return a script without its comments and indentation."""
    text = _REMARK.sub("", _COMMENT.sub("", text))
    return re.sub(r"\n\s*", "\n", text).strip() + "\n"
