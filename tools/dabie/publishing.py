"""What is published of a course: public definitions and the notebooks made of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

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


def contents(root: Path, course: Course) -> Iterator[dict[str, Any]]:
    """Yield what the notebook of each exercise carries of it."""
    cite = citations(root)
    for exercise in course.exercises:
        yield content_of(course, exercise, definitions(exercise, cite))


def notebook(content: Mapping[str, Any]) -> str:
    """Return the text of the notebook that carries this."""
    return to_text(generate(content))


def notebooks(root: Path, course: Course) -> Iterator[tuple[Path, str]]:
    """Yield the path and text of every generated notebook of a course."""
    for content in contents(root, course):
        name = content["exercise"]
        yield root / "exercises" / name / f"{name}.ipynb", notebook(content)
