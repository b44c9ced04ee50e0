"""What is published of a course: public definitions and the notebooks made of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from . import markup
from .core.items import Course, Exercise
from .core.publish import publish
from .notebooks.generate import generate, to_text
from .references import Reference, read_references


def definitions(exercise: Exercise, references: dict[str, Reference]) -> list[dict[str, object]]:
    """Return an exercise's public definitions with its sources written out."""

    def cite(source: str) -> str:
        return references[source].text if source in references else source

    return publish(exercise, render=markup.render, cite=cite)


def notebooks(root: Path, course: Course) -> Iterator[tuple[Path, str]]:
    """Yield the path and text of every generated notebook of a course."""
    references = read_references(root / "book" / "references.bib")
    for exercise in course.exercises:
        path = root / "exercises" / exercise.id / f"{exercise.id}.ipynb"
        yield path, to_text(generate(course, exercise, definitions(exercise, references)))
