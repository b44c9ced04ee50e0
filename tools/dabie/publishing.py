"""What is published of a course: public definitions and the notebooks made of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from . import markup
from .core.items import Course, Exercise
from .core.publish import publish
from .notebooks.generate import content_of, generate, to_text
from .references import read_references


def citations(root: Path) -> Callable[[str], str]:
    """Return how this course's sources are cited: by their text, or by their key if unknown.

    A course without `references.bib` still has exercises; that it lacks one is for `check` to say.
    """
    path = root / "book" / "references.bib"
    references = read_references(path) if path.is_file() else {}
    return lambda source: references[source].text if source in references else source


def definitions(exercise: Exercise, cite: Callable[[str], str]) -> list[dict[str, object]]:
    """Return an exercise's public definitions with its sources written out."""
    return publish(exercise, render=markup.render, cite=cite)


def notebooks(root: Path, course: Course) -> Iterator[tuple[Path, str]]:
    """Yield the path and text of every generated notebook of a course."""
    cite = citations(root)
    for exercise in course.exercises:
        path = root / "exercises" / exercise.id / f"{exercise.id}.ipynb"
        yield path, to_text(generate(content_of(course, exercise, definitions(exercise, cite))))
