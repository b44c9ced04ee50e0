"""Style sheets of what is taken along: the book's own blocks, and what paper or a reader needs."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

from ..book.assets import HERE, SHEETS, VIEW

SCREEN: Final = frozenset(("base", "frame", "controls", "form", "search", "mine", "home", "print"))
"""Sheets of the site that style what is not taken along."""
_VARIABLE: Final = re.compile(r"var\((--dabie-[\w-]+)(?:,[^()]*)?\)")
_DECLARED: Final = re.compile(r"(--dabie-[\w-]+):\s*([^;]+);")
_COMMENT: Final = re.compile(r"/\*.*?\*/\s*", re.DOTALL)

_YOUNG: Final = re.compile(r"[^{}]*:(?:is|where|has)\([^{}]*\{[^{}]*\}")
"""A rule that old readers leave out, and the check of an EPUB cannot read."""
_SIZE: Final = re.compile(r"calc\(([\d.]+) \* 1px\)")
_FONT: Final = re.compile(
    r"\bfont:\s*(?P<weight>\d+)\s+(?P<size>max\([^)]*\)|[\w.]+)(?:/(?P<line>[\w.]+))?\s+(?P<family>[^;}]+)"
)


def style(form: str) -> str:
    """Return the one sheet of a form, colours and sizes written out: old readers know no names."""
    blocks = [HERE / f"theme/css/{name}.css" for name in SHEETS if name not in SCREEN]
    own = Path(__file__).parent / "css"
    sources = [*blocks, own / "worksheet.css", own / f"{form}.css"]
    text = "\n".join(one.read_text(encoding="utf-8") for one in sources if one.is_file())
    text = sized(coloured(_COMMENT.sub("", text)), "px" if form == "pdf" else "rem")
    return _FONT.sub(_written_out, _YOUNG.sub("", text)) if form == "epub" else text


def coloured(text: str) -> str:
    """Replace the names of colours and type stacks by what they stand for, as on white paper."""
    known = _tokens()
    while _VARIABLE.search(text):
        text = _VARIABLE.sub(lambda found: known.get(found[1], "inherit"), text)
    return text


def sized(text: str, unit: str) -> str:
    """Write out sizes: for paper as they are, for a reader as shares of what its owner has set."""
    per = 1 if unit == "px" else 16
    return _SIZE.sub(lambda found: f"{float(found[1]) / per:g}{unit}", text)


def _written_out(found: re.Match[str]) -> str:
    """Return a `font` as its properties: the check of an EPUB reads sizes of old only in it."""
    line = f" line-height: {found['line']};" if found["line"] else ""
    size = f" font-size: {found['size']};" if found["size"] != "inherit" else ""
    return f"font-weight: {found['weight']};{size}{line} font-family: {found['family']}"


@cache
def _tokens() -> dict[str, str]:
    written = (VIEW / "tokens.css").read_text(encoding="utf-8")
    tokens: dict[str, str] = {}
    for name, value in _DECLARED.findall(written):
        # The light value comes first.
        tokens.setdefault(name, value)
    paper = {"--dabie-paper": "#fff", "--dabie-sheet": "#fff", "--dabie-sunk": "#f5f1e8"}
    paper["--dabie-px"] = "1px"
    return tokens | paper
