"""Every sentence of a course that speaks of a statute, and the articles that it leans on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..core.items import Choice, Course, Exercise, FillIn, Item, LongFillIn, Matching
from ..core.publish import BLANK
from .chapters import chapter_files
from .citing import Reader
from .laws import Laws
from .memory import Memory
from .sentence import Quotation, Reference, Sentence
from .statutes import fold
from .table import read_table
from .texts import read_text

FACTS: Final = "book/facts.toml"
SHORT: Final = 6
"""Fewest characters by which a quotation can tell its article when nothing else does."""
_FENCE = re.compile(r"^\s*(`{3,}|~{3,}|:{3,})\s*(?:\{([\w:-]+)\}\s*(.*?))?\s*$")
_HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*$")
_OPTION = re.compile(r"^\s*:[\w-]+:\s*")
_CITE = re.compile(r"\{cite\}`([^`]+)`")
_LEAD = re.compile(r"^\s*(?:[-*+]\s+|\d+\.\s+|:\s+|>\s*)")
_SIGNS: Final = ("条", "《", "{cite")
"""Without one of these a line says nothing of a statute."""
_TAIL: Final = frozenset(("自测", "讨论", "本章要点", "延伸阅读", "教师提示"))
_UNTITLED: Final = frozenset(("item", "essay", "hand-in", "exercise", "drawing", "cite"))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence stands: file and key for faults, page and section or item for links."""

    file: str
    key: str
    page: str = ""
    section: str = ""
    item: str = ""
    practice: bool = True


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence that names or cites a statute."""

    place: Place
    sentence: Sentence
    leans: tuple[tuple[str, str], ...]
    """Pairs of statute and article; the article is empty where the sentence leans on the whole."""


def read_statements(book: Path, course: Course, laws: Laws) -> list[Said]:
    """Read chapters, items and facts in this order."""
    if not laws.by_key:
        return []
    reader = Reader(laws)
    found = [*_chapters(book, reader), *_items(course, reader), *_facts(book, reader)]
    return found


def _chapters(book: Path, reader: Reader) -> Iterator[Said]:
    for path in chapter_files(book):
        inside = path.relative_to(book)
        name = inside.with_suffix("").as_posix()
        yield from chapter(read_text(path), f"book/{inside.as_posix()}", name, reader)


def chapter(source: str, file: str, page: str, reader: Reader) -> Iterator[Said]:
    """Yield what one chapter's source says of statutes, line by line."""
    cited = (key.strip() for one in _CITE.findall(source) for key in one.split(","))
    keys = dict.fromkeys(reader.laws.keys[key] for key in cited if key in reader.laws.keys)
    replaced = {law.replaces for law in reader.laws.by_key.values()}
    sources = tuple(key for key in keys if key not in replaced)
    memory = Memory(fallback=sources[0] if sources else "", sources=sources)
    section = literal = before = ""
    front = source.startswith("---\n")
    for number, line in enumerate(source.splitlines(), start=1):
        if front:
            front = number == 1 or line.strip() != "---"
            continue
        fence = _FENCE.match(line)
        if literal:
            literal = "" if fence and not fence[2] and fence[1].startswith(literal) else literal
            continue
        if fence:
            if fence[2] in _UNTITLED or not fence[2]:
                if not fence[2] and not fence[1].startswith(":"):
                    literal = fence[1]
                continue
            line = fence[3] or ""
        heading = _HEADING.match(line)
        if heading:
            section = heading[1]
            memory.leave_section()
            # What looks back on the whole chapter means the numbers that the chapter has named.
            memory.tail = section in _TAIL
            continue
        if line.startswith("  ") and not before.startswith("  "):
            # A definition of its own: the term before it has nothing to do with it.
            memory.leave_section()
        before = line
        place = Place(file, f"第 {number} 行", page, section)
        yield from _said(_LEAD.sub("", _OPTION.sub("", line)), place, reader, memory)


def _items(course: Course, reader: Reader) -> Iterator[Said]:
    for exercise in course.exercises:
        for item in exercise.items:
            yield from _item(exercise, item, reader)


def _item(exercise: Exercise, item: Item, reader: Reader) -> Iterator[Said]:
    laws = reader.laws
    cited = [laws.keys[key] for key in item.sources if key in laws.keys]
    current = [key for key in cited if key not in {laws.old(one) for one in cited}]
    memory = Memory(fallback=current[0] if current else "", sources=tuple(dict.fromkeys(current)))
    file = f"exercises/{exercise.id}/{item.id}.toml"
    leaned = set()
    for key, text, true in told(item):
        if not true:
            # The feedback below it may well speak of the law that it names.
            list(reader.sentences(text, memory))
            continue
        place = Place(file, key, exercise.chapter, "", item.id, exercise.mode == "practice")
        for said in _said(text, place, reader, memory):
            leaned |= {law for law, _ in said.leans}
            yield said
    for law in dict.fromkeys(cited):
        if law not in leaned:
            place = Place(
                file, "sources", exercise.chapter, "", item.id, exercise.mode == "practice"
            )
            yield Said(place, Sentence("", (), (), (), ()), ((law, ""),))


