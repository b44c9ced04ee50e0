from __future__ import annotations

from decimal import Decimal

from dabie.core.errors import CourseError
from dabie.core.items import Course, Exercise, Item, Numeric


def test_a_course_finds_its_exercises_by_id_and_by_item() -> None:
    items = tuple(
        Item(one, "numeric", "", Numeric(Decimal(1)), Decimal("1.5")) for one in ("a", "b")
    )
    exercise = Exercise("e", "", "practice", "", items)
    course = Course("c", "", (exercise,))
    assert (course.exercise("e"), course.exercise("f")) == (exercise, None)
    assert (course.exercise_of("b"), course.exercise_of("c")) == (exercise, None)
    assert exercise.max_score == 3


def test_a_fault_reads_as_place_and_reason() -> None:
    assert str(CourseError("不对", where="x.toml", key="key")) == "x.toml：key：不对"
    assert str(CourseError("不对")) == "不对"
