"""`limits.toml`: time limits as rules, the questions that lead to them, and items that use them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final

from .faults import Fault
from .table import Table, read_table

LIMITS: Final = "book/limits.toml"
COUNTS: Final = ("hours", "days", "workdays")
HOLIDAYS: Final = ("never", "next", "unsaid")
GIVES: Final = (
    "minutes-left", "day", "option", "blank",
    "days-with-both", "days-after", "first-day", "days-left",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rule:
    """One limit: so many hours or days from an event, by an article in its own words."""

    key: str
    id: str
    group: str
    name: str
    limit: str
    count: str
    amount: int
    begins: str
    law: str
    article: str
    words: str
    holiday: str
    basis: tuple[str, ...]
    excludes: str
    note: str


@dataclass(frozen=True, slots=True)
class Step:
    """A question; 否 leads to a rule, 是 to the next question."""

    ask: str
    otherwise: str


@dataclass(frozen=True, slots=True)
class Tree:
    """Questions in order; 是 to the last leads to the rule `end`."""

    key: str
    id: str
    title: str
    steps: tuple[Step, ...]
    end: str


@dataclass(frozen=True, slots=True)
class Case:
    """An item whose key follows from a rule, or from counting days."""

    key: str
    item: str
    rule: str
    first: str
    start: str
    now: str
    until: str
    excluded: int
    days: int
    gives: str
    blank: str


@dataclass(frozen=True, slots=True)
class Limits:
    """What the file holds."""

    rules: tuple[Rule, ...]
    trees: tuple[Tree, ...]
    cases: tuple[Case, ...]

    def rule(self, name: str) -> Rule | None:
        """Return a rule by its identifier."""
        return next((one for one in self.rules if one.id == name), None)


def read_limits(book: Path, faults: list[Fault]) -> Limits | None:
    """Read the file; None where a course has none."""
    path = book / "limits.toml"
    table = read_table(path, LIMITS, faults) if path.is_file() else None
    if table is None:
        return None
    limits = Limits(
        rules=tuple(_rule(one) for one in table.tables("rule")),
        trees=tuple(_tree(one) for one in table.tables("tree")),
        cases=tuple(_case(one) for one in table.tables("case")),
    )
    table.finish()
    return limits


def _rule(entry: Table) -> Rule:
    rule = Rule(
        key=entry.path,
        id=entry.text("id", default=None),
        group=entry.text("group", default=None),
        name=entry.text("name", default=None),
        limit=entry.text("limit", default=None),
        count=entry.one_of("count", COUNTS, default=None, needed=False),
        amount=int(entry.number("amount", default=None)),
        begins=entry.text("from", default=None),
        law=entry.text("law", default=None),
        article=str(entry.number("article", default=None)),
        words=entry.text("words"),
        holiday=entry.one_of("holiday", HOLIDAYS, default=None, needed=False),
        basis=entry.texts("basis"),
        excludes=entry.text("excludes"),
        note=entry.text("note"),
    )
    entry.finish()
    return rule


def _tree(entry: Table) -> Tree:
    steps = []
    for one in entry.tables("step"):
        steps.append(Step(one.text("ask", default=None), one.text("otherwise", default=None)))
        one.finish()
    tree = Tree(
        key=entry.path,
        id=entry.text("id", default=None),
        title=entry.text("title", default=None),
        steps=tuple(steps),
        end=entry.text("end", default=None),
    )
    entry.finish()
    return tree


def _case(entry: Table) -> Case:
    case = Case(
        key=entry.path,
        item=entry.text("item", default=None),
        rule=entry.text("rule"),
        first=entry.text("first"),
        start=entry.text("start"),
        now=entry.text("now"),
        until=entry.text("until"),
        excluded=int(entry.number("excluded", default=Decimal(0))),
        days=int(entry.number("days", default=Decimal(0))),
        gives=entry.one_of("gives", GIVES, default=None, needed=False),
        blank=entry.text("blank"),
    )
    entry.finish()
    return case
