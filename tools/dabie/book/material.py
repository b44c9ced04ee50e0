"""What a book is built from beside its chapters: the course, its sources and its essay."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util import logging

from ..catalog import find_course, load_course
from ..catalog.chapters import Chapter, read_chapters
from ..catalog.laws import Laws, read_laws
from ..catalog.statements import Said, read_statements
from ..core.errors import DabieError
from ..core.items import Course, Exercise
from ..core.publish import publish, revision
from ..essay import Sentence, read_essay
from ..markup import render
from ..references import Reference, read_references

logger = logging.getLogger(__name__)


@dataclass
class Material:
    """A course folder and its book folder, read when first asked for."""

    root: Path
    book: Path
    _published: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    @cached_property
    def course(self) -> Course:
        """Return the course; only what scoring needs is demanded here, `dabie check` says more."""
        return load_course(self.root)

    @cached_property
    def references(self) -> Mapping[str, Reference]:
        """Return the sources in the order of `references.bib`."""
        path = self.book / "references.bib"
        return read_references(path) if path.is_file() else {}

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Return each source's number: its place in `references.bib`."""
        return {key: place for place, key in enumerate(self.references, start=1)}

    @cached_property
    def essay(self) -> tuple[Sentence, ...]:
        """Return the essay's sentences, none when the course has no essay."""
        path = self.book / "essay.json"
        return read_essay(path) if path.is_file() else ()

    @cached_property
    def laws(self) -> Laws:
        """Return the statutes; `dabie check` names what is wrong with them."""
        return read_laws(self.book, [])

    @cached_property
    def statements(self) -> list[Said]:
        """Return every sentence that speaks of a statute."""
        return read_statements(self.book, self.course, self.laws)

    @cached_property
    def chapters(self) -> list[Chapter]:
        """Return what every chapter names."""
        return read_chapters(self.book)

    @cached_property
    def hidden_sources(self) -> frozenset[str]:
        """Return the sources that assessments rest on and that no chapter or practice names."""
        named = {one.name for chapter in self.chapters for one in chapter.named("cite")}
        sources: dict[str, set[str]] = {"practice": set(), "assessment": set()}
        for exercise in self.course.exercises:
            sources[exercise.mode].update(*(item.sources for item in exercise.items))
        return frozenset(sources["assessment"] - sources["practice"] - named)

    def exercises_of(self, docname: str) -> list[Exercise]:
        """Return the exercises that belong to a chapter."""
        return [one for one in self.course.exercises if one.chapter == docname]

    def definitions(self, exercise: Exercise) -> list[dict[str, Any]]:
        """Return the public definitions of an exercise's items, in order."""
        if exercise.id not in self._published:
            self._published[exercise.id] = publish(exercise, render=render, cite=self.cite)
        return self._published[exercise.id]

    def revision(self, exercise: Exercise) -> str:
        """Return the hash that a submission of the exercise carries."""
        return revision(self.definitions(exercise))

    def cite(self, key: str) -> str:
        """Return a source as cited text."""
        reference = self.references.get(key)
        return reference.text if reference else key

    def files(self, exercise: Exercise) -> list[Path]:
        """Return the files that a page with this exercise depends on."""
        folder = self.root / "exercises" / exercise.id
        items = [folder / f"{one.id}.toml" for one in exercise.items]
        return [self.root / "exercises/course.toml", folder / "exercise.toml", *items]


_OF: WeakKeyDictionary[Sphinx, Material] = WeakKeyDictionary()


def material(app: Sphinx) -> Material:
    """Return the material of the book being built."""
    return _OF[app]


def _read(app: Sphinx) -> None:
    book = Path(app.srcdir)
    root = Path(app.config.dabie_course) if app.config.dabie_course else find_course(book)
    if root is None:
        raise ExtensionError("找不到课程：书的上级文件夹里没有 exercises/course.toml")
    _OF[app] = made = Material(root, book)
    try:
        # Fail before the first chapter is read, with the author's file and key.
        _ = made.course, made.references, made.essay
    except DabieError as error:
        raise ExtensionError(str(error)) from error


def changed(app: Sphinx, env: Any, *_: Any) -> list[str]:
    """Return every document when a register that all pages draw on has changed."""
    made = material(app)
    registers = [made.book / "references.bib", made.book / "essay.json"]
    registers += [path for one in made.course.exercises for path in made.files(one)[:2]]
    stamp = {os.fspath(path): path.stat().st_mtime for path in registers if path.is_file()}
    before, env.dabie_registers = getattr(env, "dabie_registers", None), stamp
    return list(env.found_docs) if before not in (None, stamp) else []


def setup(app: Sphinx) -> None:
    """Read the material when the builder is there."""
    app.add_config_value("dabie_course", "", "env")
    app.connect("builder-inited", _read)
    app.connect("env-get-outdated", changed)
