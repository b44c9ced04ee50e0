"""What items and chapters may lean on: sources, facts and essay sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..catalog.faults import Fault
from ..catalog.table import Table, read_table
from ..essay import Sentence
from ..references import GRADES, Reference


@dataclass(frozen=True, slots=True)
class Registers:
    """The course's registers; None where the course has none (or an unreadable one)."""

    references: Mapping[str, Reference] | None
    facts: Mapping[str, tuple[str, ...]] | None
    sentences: tuple[Sentence, ...] | None

    @property
    def sentence_ids(self) -> tuple[str, ...]:
        """Identifiers of the essay's sentences, in order."""
        return tuple(one.id for one in self.sentences or ())


def read_facts(path: Path, faults: list[Fault]) -> dict[str, tuple[str, ...]] | None:
    """Read `facts.toml`: each fact's sources by its identifier; None where there is no file."""
    if not path.is_file():
        return None
    register = read_table(path, "book/facts.toml", faults)
    if register is None:
        return None
    facts: dict[str, tuple[str, ...]] = {}
    for name in register.values:
        fact = register.table(name)
        fact.text("text", default=None)
        fact.text("date")
        fact.one_of("grade", GRADES, default=None, needed=False)
        facts[name] = fact.texts("sources", optional=False)
        _finish(fact)
    return facts


def _finish(fact: Table) -> None:
    fact.text("note")
    fact.text("pattern")  # read by `claims`
    fact.finish()
