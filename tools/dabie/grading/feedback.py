"""Feedback: one self-contained page per learner, with what the exercise releases and no more.

A page covers the learner's counted attempt of each exercise. Its name is made of a hash, so that
nothing a learner wrote becomes a path; `index.csv` says which page is whose.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from .. import view
from ..core.items import Course, Item, LongFillIn
from ..core.submission import Learner
from .apart import begin, done
from .output import Finish, Graded
from .result import Result
from .results import cell, table
from .row import row_of
from .section import Section, section
from .style import BASE, allowed, joined
from .visible import visible

PAGES = "index.csv"
"""Which page is whose."""

_PORTION = 500
"""Learners whose pages are written at a time."""
_REMEMBERED = 20_000
"""Most rows that are kept to be used again."""
_SHORT = 400
"""Longest answer, in characters, whose row is kept."""
_FOLDER = Path(__file__).with_name("page")
_SHEETS = ("page", "items", "paper")
"""Style sheets, later ones over earlier ones."""
_VIEW = Path(view.__file__).parent


@dataclass(frozen=True, slots=True)
class Page:
    """A finished page; `files` are the submissions that it covers."""

    name: str
    content: bytes
    learner: Learner
    files: tuple[str, ...]


def write(path: Path, graded: Graded) -> Finish | None:
    """Begin the folder of pages, unless there shall be none; its index comes last."""
    if not graded.options.feedback:
        return None
    path.mkdir()
    course, cite = graded.course, _cited(graded.course, graded.cite)
    learners = _learners(graded.results)
    begun = [
        begin(graded.pool, _write_pages, path, course, learners[at : at + _PORTION], cite)
        for at in range(0, len(learners), _PORTION)
    ]
    return partial(_write_index, path / PAGES, begun)


def _write_index(path: Path, begun: Iterable[Future[list[list[str]]]]) -> None:
    index = [["page", "learner_id", "learner_name", "learner_unit", "files"]]
    for portion in begun:
        rows: list[list[str]] = done(portion)
        index += rows
    path.write_bytes(table(index))


def pages(course: Course, results: Iterable[Result], cite: Callable[[str], str]) -> Iterator[Page]:
    """Yield each learner's page; `cite` turns a source's key into a reference."""
    return _pages(course, _learners(results), cite)


def _learners(results: Iterable[Result]) -> list[tuple[str, list[Result]]]:
    """Return the counted results of each learner."""
    learners: dict[str, list[Result]] = {}
    for result in results:
        if result.counts:
            learners.setdefault(result.learner_key, []).append(result)
    return sorted(learners.items(), key=lambda one: one[0])


def _pages(
    course: Course, learners: Iterable[tuple[str, list[Result]]], cite: Callable[[str], str]
) -> Iterator[Page]:
    draw = Drawing(cite)
    order = {exercise.id: place for place, exercise in enumerate(course.exercises)}
    for key, results in learners:
        counted = sorted(results, key=lambda one: order[one.exercise])
        # Once for all items.
        counted = [one._replace(packed=one.responses) for one in counted]
        sections = [section(course.exercises[order[one.exercise]], one, draw) for one in counted]
        learner = counted[0].learner
        yield Page(
            page_name(key, learner.id),
            _render(course, learner, sections),
            learner,
            tuple(one.file for one in counted),
        )


def _write_pages(
    path: Path,
    course: Course,
    learners: list[tuple[str, list[Result]]],
    cite: Mapping[str, str],
) -> list[list[str]]:
    """Write some learners' pages and return their rows of the index; runs in any process."""
    rows = []
    for page in _pages(course, learners, cite.__getitem__):
        (path / page.name).write_bytes(page.content)
        known = [page.learner.id, page.learner.name, page.learner.unit, "；".join(page.files)]
        rows.append([page.name, *map(cell, known)])
    return rows


def _cited(course: Course, cite: Callable[[str], str]) -> dict[str, str]:
    """Return every source's reference: a function cannot be sent to another process."""
    items = (item for exercise in course.exercises for item in exercise.items)
    return {source: cite(source) for item in items for source in item.sources}


def page_name(key: str, learner_id: str) -> str:
    """Return the name of a learner's page: what is harmless of the id, and a hash of all of it.

    >>> page_name("id:../李", "../李")
    'learner-d9a3b0596f25c816.html'
    """
    slug = re.sub(r"[^0-9a-z]+", "-", learner_id.lower())[:32].strip("-")
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{slug or 'learner'}-{digest[:16]}.html"


class Drawing:
    """Draws items, each answer once: most learners give an answer that others gave, too."""

    def __init__(self, cite: Callable[[str], str]) -> None:
        self._cite = cite
        self._drawn: dict[tuple[str, str, bool], Markup] = {}

    def __call__(self, number: int, item: Item, result: Result, told: bool) -> Markup:
        """Return an item's row."""
        if isinstance(item.interaction, LongFillIn):
            return self._draw(number, item, result, told)
        # What was answered, and whether that is told, is all that a closed item's row shows.
        key = item.id, repr(result.responses.get(item.id)), told
        row = self._drawn.get(key)
        if row is None:
            row = self._draw(number, item, result, told)
            if len(self._drawn) < _REMEMBERED and len(key[1]) < _SHORT:
                self._drawn[key] = row
        return row

    def _draw(self, number: int, item: Item, result: Result, told: bool) -> Markup:
        row = row_of(number, item, result, self._cite, told=told)
        return Markup(_page().row.render(row=row))


def _render(course: Course, learner: Learner, sections: list[Section]) -> bytes:
    page = _page()
    html = page.page.render(
        course=course,
        learner=learner,
        sections=sections,
        style=page.style,
        policy=page.policy,
    )
    return html.encode()


@dataclass(frozen=True, slots=True)
class _Page:
    """The templates, the style sheet and the policy that allows just that style sheet."""

    page: Template
    row: Template
    style: Markup
    policy: Markup


@cache
def _page() -> _Page:
    style = joined(
        (_VIEW / "tokens.css", BASE, *(_FOLDER / "css" / f"{name}.css" for name in _SHEETS))
    )
    policy = (
        f"default-src 'none'; style-src '{allowed(style)}'; base-uri 'none'; form-action 'none'"
    )
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # Every text on its way into the page, so that none can be forgotten.
        finalize=lambda value: visible(value, lines=True) if type(value) is str else value,
    )
    page, row = (
        environment.from_string((_FOLDER / f"{name}.html.j2").read_text(encoding="utf-8"))
        for name in ("feedback", "row")
    )
    return _Page(page, row, Markup(style), Markup(policy))
