"""Takes off a page what only a screen with script can do, and turns its items into a worksheet."""

from __future__ import annotations

import copy
import json
from typing import Any, Final

from bs4 import BeautifulSoup

from .worksheet import draw

LEFT_OUT: Final = (
    "noscript, form, button, input, select, .dabie-controls, .dabie-aid, .dabie-handin,"
    "[role=status], .dabie-unusable, .dabie-worksheet, .dabie-narrow, .dabie-backs,"
    ".dabie-run, .dabie-explained, svg.dabie-icon"
)
CELL_HEADS: Final = ".dabie-cell-head"
"""What a column is called, for screens where a row becomes a card: paper keeps its columns."""
DROPPED: Final = ("tabindex", "download", "title", "style")
ROLES: Final = frozenset(("img", "doc-noteref"))
IDENTITY: Final = ("编号", "姓名", "单位", "日期")
ORIGIN: Final = "data-page"
"""The page that an element came from: its addresses are relative to that."""


def clean(article: Any, page: str, form: str) -> None:
    """Make an article readable without script; `form` is pdf or epub."""
    for place, host in enumerate(article.select(".dabie-host")):
        if not place and form == "pdf":
            host.insert_before(_identity())
        _worksheet(host)
    left_out = f"script, {LEFT_OUT}" if form == "epub" else f"script, {LEFT_OUT}, {CELL_HEADS}"
    for one in article.select(left_out):
        if not one.decomposed:
            one.decompose()
    for fold in article.find_all("details"):
        if "dabie-as-text" in fold.get("class", ()) and form == "pdf":
            fold.decompose()
        elif "dabie-teacher-notes" not in fold.get("class", ()):
            _unfold(fold)
    for one in article.find_all(True):
        for name in [key for key in one.attrs if key in DROPPED or key.startswith("data-")]:
            del one[name]
        if one.get("role") not in ROLES:
            one.attrs.pop("role", None)
            if one.name not in ("section", "svg"):
                one.attrs.pop("aria-label", None)
    article[ORIGIN] = page


def notes_of(article: Any, page: str, title: str) -> list[Any]:
    """Take the folds 教师提示 out of a chapter, as sections for the trainer's part."""
    taken = []
    for fold in article.select("details.dabie-teacher-notes"):
        fold.extract()
        if fold.summary:
            fold.summary.decompose()
        heading = _new("h2", "")
        heading.string = title
        fold.insert(0, heading)
        fold.name, fold[ORIGIN] = "section", page
        fold["class"] = "teacher-notes"
        taken.append(fold)
    return taken


def cleared(element: Any) -> Any:
    """Return a copy without icons."""
    twin = copy.copy(element)
    for icon in twin.select("svg.dabie-icon"):
        icon.decompose()
    return twin


def _worksheet(host: Any) -> None:
    definition = json.loads(host.select_one("script.dabie-definition").string)
    number = int(host["data-number"])
    drawn: Any = BeautifulSoup(draw(definition, number=number), "html.parser").section
    if host.get("id"):
        drawn["id"] = host["id"]
    host.replace_with(drawn)


def _unfold(fold: Any) -> None:
    """Turn a fold into what it holds, under its own words."""
    summary = fold.summary
    if summary is not None:
        summary.name = "p"
        summary["class"] = "unfolded"
        if "dabie-as-text" in fold.get("class", ()):
            summary.string = "文字版"
    fold.name = "div"
    fold.attrs.pop("open", None)


def _identity() -> Any:
    line = _new("p", "identity")
    for one in IDENTITY:
        word = _new("span", "")
        word.string = one
        line.append(word)
    return line


def _new(tag: str, name: str) -> Any:
    attributes = f' class="{name}"' if name else ""
    return BeautifulSoup(f"<{tag}{attributes}></{tag}>", "html.parser").find(tag)
