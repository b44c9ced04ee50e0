from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from dabie.core.items import Course, Item, Numeric
from dabie.core.scoring import score
from dabie.grading.answers import Part, parts, summary

UNTOLD_WORDS = ("对", "应当", "漏")


def item(course: Course, item_id: str) -> Item:
    exercise = course.exercise_of(item_id)
    assert exercise is not None
    return next(one for one in exercise.items if one.id == item_id)


def told(course: Course, item_id: str, response: Any) -> list[Part]:
    one = item(course, item_id)
    return parts(one, response, score(one, response), told=True)


TOLD: list[tuple[str, Any, list[Part]]] = [
    ("single", ["taihu"], [Part("太湖县", "", "right", "你选的，对", "对：岳西县一年后才设立。")]),
    (
        "single",
        ["yuexi"],
        [
            Part("太湖县", "", "missed", "应当选", "对：岳西县一年后才设立。"),
            Part("岳西县", "", "wrong", "你选的，不对", "那时还没有岳西县。"),
        ],
    ),
    ("single", None, [Part("太湖县", "", "missed", "应当选")]),
    (
        "order",
        ["x", "z", "y"],
        [
            Part("第一件", "1", "right", "对"),
            Part("第三件", "2", "wrong", "不对"),
            Part("第二件", "3", "wrong", "不对"),
            Part("第一件 → 第二件 → 第三件", "应当是", "missed"),
        ],
    ),
    ("order", None, [Part("第一件 → 第二件 → 第三件", "应当是", "missed")]),
    (
        "names",
        {"one": "macheng"},
        [
            Part("麻城", "第一次", "right", "对"),
            Part("没配", "第二次", "missed", "", "应当是：金寨"),
        ],
    ),
    (
        "gap",
        {"1": " 九 ", "2": ""},
        [
            Part("九", "第1空", "wrong", "不对", "应当是：八"),
            Part("没填", "第2空", "missed", "", "应当是：民运"),
        ],
    ),
    ("count", "2980", [Part("2980", "你填的", "right", "对")]),
    (
        "count",
        "5",
        [
            Part("5", "你填的", "wrong", "不对"),
            Part("2980人，上下差 20 以内都算对", "应当是", "missed"),
        ],
    ),
    ("essay", "据文章", []),
]


@pytest.mark.parametrize(("item_id", "response", "expected"), TOLD)
def test_tells_part_by_part(
    course: Course, item_id: str, response: Any, expected: list[Part]
) -> None:
    assert told(course, item_id, response) == expected


@pytest.mark.parametrize(("item_id", "response", "expected"), TOLD)
def test_untold_nothing_but_the_own_answer_is_there(
    course: Course, item_id: str, response: Any, expected: list[Part]
) -> None:
    one = item(course, item_id)
    lines = parts(one, response, score(one, response), told=False)
    if response is None:
        assert lines == []
    for line in lines:
        assert (line.fared, line.note) == ("", "")
        assert not any(word in line.said + line.label for word in UNTOLD_WORDS)


@pytest.mark.parametrize(
    ("item_id", "response", "said"),
    [
        (
            "several",
            ["a", "b", "d"],
            "选对 2 项，漏选 1 项，多选 1 项；多选 1 项要抵掉 1 项选对的。",
        ),
        ("several", ["d"], "选对 0 项，漏选 3 项，多选 1 项。"),
        ("several", ["a"], "选对 1 项，漏选 2 项。"),
        ("several", ["a", "b", "c"], ""),
        ("single", ["yuexi"], ""),
        ("order", ["y", "x", "z"], "3 组先后里 2 组对、1 组反。"),
        ("names", {"one": "macheng"}, "2 行对了 1 行。"),
        ("gap", {"1": "八"}, "2 空对了 1 空。"),
        ("count", "1", ""),
        ("count", None, ""),
    ],
)
def test_sums_up_in_the_page_s_words(
    course: Course, item_id: str, response: Any, said: str
) -> None:
    one = item(course, item_id)
    assert summary(one, score(one, response)) == said


def test_a_number_without_tolerance_is_named_alone() -> None:
    one = Item("n", "numeric", "", Numeric(Decimal("1E+3"), unit="天"))
    assert parts(one, "1", score(one, "1"), told=True)[1].text == "1000天"
