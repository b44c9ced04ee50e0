"""`dabie check`: every fault of a course in one run, each with file, key and remedy."""

from __future__ import annotations

from pathlib import Path

from ..catalog import Fault, read_course
from ..catalog.chapters import Chapter, read_chapters
from ..catalog.laws import read_laws
from ..catalog.limits import read_limits
from ..catalog.renumbering import read_renumbering
from ..catalog.statements import read_statements
from ..catalog.texts import text_faults
from ..core.errors import CourseError
from ..core.items import Course
from ..essay import Sentence, read_essay
from ..references import Reference, read_references
from .chapters import chapter_faults
from .claims import claim_faults, read_claims
from .coverage import coverage_faults
from .cues import cue_faults
from .fences import fence_faults
from .items import item_faults
from .law_lock import lock_faults
from .law_numbers import stale_faults, table_faults
from .laws import register_faults, statement_faults, version_faults
from .limits import limit_faults
from .lints import lint_faults
from .names import name_faults
from .objectives import objective_faults
from .pictures import picture_faults
from .places import place_faults
from .registers import Registers, read_facts
from .tables import row_faults
from .timeline import timeline_faults


def check_course(root: Path) -> list[Fault]:
    """Return all faults of a course folder, ordered by file."""
    course, faults = read_course(root)
    faults += text_faults(root)
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
    faults += name_faults(root)
    faults += fence_faults(book)
    faults += row_faults(book)
    faults += picture_faults(book)
    faults += law_faults(book, course, chapters, registers)
    return sorted(set(faults))


def law_faults(
    book: Path, course: Course, chapters: list[Chapter], registers: Registers
) -> list[Fault]:
    """Return everything that is wrong with what a course says of statutes."""
    faults: list[Fault] = []
    laws = read_laws(book, faults)
    table = read_renumbering(book, faults)
    limits = read_limits(book, faults)
    if not laws.by_key:
        return faults
    statements = read_statements(book, course, laws)
    faults += register_faults(book, laws, registers)
    faults += statement_faults(laws, statements)
    faults += version_faults(book, laws, statements, chapters, course)
    faults += lock_faults(book, laws, statements)
    if limits is not None:
        faults += limit_faults(laws, limits, course)
    if table is not None:
        faults += table_faults(laws, table, registers)
        faults += stale_faults(laws, table, statements)
    return faults


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
