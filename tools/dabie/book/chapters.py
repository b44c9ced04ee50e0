"""The book's order: parts, chapters with their numbers, and the numbers of a chapter's sections."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment

DIGITS: Final = "〇一二三四五六七八九"
UNNUMBERED: Final = frozenset(
    ("学习目标", "导入", "自测", "讨论", "本章要点", "延伸阅读", "教师提示", "出处")
)
"""Sections that every chapter has: their names say enough."""
CHAPTER_MARK: Final = "学时"
"""The front matter that makes a page a chapter."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the book; `number` is 0 for a page that is no chapter."""

    docname: str
    title: str
    part: str
    place: int
    number: int
    front: dict[str, str]

    @property
    def label(self) -> str:
        """Return 第六章, or nothing."""
        return f"第{chinese(self.number)}章" if self.number else ""

    @property
    def minutes(self) -> str:
        """Return the working time in minutes, as the author wrote it."""
        return self.front.get("时长", "")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the book with its pages, in order."""

    title: str
    pages: tuple[Page, ...]


def contents(env: BuildEnvironment) -> list[Part]:
    """Return the parts of `_toc.yml`, chapters numbered through the whole book."""
    parts: list[Part] = []
    number = 0
    for caption, docnames in _listed(env):
        pages: list[Page] = []
        for docname in docnames:
            front = {key: str(value) for key, value in env.metadata[docname].items()}
            chapter = CHAPTER_MARK in front
            number += chapter
            part = front.get("篇", caption)
            place = sum(page.number > 0 for page in pages) + 1
            title = env.titles[docname].astext()
            pages.append(Page(docname, title, part, place, number if chapter else 0, front))
        parts.append(Part(caption, tuple(pages)))
    return parts


def page(env: BuildEnvironment, docname: str) -> Page | None:
    """Return a page of the contents, or None for the home page and generated ones."""
    pages = (one for part in contents(env) for one in part.pages)
    return next((one for one in pages if one.docname == docname), None)


def section_numbers(env: BuildEnvironment, docname: str) -> dict[str, str]:
    """Return 6.1, 6.2 … of a chapter's sections, by anchor."""
    of = page(env, docname)
    if of is None or not of.number:
        return {}
    titled = [one for one in sections(env, docname) if one[1] not in UNNUMBERED]
    return {anchor: f"{of.number}.{at}" for at, (anchor, _) in enumerate(titled, start=1)}


def sections(env: BuildEnvironment, docname: str) -> list[tuple[str, str]]:
    """Return anchor and title of a page's sections below its title."""
    toc = env.tocs.get(docname)
    # One bullet, the page's title, holds the list of its sections.
    title = toc.children[0].children if toc is not None and toc.children else []
    lists = [one for one in title if isinstance(one, nodes.bullet_list)]
    found = []
    for entry in (item for one in lists for item in one.children):
        reference = next(iter(entry.findall(nodes.reference)), None)
        if reference is not None and reference.get("anchorname"):
            found.append((reference["anchorname"].lstrip("#"), reference.astext()))
    return found


def chinese(number: int) -> str:
    """Write a number below 100 in Chinese.

    >>> chinese(7), chinese(10), chinese(12), chinese(30)
    ('七', '十', '十二', '三十')
    """
    tens, ones = divmod(number, 10)
    written = DIGITS[ones] if ones else ""
    if tens:
        written = ("" if tens == 1 else DIGITS[tens]) + "十" + written
    return written


def _listed(env: BuildEnvironment) -> Iterator[tuple[str, list[str]]]:
    root: Any = env.tocs.get(env.config.root_doc)
    for tree in root.findall(addnodes.toctree) if root is not None else ():
        docnames = [name for _, name in tree["entries"] if name in env.titles]
        yield tree.get("caption") or "", docnames
