"""The widget without a front end: what it scores, what it knows, and what it never knows."""

from __future__ import annotations

import json
from typing import Any

import ipywidgets
import pytest
import traitlets

from dabie.core.items import Course
from dabie.core.scoring import score
from dabie.notebooks import open_exercise
from dabie.notebooks.generate import content_of, encode, generate, to_text
from dabie.notebooks.widget import ExerciseWidget, judge


@pytest.fixture
def widget(practice: dict[str, Any]) -> ExerciseWidget:
    return ExerciseWidget(practice)


def test_every_sample_is_scored_as_its_author_says(widget: ExerciseWidget, course: Course) -> None:
    for item in course.exercises[0].items:
        for sample in item.samples:
            widget.checked = {item.id: sample.response}
            judged = widget.outcomes[item.id]
            assert judged["response"] == sample.response
            if sample.invalid:
                assert judged["outcome"]["state"] == "malformed"
                assert judged["outcome"]["reason"]
            else:
                assert judged["outcome"] == score(item, sample.response).to_json()


def test_an_outcome_goes_when_it_is_no_longer_asked_for(widget: ExerciseWidget) -> None:
    widget.checked = {"county": ["taihu"], "count": "28", "no-such-item": "x"}
    assert set(widget.outcomes) == {"county", "count"}
    widget.checked = {"count": "28"}
    assert set(widget.outcomes) == {"count"}


def test_an_assessment_tells_nothing(assessment: dict[str, Any]) -> None:
    widget = ExerciseWidget(assessment)
    widget.responses = {"secret-words": {"1": "canarykey"}, "secret-county": ["canary-right"]}
    widget.checked = widget.responses
    assert widget.outcomes == {}
    state = json.dumps(widget.get_state(), default=str, ensure_ascii=False)
    for canary in ("CANARYKEY", "CANARYEXPLANATION", "CANARYFEEDBACK", "CANARYSAMPLE"):
        assert canary not in state
        assert canary not in to_text(generate(assessment))
    for item in assessment["items"]:
        assert not {"key", "tolerance", "feedback", "explanation", "sources"} & set(item)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("responses", []),
        ("responses", {1: "x"}),
        ("checked", "county"),
        ("revealed", {"county": "yes"}),
        ("learner", {"id": 5}),
        ("outcomes", {"county": "right"}),
        ("content", None),
    ],
)
def test_its_traits_are_typed(widget: ExerciseWidget, name: str, value: object) -> None:
    with pytest.raises(traitlets.TraitError):
        setattr(widget, name, value)


def test_it_composes_with_layouts(widget: ExerciseWidget) -> None:
    box = ipywidgets.VBox([widget, ipywidgets.Button()])
    tab = ipywidgets.Tab([box], titles=["练习"])
    assert tab.children[0].children[0] is widget
    widget.layout.width = "50%"
    assert widget.get_state()["layout"] == f"IPY_MODEL_{widget.layout.model_id}"


def test_it_carries_its_front_end_and_styles(widget: ExerciseWidget) -> None:
    state = widget.get_state()
    assert "dabie-exercise" in state["_css"]
    assert "export default" in state["_esm"]


def test_it_gives_the_unanswered_notebook(
    widget: ExerciseWidget, practice: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[Any] = []
    monkeypatch.setattr(ExerciseWidget, "send", lambda _self, message: sent.append(message))
    for message in ({"ask": "notebook"}, {"ask": "key"}, "x", None):
        widget._handle_custom_msg(message, [])
    assert sent == [{"notebook": to_text(generate(practice))}]


HOSTILE: list[dict[str, Any]] = [
    {"key": ["nowhere"]},
    {"key": []},
    {"key": 5},
    {"key": None},
    {"feedback": []},
    {"options": None},
    {"options": [{"id": [], "text": ""}]},
    {"kind": "sequencing", "key": ["x", "y"]},
    {"kind": "matching"},
    {"kind": "fill-in", "blanks": ["1"], "key": {"1": 5}},
    {"kind": "numeric", "key": "1e999999999", "tolerance": "1e999999999", "unit": ""},
    {"kind": "numeric", "key": "NaN", "tolerance": "0", "unit": ""},
    {"kind": "long-fill-in", "rubric": "x"},
]


@pytest.mark.parametrize("change", HOSTILE, ids=lambda change: str(change)[:40])
@pytest.mark.parametrize("response", [["taihu"], {"1": "x"}, "1", 5, [["x"]], "x" * 100_000])
def test_a_hostile_item_is_judged_without_a_traceback(
    practice: dict[str, Any], change: dict[str, Any], response: object
) -> None:
    outcome = judge({**practice["items"][0], **change}, response)
    json.dumps(outcome, allow_nan=False)
    if outcome["state"] == "malformed":
        assert outcome["reason"]


def test_opened_again_it_is_the_same_until_it_is_another_edition(practice: dict[str, Any]) -> None:
    first = open_exercise(encode(practice))
    first.responses = {"county": ["taihu"]}
    first.learner = {"id": "1", "name": "甲", "unit": ""}
    assert open_exercise(encode(practice)) is first
    newer = open_exercise(encode({**practice, "title": "练一练（新版）"}))
    assert newer is not first
    assert (newer.responses, newer.learner) == (first.responses, first.learner)
    other = open_exercise(encode({**practice, "exercise": "other"}))
    assert other.responses == {}
    newer.close()
    again = open_exercise(encode({**practice, "title": "练一练（新版）"}))
    assert again is not newer
    assert again.responses == {"county": ["taihu"]}


def test_content_of_an_exercise_names_its_course(course: Course) -> None:
    assert content_of(course, course.exercises[0], [])["course"] == "tiny"
