"""What a chapter's MyST source names: items, sources, sentences, objectives; line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .laws import FOLDER
from .texts import read_text, written

_FENCE = re.compile(r"^\s*(`{3,}|~{3,}|:{3,})(.*)$")
_DIRECTIVE = re.compile(r"^\{([\w:-]+)\}\s*(.*?)\s*$")
_ROLE = re.compile(r"\{([\w:-]+)\}`([^`]+)`")
_HEADING = re.compile(r"^(#+)\s+(.*?)\s*$")
_BULLET = re.compile(r"^\s*[-*]\s+(.*?)\s*$")
_SENTENCE = re.compile(r"(?<![A-Za-z0-9])E\d{2,3}(?!\d)")
OBJECTIVES = "学习目标"


@dataclass(frozen=True, slots=True)
class Mention:
    """A name that a chapter uses, and the line on which it does."""

    directive: str
    name: str
    line: int


@dataclass(frozen=True, slots=True)
class Chapter:
    """One document under `book/`, by its name without suffix."""

    name: str
    file: str
    mentions: tuple[Mention, ...]
    objectives: tuple[str, ...]
    whole_essay: bool
    labelled: frozenset[tuple[str, str]] = frozenset()

    @property
    def quoted(self) -> set[str]:
        """Return the essay's sentences that the chapter quotes."""
        return {one.name for one in self.named("essay")}

    def labels(self, sentence: str) -> set[str]:
        """Return how a sentence is labelled: by `{claim}` on a line that names it."""
        return {label for name, label in self.labelled if name == sentence}

    def named(self, *directives: str) -> Iterator[Mention]:
        """Yield the mentions made by these directives or roles, in order."""
        return (one for one in self.mentions if one.directive in directives)


def read_chapters(book: Path) -> list[Chapter]:
    """Read every MyST document below a book folder, in order of their names."""
    return [
        read_chapter(
            read_text(path),
            name=path.relative_to(book).with_suffix("").as_posix(),
            file=f"{book.name}/{path.relative_to(book).as_posix()}",
        )
        for path in chapter_files(book)
    ]


def chapter_files(book: Path) -> list[Path]:
    """Return every MyST document below a book folder, in order of their names."""
    return [
        path
        for path in written(book, "**/*.md")
        if not any(part.startswith("_") for part in path.relative_to(book).parts)
        # The stored statutes are what chapters lean on, and none themselves.
        and path.relative_to(book).parts[0] != FOLDER
    ]


def read_chapter(source: str, *, name: str = "", file: str = "") -> Chapter:
    """Read one document's source."""
    mentions: list[Mention] = []
    objectives: list[str] = []
    labelled: set[tuple[str, str]] = set()
    whole_essay = False
    under_objectives = False
    literal = ""
    for number, line in enumerate(source.splitlines(), start=1):
        fence = _FENCE.match(line)
        if literal:
            if fence and fence[1].startswith(literal) and not fence[2].strip():
                literal = ""
            continue
        directive = _DIRECTIVE.match(fence[2]) if fence else None
        if fence and directive:
            kind, argument = directive.groups()
            under_objectives = under_objectives or kind == "objectives"
            names = argument.split() if kind == "essay" else [argument]
            whole_essay = whole_essay or (kind == "essay" and not argument)
            mentions += [Mention(kind, one, number) for one in names if one]
        elif fence and fence[2].strip() and not fence[1].startswith(":"):
            literal = fence[1]
            continue
        heading = _HEADING.match(line)
        if heading:
            under_objectives = OBJECTIVES in heading[2]
        bullet = _BULLET.match(line)
        if bullet and under_objectives:
            objectives.append(re.sub(r"\*\*|__", "", bullet[1]))
        for role, target in _ROLE.findall(line):
            mentions += [Mention(role, one.strip(), number) for one in target.split(",")]
        named = set(_SENTENCE.findall(line))
        claims = {target for role, target in _ROLE.findall(line) if role == "claim"}
        labelled |= {(one, claim) for one in named for claim in claims}
    return Chapter(
        name,
        file,
        tuple(mentions),
        tuple(objectives),
        whole_essay,
        frozenset(labelled),
    )
