"""The course's sources: `references.bib` read into Chinese citation texts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from .core.errors import CourseError, DabieError, why

GRADES = ("A", "B", "C")
_LINE = re.compile(r"in line (\d+): ")
_REPEATED = re.compile(r"repeated bibliograph?y entry: (\S+)")
_EXPECTED = re.compile(r"^'?(\S+?)'? expected")


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
    except UnicodeDecodeError:
        raise CourseError("不是 UTF-8 文本；用编辑器另存为 UTF-8", where=path.name) from None
    except OSError as error:
        raise CourseError(f"读不了出处文件：{why(error)}", where=path.name) from None
    except PybtexError as error:
        raise CourseError(f"不是正确的 BibTeX：{_in_chinese(error)}", where=path.name) from None


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


def _in_chinese(error: Exception) -> str:
    """Say what the BibTeX reader found: it names a line, mostly after the fault.

    >>> _in_chinese(ValueError("syntax error in line 9: '=' expected"))
    '第 9 行或前面一条：少一个 =；看花括号、引号和逗号是否成对、写全'
    """
    said = str(error)
    place = _LINE.search(said)
    words = said[place.end() :] if place else said
    repeated = _REPEATED.search(words)
    if repeated:
        return f"“{repeated[1]}”写了两次；每个出处换一个自己的名字"
    expected = _EXPECTED.search(words)
    what = "到文件末尾还没有收尾" if "premature end" in words else words
    what = f"少一个 {expected[1]}" if expected else what
    where = f"第 {place[1]} 行或前面一条：" if place else ""
    return f"{where}{what}；看花括号、引号和逗号是否成对、写全"


def _plain(value: str) -> str:
    """Drop the braces that BibTeX uses to protect case."""
    return re.sub(r"[{}]", "", value).strip()
