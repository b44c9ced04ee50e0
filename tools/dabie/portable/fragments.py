"""Reads a built site into fragments: every page in order, and what is gathered from all of them.

The site is the source, so that what is taken along can hold nothing that the site does not tell.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, Final

from bs4 import BeautifulSoup

from ..core.errors import DabieError
from .cleaning import clean, cleared, notes_of
from .keys import Told, key_sheet, told_by

HOME: Final = "index"
KEYS: Final = "answers"
NOTES: Final = "teacher-notes"
RESERVED: Final = frozenset((KEYS, NOTES, "cover", "nav"))
"""Names of what no page stands behind."""
GATHERED: Final = ".dabie-notes-of"
APPENDED: Final = "另附"
"""The part that holds what is gathered from the chapters."""


@dataclass
class Fragment:
    """A piece of the whole: a page or what was gathered; `body` is an `<article>`."""

    name: str
    part: str
    title: str
    body: Any = field(repr=False)


@dataclass
class Book:
    """The whole: title, what it promises, who has not signed it, and its fragments in order."""

    title: str
    promise: str
    banner: str
    fragments: list[Fragment]


def read_site(site: Path, form: str) -> Book:
    """Read the pages of a built site, ready for one form."""
    soup = _page(site, HOME)
    front = _front(soup)
    fragments = [Fragment(HOME, "", "关于这本书", front)]
    told: list[Told] = []
    notes = []
    for part, name, title in _contents(soup):
        page = _page(site, name)
        article = page.find("article")
        told += told_by(article, title)
        banner = page.select_one("aside.dabie-banner")
        if banner is not None and article.select_one(".dabie-chapter-number"):
            line = cleared(banner)
            line.name, line.attrs = "div", {"class": ["unsigned"]}
            article.find("h1").insert_after(line)
        clean(article, name, form)
        notes += notes_of(article, name, title)
        fragments.append(Fragment(_free(name, fragments), part, title, article))
    if any(told):
        fragments.append(Fragment(KEYS, APPENDED, "练习答案", key_sheet(told)))
    # A course may gather them on a page of its own: then once is enough.
    if notes and not any(one.body.select_one(GATHERED) for one in fragments):
        fragments.append(Fragment(NOTES, APPENDED, "教师提示", _gathered("教师提示", notes)))
    lead = soup.select_one(".dabie-lead")
    unsigned = soup.select_one("aside.dabie-banner")
    return Book(
        title=soup.select_one("h1").get_text(strip=True),
        promise=lead.get_text(strip=True) if lead else "",
        banner=unsigned.get_text(strip=True) if unsigned else "",
        fragments=fragments,
    )


def _free(name: str, fragments: list[Fragment]) -> str:
    """Return a page's name as that of one file, which nothing else in the whole has."""
    free = name.replace("/", "-")
    while free in {*RESERVED, *(one.name for one in fragments)}:
        free += "-page"
    return free


def _page(site: Path, name: str) -> Any:
    path = site / f"{name}.html"
    if not path.is_file():
        raise DabieError(f"{site} 里没有 {path.name}；先运行 dabie build")
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def _contents(soup: Any) -> Iterator[tuple[str, str, str]]:
    """Yield part, page and title as the sidebar of the home page lists them."""
    for group in soup.select("nav.dabie-sidebar .dabie-part > summary"):
        for link in group.find_next_sibling("ol").find_all("a"):
            ordinal = link.select_one(".dabie-ordinal").get_text(strip=True)
            title = link.select_one(".dabie-name").get_text(strip=True)
            name = PurePosixPath(link["href"]).with_suffix("").as_posix()
            yield group.get_text(strip=True), name, f"第{ordinal}章 {title}" if ordinal else title


def _front(soup: Any) -> Any:
    """Return what the home page says under its contents, as an article of its own."""
    article = _article("关于这本书")
    for section in soup.select(".dabie-rest > section"):
        article.section.append(cleared(section))
    clean(article, HOME, "")
    return article


def _article(title: str) -> Any:
    soup: Any = BeautifulSoup("<article><section><h1></h1></section></article>", "html.parser")
    soup.h1.string = title
    return soup.article


def _gathered(title: str, sections: list[Any]) -> Any:
    article = _article(title)
    for one in sections:
        article.section.append(one)
    return article
