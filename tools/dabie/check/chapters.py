"""Faults of chapters: items, sources, sentences and drawings that they name in vain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ..catalog.chapters import Chapter
from ..catalog.faults import Fault, nearest
from ..core.items import Course
from .registers import Registers

CITING = ("cite", "cite:p", "cite:t")


def chapter_faults(
    course: Course, chapters: Sequence[Chapter], registers: Registers, book: Path
) -> Iterator[Fault]:
    """Yield the faults of a course's chapters and of how its exercises hang in them."""
    for chapter in chapters:
        yield from _unknown_names(course, chapter, registers, book)
    yield from _unplaced(course, chapters)


def _unknown_names(
    course: Course, chapter: Chapter, registers: Registers, book: Path
) -> Iterator[Fault]:
    item_ids = [item.id for one in course.exercises for item in one.items]
    exercise_ids = [one.id for one in course.exercises]
    known = {
        "item": item_ids,
        "exercise": exercise_ids,
        "hand-in": exercise_ids,
        "essay": registers.sentence_ids,
        "drawing": [
            path.name.removesuffix("-wide.svg") for path in sorted(book.glob("figures/*-wide.svg"))
        ],
    }
    known |= dict.fromkeys(CITING, list(registers.references or ()))
    for mention in chapter.mentions:
        names = known.get(mention.directive)
        if names is not None and mention.name not in names:
            if mention.directive in CITING and registers.references is None:
                continue  # the bibliography itself is the fault
            yield Fault(
                chapter.file,
                f"第 {mention.line} 行 {{{mention.directive}}}",
                f"没有“{mention.name}”",
                nearest(mention.name, names),
            )


def _unplaced(course: Course, chapters: Sequence[Chapter]) -> Iterator[Fault]:
    by_name = {one.name: one for one in chapters}
    for exercise in course.exercises:
        file = f"exercises/{exercise.id}/exercise.toml"
        chapter = by_name.get(exercise.chapter)
        if chapter is None:
            if exercise.chapter:
                yield Fault(
                    file,
                    "chapter",
                    f"book/ 里没有“{exercise.chapter}”这一章",
                    nearest(exercise.chapter, by_name),
                )
            continue
        whole = any(one.name == exercise.id for one in chapter.named("exercise"))
        placed = {one.name for one in chapter.named("item")}
        if whole:
            continue
        for item in exercise.items:
            if item.id not in placed:
                yield Fault(
                    chapter.file,
                    "",
                    f"没有放题目“{item.id}”，学员看不到它",
                    f"加一行 :::{{item}} {item.id} 和一行 :::，或从练习 {exercise.id} 里去掉它",
                )
        if not any(one.name == exercise.id for one in chapter.named("hand-in")):
            yield Fault(
                chapter.file,
                "",
                f"没有练习“{exercise.id}”的交卷栏",
                f"在自测后加一行 :::{{hand-in}} {exercise.id} 和一行 :::",
            )
