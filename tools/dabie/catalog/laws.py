"""`laws.toml`: which statutes the course leans on, in which version, with their stored texts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

from .faults import Fault, nearest
from .statutes import Article, fold, read_statute
from .table import Table, read_table
from .texts import read_text

LAWS: Final = "book/laws.toml"
FOLDER: Final = "laws"
"""Where the stored texts are, below `book/`: statutes, no chapters."""
_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


@dataclass(frozen=True)
class Law:
    """One statute in one version; without `file` its words cannot be checked here."""

    key: str
    title: str
    names: tuple[str, ...]
    version: str
    checked: str
    in_force: str = ""
    until: str = ""
    file: str = ""
    replaces: str = ""
    also: tuple[str, ...] = ()
    note: str = ""
    text: str = field(default="", repr=False)

    @property
    def name(self) -> str:
        """Return the short title that prose uses."""
        return self.names[0] if self.names else self.title

    @property
    def amended(self) -> bool:
        """Tell whether there are older versions, so that a mention must say which one it means."""
        return self.version.endswith(("修订", "修正"))

    @cached_property
    def articles(self) -> Mapping[str, Article]:
        """Return the articles of the stored text by number."""
        return read_statute(self.text)

    @cached_property
    def folded(self) -> str:
        """Return the stored text as quotations are compared."""
        return fold(self.text)

    def holding(self, quotation: str) -> list[str]:
        """Return the numbers of the articles in which these folded words stand."""
        if quotation not in self.folded:
            return []
        return [number for number, one in self.articles.items() if quotation in one.folded]


@dataclass(frozen=True)
class Laws:
    """The register; empty where a course has none."""

    by_key: Mapping[str, Law] = field(default_factory=dict)

    @cached_property
    def keys(self) -> Mapping[str, str]:
        """Return, for every key that cites a law, the key of its entry."""
        return {cited: law.key for law in self.by_key.values() for cited in (law.key, *law.also)}

    @cached_property
    def by_name(self) -> Mapping[str, Law]:
        """Return the version in force by every name that prose may use."""
        replaced = {law.replaces for law in self.by_key.values()}
        current = [law for law in self.by_key.values() if law.key not in replaced]
        return {name: law for law in current for name in (law.title, *law.names)}

    def old(self, key: str) -> str:
        """Return the key of the version that this one replaces, or nothing."""
        law = self.by_key.get(key)
        return law.replaces if law else ""


def read_laws(book: Path, faults: list[Fault]) -> Laws:
    """Read register and texts of a book; what is wrong is noted at its key."""
    if not (book / "laws.toml").is_file():
        return Laws()
    register = read_table(book / "laws.toml", LAWS, faults)
    if register is None:
        return Laws()
    laws = {key: _law(key, register.table(key), book, faults) for key in register.values}
    for key, law in laws.items():
        if law.replaces and law.replaces not in laws:
            said = f"没有“{law.replaces}”"
            faults.append(Fault(LAWS, f"{key}.replaces", said, nearest(law.replaces, laws)))
    return Laws(laws)


def _law(key: str, entry: Table, book: Path, faults: list[Fault]) -> Law:
    file = entry.text("file")
    law = Law(
        key=key,
        title=entry.text("title", default=None),
        names=entry.texts("names", optional=False),
        version=entry.text("version", default=None),
        checked=_date(entry, "checked", default=None),
        in_force=_date(entry, "in_force"),
        until=_date(entry, "until"),
        file=file,
        replaces=entry.text("replaces"),
        also=entry.texts("also"),
        note=entry.text("note"),
        text=_stored(book, file, f"{key}.file", faults) if file else "",
    )
    entry.finish()
    return law


def _date(entry: Table, key: str, default: str | None = "") -> str:
    date = entry.text(key, default=default)
    if date and not _DATE.fullmatch(date):
        entry.fault(key, f"“{date}”不是日期", "写成 2026-01-01")
        return ""
    return date


def _stored(book: Path, file: str, key: str, faults: list[Fault]) -> str:
    path = book / file
    try:
        return read_text(path)
    except OSError:
        known = [f"{FOLDER}/{one.name}" for one in sorted((book / FOLDER).glob("*.md"))]
        said = f"读不了条文全文 book/{file}"
        faults.append(Fault(LAWS, key, said, nearest(file, known)))
        return ""
