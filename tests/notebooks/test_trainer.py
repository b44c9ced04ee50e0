"""What a trainer has in a notebook of their own."""

from __future__ import annotations

import subprocess
import sys

import pytest

import dabie
from dabie import exercise, item, score
from dabie.catalog import FaultyCourse
from dabie.core.errors import ResponseError


def test_the_public_names_are_these_and_each_says_what_it_does() -> None:
    assert dabie.__all__ == ["__version__", "exercise", "item", "score"]
    for name in dabie.__all__[1:]:
        assert ">>> " in getattr(dabie, name).__doc__
    with pytest.raises(AttributeError, match="nothing"):
        dabie.nothing  # noqa: B018


def test_loading_the_package_loads_no_widgets() -> None:
    code = (
        "import sys, dabie, dabie.notebooks, dabie.publishing\n"
        "dabie.score, dabie.item\n"
        "print(sorted({'anywidget', 'ipywidgets', 'IPython'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("built", "right", "wrong"),
    [
        (item("choice", "？", options={"a": "甲", "b": "乙"}, key="a"), ["a"], ["b"]),
        (
            item(
                "choice",
                "？",
                multiple=True,
                options={"a": {"text": "甲", "feedback": "对"}, "b": "乙"},
                key=["a", "b"],
            ),
            ["b", "a"],
            [],
        ),
        (
            item("sequencing", "？", options={"a": "甲", "b": "乙"}, key=("b", "a")),
            ["b", "a"],
            ["a", "b"],
        ),
        (
            item("matching", "？", left={"l": "左"}, right={"r": "右", "s": "又"}, key={"l": "r"}),
            {"l": "r"},
            {"l": "s"},
        ),
        (item("fill-in", "{{1}}", key={1: "八"}), {"1": "八"}, {"1": "九"}),
        (item("numeric", "π？", key=3.14, tolerance=0.005, unit=""), "3.144", "3.15"),
    ],
    ids=lambda value: getattr(value, "kind", ""),
)
def test_every_kind_in_a_line(built: dabie.core.items.Item, right: object, wrong: object) -> None:
    assert score(built, right).state == "right"
    assert score(built, wrong).score == 0
    shown = exercise(built)
    shown.checked = {"item-1": right}
    assert shown.outcomes["item-1"]["outcome"]["state"] == "right"


def test_a_long_answer_waits_for_a_person() -> None:
    essay = item("long-fill-in", "？", rubric=[{"criterion": "出处", "levels": ["没有", "有"]}])
    assert score(essay, "……").state == "pending"


@pytest.mark.parametrize(
    ("kind", "values", "said"),
    [
        ("quiz", {}, "没有“quiz”这个取值"),
        ("choice", {}, "options：缺少这一段"),
        ("choice", {"options": {"a": "甲", "b": "乙"}}, "key：缺少这一项"),
        ("choice", {"options": {"a": "甲", "b": ""}, "key": "a"}, "options.b.text：是空的"),
        ("numeric", {"key": "三"}, "应当是数"),
        ("numeric", {"key": 3, "tolerance": -1}, "不能小于 0"),
        ("numeric", {"key": 3, "max_score": 0}, "应当大于 0"),
        ("fill-in", {"key": {"1": "八"}}, "没有空"),
        ("matching", {"left": {"l": "左"}, "right": {"r": "右"}, "key": {"l": "x"}}, "“x”不是选项"),
        ("numeric", {"key": 3, "hint": "x"}, "hint：不认识这一项"),
        ("numeric", {"key": 3, "sources": "x"}, "应当是一列文字"),
    ],
)
def test_what_is_wrong_is_said_as_for_a_course(
    kind: str, values: dict[str, object], said: str
) -> None:
    with pytest.raises(FaultyCourse) as caught:
        item(kind, "？", **values)
    assert said in str(caught.value)
    assert str(caught.value).startswith("题目")


def test_a_malformed_response_says_what_would_be_one() -> None:
    with pytest.raises(ResponseError, match="数"):
        score(item("numeric", "？", key=3), "三")


def test_an_exercise_needs_items_with_names_of_their_own() -> None:
    one = item("numeric", "？", key=3, id="one")
    assert [
        each["id"] for each in exercise(one, item("numeric", "？", key=4)).content["items"]
    ] == [
        "one",
        "item-2",
    ]
    with pytest.raises(ValueError, match="同一个"):
        exercise(one, one)
    with pytest.raises(ValueError, match="至少"):
        exercise()
