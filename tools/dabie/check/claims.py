"""Claims that a course may not make: its own banned wordings, and what is only of grade C."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..catalog.faults import Fault
from ..catalog.table import read_table
from ..catalog.texts import read_text, written
from ..core.items import Choice, Course
from .prose import blocks

BANNED = "book/banned.toml"
UNVERIFIED = "unverified"
"""The directive inside which a fact of grade C may be told."""
EXEMPT = frozenset({"essay", "code", "teacher-notes"})


@dataclass(frozen=True, slots=True)
class Claim:
    """A wording to find; `c_grade` ones may stand in a box that says they are unproven."""

    pattern: re.Pattern[str]
    reason: str
    instead: str
    c_grade: bool = False


def read_claims(root: Path, faults: list[Fault]) -> list[Claim]:
    """Read `banned.toml` and the patterns of grade C facts."""
    claims: list[Claim] = []
    if (root / BANNED).is_file():
        table = read_table(root / BANNED, BANNED, faults)
        for entry in table.tables("banned") if table else ():
            pattern = _compiled(entry.text("pattern", default=None), entry.path, BANNED, faults)
            reason = entry.text("reason", default=None)
            instead = entry.text("instead")
            entry.finish()
            claims += [Claim(pattern, reason, instead)] if pattern else []
    facts = root / "book" / "facts.toml"
    if facts.is_file():
        register = read_table(facts, "book/facts.toml", [])
        for name in register.values if register else ():
            fact = register.table(name) if register else None
            if fact and fact.text("grade") == "C" and fact.has("pattern"):
                pattern = _compiled(
                    fact.text("pattern"), f"{name}.pattern", "book/facts.toml", faults
                )
                said = f"{name} 是 C 级，不能写成事实"
                remedy = "放进 :::{unverified}，或换成 A、B 级的事实"
                claims += [Claim(pattern, said, remedy, c_grade=True)] if pattern else []
    return claims


def claim_faults(root: Path, course: Course, claims: Sequence[Claim]) -> Iterator[Fault]:
    """Yield a fault wherever a chapter or an item makes such a claim."""
    if not claims:
        return
    for path in written(root / "book", "*.md"):
        for block in blocks(read_text(path)):
            if EXEMPT & set(block.inside):
                continue
            boxed = UNVERIFIED in block.inside
            for claim in claims:
                found = claim.pattern.search(block.text)
                if found and not (boxed and claim.c_grade):
                    yield _fault(f"book/{path.name}", f"第 {block.line} 行", found[0], claim)
    for exercise in course.exercises:
        for item in exercise.items:
            # A distractor may well be a banned wording: that is what it is for.
            told = [("prompt", item.prompt), ("explanation", item.explanation)]
            if isinstance(item.interaction, Choice):
                told += [
                    (f"options.{one}.text", option.text)
                    for one, option in item.interaction.options.items()
                    if one in item.interaction.key
                ]
            for key, text in told:
                for claim in claims:
                    found = claim.pattern.search(text)
                    # What is quoted in a prompt or explained away is not claimed.
                    if found and not claim.c_grade and key not in ("prompt", "explanation"):
                        file = f"exercises/{exercise.id}/{item.id}.toml"
                        yield _fault(file, key, found[0], claim)


def _fault(file: str, key: str, found: str, claim: Claim) -> Fault:
    return Fault(file, key, f"写了“{found}”：{claim.reason}", claim.instead)


def _compiled(pattern: str, key: str, file: str, faults: list[Fault]) -> re.Pattern[str] | None:
    try:
        return re.compile(pattern) if pattern else None
    except re.error as error:
        faults.append(Fault(file, key, f"不是正确的正则表达式：{error}", "去掉括号等特殊字符"))
        return None
