"""`dabie check`: every fault of a course in one run, each with file, key and remedy."""

from __future__ import annotations

from pathlib import Path

from ..catalog import Fault, read_course
from ..catalog.chapters import read_chapters
from ..core.errors import CourseError
from ..essay import Sentence, read_essay
from ..references import Reference, read_references
from .chapters import chapter_faults
from .claims import claim_faults, read_claims
from .coverage import coverage_faults
from .cues import cue_faults
from .items import item_faults
from .lints import lint_faults
from .objectives import objective_faults
from .places import place_faults
from .registers import Registers, read_facts
from .timeline import timeline_faults


def check_course(root: Path) -> list[Fault]:
    """Return all faults of a course folder, ordered by file."""
    course, faults = read_course(root)
    book = root / "book"
    chapters = read_chapters(book) if book.is_dir() else []
    registers = Registers(
        references=_references(book, faults),
        facts=read_facts(book / "facts.toml", faults),
        sentences=_sentences(book, faults),
    )
    faults += item_faults(course, chapters, registers)
    faults += chapter_faults(course, chapters, registers, book)
    faults += coverage_faults(root, course, chapters, registers)
    faults += place_faults(book, registers)
    faults += timeline_faults(book, registers)
    faults += lint_faults(course)
    faults += cue_faults(course)
    faults += objective_faults(course, chapters)
    faults += claim_faults(root, course, read_claims(root, faults))
    return sorted(set(faults))


def _references(book: Path, faults: list[Fault]) -> dict[str, Reference] | None:
    try:
        return read_references(book / "references.bib")
    except CourseError as error:
        remedy = "" if (book / "references.bib").is_file() else "新建 book/references.bib"
        faults.append(Fault("book/references.bib", error.key, error.message, remedy))
        return None


def _sentences(book: Path, faults: list[Fault]) -> tuple[Sentence, ...] | None:
    if not (book / "essay.json").is_file():
        return None
    try:
        return read_essay(book / "essay.json")
    except CourseError as error:
        faults.append(Fault("book/essay.json", error.key, error.message))
        return None
