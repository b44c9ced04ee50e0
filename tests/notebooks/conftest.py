"""Exercises of the tiny course as their notebooks carry them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dabie.catalog import load_course
from dabie.core.items import Course
from dabie.notebooks.generate import content_of
from dabie.publishing import citations, definitions

TINY = Path(__file__).parents[1] / "courses" / "tiny"


@pytest.fixture
def course() -> Course:
    return load_course(TINY)


@pytest.fixture
def contents(course: Course) -> dict[str, dict[str, Any]]:
    cite = citations(TINY)
    return {one.id: content_of(course, one, definitions(one, cite)) for one in course.exercises}


@pytest.fixture
def practice(contents: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return contents["practice"]


@pytest.fixture
def assessment(contents: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return contents["final"]
