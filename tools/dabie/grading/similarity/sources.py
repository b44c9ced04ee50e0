"""The texts of the course that an answer may have been taken from: the essay and the chapters."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from ...core.errors import CourseError
from ...essay import read_essay

_FRONT: Final = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_ROLE: Final = re.compile(r"\{(cite|ref|numref|doc)\}`[^`]*`|\{[\w:-]+\}")
_FENCE: Final = re.compile(r"^\s*(?:`{3,}|:{3,}).*$", re.MULTILINE)
_LINK: Final = re.compile(r"\]\([^)]*\)")
_TITLE: Final = re.compile(r"^#\s+(.+?)\s*$", re.MULTILINE)
_PART: Final = re.compile(r"^篇:\s*[\"']?(.+?)[\"']?\s*$", re.MULTILINE)
ESSAY: Final = "感悟原文"


def course_texts(root: Path) -> dict[str, str]:
    """Return the essay and every chapter of a course by their titles, without their markup."""
    book = root / "book"
    texts = {}
    for name, source in _chapters(book):
        title = _TITLE.search(source)
        plain = _LINK.sub("]", _ROLE.sub("", _FENCE.sub("", _FRONT.sub("", source))))
        texts[title[1] if title else name] = plain
    try:
        sentences = read_essay(book / "essay.json")
    except CourseError:
        # Not every course has one; that ours is sound is for `check` to say.
        sentences = ()
    if sentences:
        texts = {ESSAY: "".join(one.text for one in sentences), **texts}
    return texts


def parts(root: Path) -> dict[str, str]:
    """Return the part of the book that each chapter says it belongs to, by document name."""
    found = {}
    for name, source in _chapters(root / "book"):
        front = _FRONT.match(source)
        part = _PART.search(front[0]) if front else None
        if part:
            found[name] = part[1]
    return found


def _chapters(book: Path) -> list[tuple[str, str]]:
    return [
        (path.stem, path.read_text(encoding="utf-8-sig", errors="replace").replace("\r\n", "\n"))
        for path in sorted(book.glob("**/*.md"))
    ]