def told(item: Item) -> Iterator[tuple[str, str, bool]]:
    """Yield an item's texts by key, and whether it says them as true: a wrong option is not."""
    prompt, interaction = item.prompt, item.interaction
    if isinstance(interaction, FillIn):
        key = interaction.key
        prompt = BLANK.sub(lambda one: next(iter(key.get(one[1], ())), ""), prompt)
    yield "prompt", prompt, True
    yield "explanation", item.explanation, True
    if isinstance(interaction, Choice):
        for name, option in interaction.options.items():
            yield f"options.{name}.text", option.text, name in interaction.key
            yield f"options.{name}.feedback", option.feedback, True
    elif isinstance(interaction, Matching):
        for name, text in interaction.left.items():
            yield f"left.{name}", text, True
        for name in dict.fromkeys(interaction.key.values()):
            yield f"right.{name}", interaction.right.get(name, ""), True
    elif isinstance(interaction, LongFillIn):
        for at, criterion in enumerate(interaction.rubric, start=1):
            yield f"rubric[{at}].criterion", criterion.criterion, True
            for level in criterion.levels:
                yield f"rubric[{at}].levels", level, True


def _facts(book: Path, reader: Reader) -> Iterator[Said]:
    register = (
        read_table(book / "facts.toml", FACTS, []) if (book / "facts.toml").is_file() else None
    )
    for name, fact in register.values.items() if register else ():
        if not isinstance(fact, dict):
            continue
        sources = [str(one) for one in fact.get("sources", ())]
        cited = [reader.laws.keys[key] for key in sources if key in reader.laws.keys]
        memory = Memory(fallback=cited[0] if cited else "", sources=tuple(cited))
        yield from _said(str(fact.get("text", "")), Place(FACTS, name), reader, memory)


def _said(line: str, place: Place, reader: Reader, memory: Memory) -> Iterator[Said]:
    if not any(sign in line for sign in _SIGNS):
        return
    for cell in line.split("|"):
        before = memory.articles
        for sentence in reader.sentences(cell, memory):
            cites_law = any(key in reader.laws.keys for key in sentence.cited)
            if sentence.references or sentence.namings or cites_law:
                yield Said(place, sentence, _leans(sentence, before, reader.laws))
            before = memory.articles


def _leans(
    sentence: Sentence, at_hand: tuple[tuple[str, str], ...], laws: Laws
) -> tuple[tuple[str, str], ...]:
    leans = {(one.key, one.number): None for one in sentence.references if one.key}
    for quotation in sentence.quotations:
        for key in cited_laws(quotation, laws):
            leans |= dict.fromkeys(
                (key, number) for number in found_in(quotation, key, sentence, at_hand, laws)
            )
    for cited in sentence.cited:
        key = laws.keys.get(cited, "")
        if key and not any(law == key for law, _ in leans):
            near = [one for one in at_hand if one[0] == key]
            leans |= dict.fromkeys(near or [(key, "")])
    return tuple(leans)


def cited_laws(quotation: Quotation, laws: Laws) -> list[str]:
    """Return the statutes with a stored text that a quotation's mark cites."""
    keys = dict.fromkeys(laws.keys.get(key, "") for key in quotation.keys)
    return [key for key in keys if key and laws.by_key[key].text]


def found_in(
    quotation: Quotation,
    key: str,
    sentence: Sentence,
    at_hand: tuple[tuple[str, str], ...],
    laws: Laws,
) -> list[str]:
    """Return the articles of a statute in which a quotation stands, the nearest named first."""
    parts = pieces(quotation)
    law = laws.by_key[key]
    named = [one.number for one in _by_distance(sentence, quotation) if one.key == key]
    near = named or [number for one, number in at_hand if one == key]
    for number in near:
        article = law.articles.get(number)
        if article and all(part in article.folded for part in parts):
            return [number]
    if not parts or min(map(len, parts)) < SHORT:
        return []
    holding = set.intersection(*(set(law.holding(part)) for part in parts))
    return sorted(holding) if len(holding) == 1 else []


def _by_distance(sentence: Sentence, quotation: Quotation) -> list[Reference]:
    """Return a sentence's references, those before a quotation first, from it outwards."""
    return sorted(
        sentence.references,
        key=lambda one: (one.start > quotation.start, abs(one.start - quotation.start)),
    )


def pieces(quotation: Quotation) -> list[str]:
    """Return the words to find, folded; an ellipsis leaves something out between two of them."""
    parts = re.split(r"…+|\.{3,}", quotation.text)
    return [one for one in (fold(part).strip(",.;:、。，；：") for part in parts) if one]
