from __future__ import annotations

import json
import random
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from dabie.core.items import Course
from dabie.grading.batch import grade_entry, number_attempts
from dabie.grading.entry import Entry
from dabie.grading.options import Attempt
from dabie.grading.result import Result

Record = Callable[..., dict[str, Any]]
Packed = Callable[[object], bytes]
Grade = Callable[..., dict[str, Result]]


@pytest.fixture
def graded(course: Course, revisions: dict[str, str], packed: Packed) -> Grade:
    """Grade records, given by file name, in an order that must not matter."""

    def grade(**records: dict[str, Any]) -> dict[str, Result]:
        entries = [Entry(f"{name}.ipynb", packed(one)) for name, one in records.items()]
        random.shuffle(entries)
        results = number_attempts(grade_entry(course, revisions, one) for one in entries)
        return {one.file.removesuffix(".ipynb"): one for one in results}

    return grade


def numbers(results: dict[str, Result]) -> list[tuple[int, bool]]:
    return [(one.attempt, one.counts) for one in results.values()]


def test_a_perfect_hand_in_scores_full(graded: Grade, record: Record) -> None:
    result = graded(x=record())["x"]
    assert (result.status, result.score, result.max_score) == ("graded", 11, 13)
    assert (result.attempt, result.counts, result.reasons) == (1, True, ())


def test_a_long_answer_waits_and_a_blank_one_does_not(graded: Grade, record: Record) -> None:
    results = graded(blank=record({"essay": " \n"}), waits=record({"essay": "据文章"}))
    assert [one.status for one in results.values()] == ["graded", "needs-review"]


def test_refused_responses_count_0_with_their_reason(graded: Grade, record: Record) -> None:
    result = graded(x=record({"single": ["nope"], "zzz": 1, "count": "2980"}))["x"]
    assert result.score == 1
    assert result.reasons == ("single：没有这个选项：nope", "zzz：本练习没有这道题")
    assert "zzz" not in result.responses


def test_attempts_are_numbered_by_time_then_name(graded: Grade, record: Record) -> None:
    results = graded(
        a=record({}, at="2026-11-23T10:00:00+08:00"),
        b=record({"single": ["taihu"]}, at="2026-11-23T01:00:00Z"),
        c=record({"single": ["yuexi"]}, at="2026-11-23T09:00:00+08:00"),
        d=record({"count": "1"}, at=""),
    )
    assert numbers(results) == [(4, True), (2, False), (3, False), (1, False)]


def test_identical_content_is_one_attempt_in_whatever_form(
    course: Course, revisions: dict[str, str], record: Record, packed: Packed
) -> None:
    text = json.dumps({"dabie": record()}, indent=2).encode()
    entries = [Entry("b.ipynb", packed(record())), Entry("a.txt", text), Entry("c.json", text)]
    results = number_attempts(grade_entry(course, revisions, one) for one in entries)
    assert [(one.attempt, one.counts) for one in results] == [(1, True), (1, False), (1, False)]
    assert results[1].reasons == ("与 a.txt 内容相同，算同一次",)


def test_an_older_copy_does_not_count_again(graded: Grade, record: Record) -> None:
    old, new = record(at="2026-11-01"), record(at="2026-11-02")
    results = graded(a=old, b=new, c=old, d=new)
    assert numbers(results) == [(1, False), (2, True), (1, False), (2, False)]


@pytest.mark.parametrize(("counted", "counts"), [("newest", "d"), ("first", "a"), ("best", "c")])
def test_which_attempt_counts_is_the_organiser_s_choice(
    course: Course,
    revisions: dict[str, str],
    record: Record,
    packed: Packed,
    counted: Attempt,
    counts: str,
) -> None:
    given = {"a": ["yuexi"], "b": ["taihu"], "c": ["taihu"], "d": []}
    results = number_attempts(
        (
            grade_entry(
                course,
                revisions,
                Entry(f"{name}.ipynb", packed(record({"single": one}, at=f"2026-11-0{day}"))),
            )
            for day, (name, one) in enumerate(given.items(), start=1)
        ),
        counted,
    )
    assert [one.attempt for one in results] == [1, 2, 3, 4]
    assert [one.file for one in results if one.counts] == [f"{counts}.ipynb"]


def test_each_exercise_has_its_own_attempts(graded: Grade, record: Record) -> None:
    results = graded(a=record(), b=record({}, exercise="final"))
    assert numbers(results) == [(1, True), (1, True)]


def test_a_missing_id_is_graded_and_never_merged(graded: Grade, record: Record) -> None:
    results = graded(
        a=record(learner_id=None), b=record(learner_id=None), c=record(learner_id=" \u3000")
    )
    assert numbers(results) == [(1, True)] * 3
    assert all("没有填编号" in one.reasons[0] for one in results.values())
    assert len({one.learner_key for one in results.values()}) == 3


def test_ids_are_merged_over_width_and_kept_as_written(graded: Grade, record: Record) -> None:
    results = graded(
        a=record(learner_id="０８０２１３", at="2026-11-01"), b=record(learner_id=" 080213")
    )
    assert numbers(results) == [(1, False), (2, True)]
    assert results["a"].learner.id == "０８０２１３"


def test_two_names_under_one_id_are_noted(graded: Grade, record: Record) -> None:
    other = record({}, learner={"id": "080213", "name": "王某", "unit": ""})
    results = graded(a=record(), b=other)
    assert "同一编号有不同姓名：李某、王某" in results["b"].reasons


def test_an_id_that_looks_like_a_file_is_no_file(graded: Grade, record: Record) -> None:
    results = graded(a=record(learner_id=None), b=record(learner_id="file:a.ipynb"))
    assert numbers(results) == [(1, True), (1, True)]


def test_another_revision_is_scored_and_noted(graded: Grade, record: Record) -> None:
    results = graded(a=record(revision="sha256:0"), b=record({}, revision=""))
    assert "与现在的版本不同" in results["a"].reasons[0]
    assert "没有写明题目版本" in results["b"].reasons[0]
    assert results["a"].score == Fraction(11)


def test_who_handed_in_an_unknown_exercise_is_named(graded: Grade, record: Record) -> None:
    result = graded(a=record(exercise="nope"))["a"]
    assert (result.status, result.learner.name, result.exercise) == ("refused", "李某", "")


def test_many_refused_responses_are_counted_not_listed(graded: Grade, record: Record) -> None:
    result = graded(a=record({f"item-{n}": n for n in range(50)}))["a"]
    assert len(result.reasons) == 21
    assert result.reasons[-1] == "另有 30 处答案没有计分"
