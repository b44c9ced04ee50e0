"""The course's sources: `references.bib` read into Chinese citation texts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from .core.errors import CourseError, DabieError

GRADES = ("A", "B", "C")


@dataclass(frozen=True, slots=True)
class Reference:
    """One source: its text as cited, what kind of material it is, and how far it carries."""

    key: str
    text: str
    url: str = ""
    quality: str = ""
    grade: str = ""


def read_references(path: Path) -> dict[str, Reference]:
    """Read a BibTeX file, in its order; `CourseError` says what is wrong where."""
    try:
        from pybtex.exceptions import PybtexError
    except ImportError:
        raise DabieError("读出处文件需要 pybtex；请安装：pip install 'dabie[book]'") from None
    try:
        return dict(_parsed(path.read_text(encoding="utf-8-sig")))
    except FileNotFoundError:
        raise CourseError("没有这个文件", where=path.name) from None
    except (OSError, UnicodeDecodeError) as error:
        raise CourseError(f"读不了出处文件：{error}", where=path.name) from None
    except PybtexError as error:
        raise CourseError(f"不是正确的 BibTeX：{error}", where=path.name) from None


@lru_cache(maxsize=4)
def _parsed(source: str) -> dict[str, Reference]:
    """Parse a text once in a process: book and notebooks both read the sources."""
    from pybtex.database import parse_string

    references: dict[str, Reference] = {}
    for key, entry in parse_string(source, "bibtex").entries.items():
        fields = {name.lower(): _plain(value) for name, value in entry.fields.items()}
        if "author" in entry.persons:
            fields["author"] = "、".join(_plain(str(one)) for one in entry.persons["author"])
        references[key] = Reference(
            key=key,
            text=cited(fields),
            url=fields.get("url", ""),
            quality=fields.get("quality", ""),
            grade=fields.get("grade", ""),
        )
    return references


def cited(fields: Mapping[str, str]) -> str:
    """Write one source the Chinese way: 作者《题名》，《刊物》年份，出版者。."""
    title = fields.get("title", "")
    if title and not title.startswith(("《", "〈", "“")):
        title = f"《{title}》"
    journal = fields.get("journal", "")
    if journal and "《" not in journal:
        journal = f"《{journal}》"
    year = fields.get("year", "")
    # A journal's year and issue belong together: 《党史纵览》2023年第10期.
    issue = f"{year}年{fields.get('number', '')}" if year.isdecimal() else year
    tail = [journal + issue] if journal or issue else []
    tail += [fields[name] for name in ("publisher", "institution", "note") if fields.get(name)]
    text = fields.get("author", "") + title
    return "，".join(part for part in [text, *tail] if part) + "。"


def _plain(value: str) -> str:
    """Drop the braces that BibTeX uses to protect case."""
    return re.sub(r"[{}]", "", value).strip()
