"""`renumbering.toml`: where the rules of a replaced statute stand now."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .faults import Fault
from .table import Table, read_table

RENUMBERING: Final = "book/renumbering.toml"
KINDS: Final = ("只换条号", "内容也改", "条号未变")


@dataclass(frozen=True, slots=True)
class Row:
    """One rule; `old_words` and `new_words` stand in the two articles, word for word.

    `signs` are words by which prose tells this rule: beside the old number they give it away.
    """

    key: str
    subject: str
    group: str
    old: str
    new: str
    kind: str
    change: str
    old_words: str
    new_words: str
    signs: tuple[str, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Renumbering:
    """The table of one statute, by the keys of its two versions."""

    old: str
    new: str
    rows: tuple[Row, ...]


def read_renumbering(book: Path, faults: list[Fault]) -> Renumbering | None:
    """Read the table; None where a course has none."""
    path = book / "renumbering.toml"
    table = read_table(path, RENUMBERING, faults) if path.is_file() else None
    if table is None:
        return None
    made = Renumbering(
        old=table.text("old", default=None),
        new=table.text("new", default=None),
        rows=tuple(_row(one) for one in table.tables("row")),
    )
    table.finish()
    return made


def _row(entry: Table) -> Row:
    row = Row(
        key=entry.path,
        subject=entry.text("subject", default=None),
        group=entry.text("group", default=None),
        old=str(entry.number("old", default=None)),
        new=str(entry.number("new", default=None)),
        kind=entry.one_of("kind", KINDS, default=None, needed=False),
        change=entry.text("change"),
        old_words=entry.text("old_words", default=None),
        new_words=entry.text("new_words", default=None),
        signs=entry.texts("signs"),
        facts=entry.texts("facts"),
    )
    entry.finish()
    return row
