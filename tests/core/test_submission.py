from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabie.core.errors import SubmissionError
from dabie.core.items import Exercise, FillIn, Item
from dabie.core.submission import Learner, read_submission, submission_scorer

GOOD: dict[str, object] = {
    "format": 1,
    "course": "c",
    "exercise": "e",
    "revision": "sha256:0",
    "learner": {"id": " 7 ", "name": "李某", "unit": ""},
    "responses": {"a": {"1": "八"}},
    "saved_at": "2026-11-23T08:00:00+08:00",
}
EXERCISE = Exercise(
    "e", "", "practice", "", tuple(Item(one, "fill-in", "", FillIn({"1": ("八",)})) for one in "ab")
)


def test_reads_what_the_contract_writes() -> None:
    submission = read_submission(GOOD, course="c")
    assert submission.learner == Learner("7", "李某", "")
    assert submission.saved_at == datetime(2026, 11, 23, 0, 0, tzinfo=UTC)
    assert submission.notes == ()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"format": 2}, "格式版本是 2"),
        ({"format": "1"}, "格式版本"),
        ({"format": True}, "格式版本"),
        ({"course": "other"}, "另一门课程"),
        ({"course": ["c"]}, "另一门课程"),
        ({"exercise": ""}, "哪个练习"),
        ({"exercise": 3}, "哪个练习"),
        ({"responses": []}, "答案格式"),
        ({"learner": "李某"}, "学员信息"),
        ({"learner": {"id": 7}}, "学员编号应当是文字"),
        ({"learner": {"id": "7" * 201}}, "太长"),
    ],
)
def test_refuses_with_a_reason(change: dict[str, object], reason: str) -> None:
    with pytest.raises(SubmissionError, match=reason):
        read_submission(GOOD | change, course="c")


def test_refuses_what_is_no_table() -> None:
    with pytest.raises(SubmissionError, match="格式不对"):
        read_submission([], course="c")


@pytest.mark.parametrize(
    ("change", "note"),
    [
        ({"learner": {"name": "李某"}}, "没有填编号"),
        ({"learner": {"id": None}}, "没有填编号"),
        ({"learner": None}, "没有填编号"),
        ({"saved_at": "昨天"}, "没有可用的保存时间"),
        ({"saved_at": None}, "没有可用的保存时间"),
        ({"saved_at": "0001-01-01T00:00:00+14:00"}, "没有可用的保存时间"),
    ],
)
def test_notes_what_is_odd_and_grades_on(change: dict[str, object], note: str) -> None:
    assert note in "".join(read_submission(GOOD | change, course="c").notes)


def test_a_time_without_offset_is_read() -> None:
    submission = read_submission(GOOD | {"saved_at": "2026-11-23T08:00:00"}, course="c")
    assert submission.saved_at == datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def test_a_malformed_response_refuses_itself_alone() -> None:
    responses = {"a": {"1": 8}, "b": {"1": "八"}, "zz": 1}
    scored = submission_scorer(EXERCISE)(
        read_submission(GOOD | {"responses": responses}, course="c")
    )
    assert {one: outcome.score for one, outcome in scored.outcomes.items()} == {
        "a": Decimal(0), "b": Decimal(1)
    }  # fmt: skip
    assert scored.refused.keys() == {"a", "zz"}
    assert "没有这道题" in scored.refused["zz"]


@given(
    st.dictionaries(
        st.sampled_from([*GOOD]),
        st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.text())
        | st.dictionaries(st.sampled_from(["id", "name", "a"]), st.none() | st.text()),
    )
)  # fmt: skip
def test_any_content_is_read_or_refused(change: dict[str, object]) -> None:
    try:
        submission = read_submission(GOOD | change, course="c")
    except SubmissionError:
        return
    submission_scorer(EXERCISE)(submission)


def test_a_void_item_counts_for_nobody() -> None:
    first, second = EXERCISE.items
    exercise = replace(EXERCISE, items=(replace(first, void="题面有误"), second))
    assert exercise.max_score == 1
    scored = submission_scorer(exercise)(read_submission(GOOD, course="c"))
    outcome = scored.outcomes["a"]
    assert (outcome.state, outcome.score, outcome.max_score) == ("void", 0, 0)
    assert scored.outcomes["b"].max_score == 1
    assert scored.refused == {}
