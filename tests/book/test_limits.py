"""Time limits: counted by the page's own script, against facts worked by hand and every item."""

from __future__ import annotations

import base64
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from dabie.book.branches import NARROW, WIDE, End, draw
from dabie.catalog import load_course
from dabie.catalog.limits import Limits, Rule, read_limits
from dabie.core.items import Choice, Course, FillIn, Item, Numeric

SCRIPT = Path(__file__).parents[2] / "tools/dabie/book/static/limits.js"
TIMES = ("分钟", "小时", "天", "日", "个工作日")
"""Units of an item that asks for a time: each must follow from the rules."""

RUN = """
import {{ readFileSync }} from "node:fs";
const limits = await import({module});
const calls = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(calls.map(([name, ...given]) => limits[name](...given) ?? null)));
"""


def script(calls: list[list[Any]]) -> list[Any]:
    """Call functions of the script in Node and return what they give."""
    url = "data:text/javascript;base64,"
    url += base64.b64encode(SCRIPT.read_bytes()).decode()
    source = RUN.format(module=json.dumps(url))
    done = subprocess.run(
        ["node", "--input-type=module", "-e", source],
        input=json.dumps(calls), capture_output=True, encoding="utf-8", check=True, timeout=60,
    )  # fmt: skip
    found: list[Any] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def limits(root: Path) -> Limits:
    found = read_limits(root / "book", [])
    assert found is not None
    return found


@pytest.fixture(scope="module")
def course(root: Path) -> Course:
    return load_course(root)


def as_json(rule: Rule) -> dict[str, Any]:
    return {
        "count": rule.count,
        "amount": rule.amount,
        "begins": rule.begins,
        "holiday": rule.holiday,
    }


# Worked by hand from the articles; the names of facts are those of the register.
KNOWN = [
    ("inquiry-8", "2026-03-02T09:00", {}, "2026-03-02T17:00"),  # XF01
    ("inquiry-24", "2026-03-02T09:00", {}, "2026-03-03T09:00"),  # XF02
    ("inquiry-12", "2026-02-28T20:00", {}, "2026-03-01T08:00"),  # XF03, over a month's end
    ("summons-12", "2026-03-02T20:00", {}, "2026-03-03T08:00"),  # XF04
    ("summons-24", "2026-12-31T23:30", {}, "2027-01-01T23:30"),
    ("stop-4", "2026-03-02T21:30", {}, "2026-03-03T01:30"),
    ("stop-12", "2026-03-02T21:30", {}, "2026-03-03T09:30"),  # XC13
    ("stop-24", "2026-03-02T21:30", {}, "2026-03-03T21:30"),
    ("stop-48", "2026-03-02T21:30", {}, "2026-03-04T21:30"),
    ("custody-24", "2026-03-02T21:50", {}, "2026-03-03T21:50"),  # XF06
    ("family-24", "2026-03-02T21:50", {}, "2026-03-03T21:50"),
    ("detained-24", "2026-03-02T21:50", {}, "2026-03-03T21:50"),
    ("arrested-24", "2026-03-02T21:50", {}, "2026-03-03T21:50"),
    ("arrested-family-24", "2026-03-02T21:50", {}, "2026-03-03T21:50"),
    ("fast-48", "2026-03-02T08:00", {}, "2026-03-04T08:00"),
    ("record-24", "2026-05-06T16:20", {}, "2026-05-07T16:20"),  # XF24
    ("hand-over-2", "2026-05-06", {}, "2026-05-08"),  # XF24
    ("serve-2", "2026-05-06", {}, "2026-05-08"),
    ("pay-15", "2026-06-01", {}, "2026-06-16"),
    ("arrest-3", "2026-04-02", {}, "2026-04-05"),  # XF07
    ("arrest-7", "2026-04-02", {}, "2026-04-09"),
    ("arrest-30", "2026-04-01", {}, "2026-05-01"),
    ("prosecutor-7", "2026-04-05", {}, "2026-04-12"),  # XF08
    ("case-30", "2026-03-02", {}, "2026-04-01"),  # XF23
    ("case-60", "2026-03-01", {}, "2026-04-30"),
    ("case-90", "2026-04-08", {}, "2026-07-07"),  # XF13
    ("case-30", "2026-03-03", {"excluded": 12}, "2026-04-14"),
    ("review-60", "2026-06-01", {}, "2026-07-31"),  # XF26
    ("confirm-30", "2026-04-14", {}, "2026-05-14"),  # XE15
    ("mediate-7", "2026-09-07", {}, "2026-09-16"),  # XE07, without the two days of a weekend
    ("mediate-7", "2026-09-07", {"excluded": 1}, "2026-09-17"),
    # A holiday moves the last day, unless a person is held; one that does not cover it moves nothing.
    ("case-30", "2026-04-01", {"holiday": "2026-05-05"}, "2026-05-06"),
    ("case-30", "2026-04-01", {"holiday": "2026-04-30"}, "2026-05-01"),
    ("arrest-30", "2026-04-01", {"holiday": "2026-05-05"}, "2026-05-01"),
    ("review-60", "2026-06-01", {"holiday": "2026-08-05"}, "2026-07-31"),
    ("inquiry-8", "2026-05-01T09:00", {"holiday": "2026-05-05"}, "2026-05-01T17:00"),
    # The leap day of 2028 is a day.
    ("arrest-3", "2028-02-27", {}, "2028-03-01"),
]


def test_every_rule_is_counted_as_by_hand(limits: Limits) -> None:
    assert {name for name, *_ in KNOWN} == {rule.id for rule in limits.rules}
    calls = []
    for name, start, options, _ in KNOWN:
        rule = limits.rule(name)
        assert rule is not None
        calls.append(["last", as_json(rule), start, options])
    found = [one["at"] for one in script(calls)]
    assert found == [end for *_, end in KNOWN]


def test_what_is_no_moment_has_no_end(limits: Limits) -> None:
    rule = as_json(limits.rules[0])
    moments = ["", "T", "2026-02-30T09:00", "2026-03-02T25:00", "三月二日", "2026-3-2T09:00"]
    assert script([["last", rule, one] for one in moments]) == [None] * len(moments)


def test_moments_are_said_as_people_say_them() -> None:
    said = script([
        ["say", "2026-03-03T05:40"], ["say", "2026-04-05"], ["sayMinutes", 150], ["sayMinutes", 60],
        ["sayFrom", "2026-03-02T22:15", "2026-03-04T22:15"],
    ])  # fmt: skip
    assert said == [
        "2026年3月3日（星期二） 5:40", "2026年4月5日（星期日）", "2 小时 30 分钟", "1 小时",
        "第三日22:15",
    ]  # fmt: skip


def test_the_counting_is_shown(limits: Limits) -> None:
    case, arrest = limits.rule("case-30"), limits.rule("arrest-3")
    assert case and arrest
    (moved, held) = script([
        ["steps", as_json(case), "2026-04-01", {"holiday": "2026-05-05"}],
        ["steps", as_json(arrest), "2026-04-02", {}],
    ])  # fmt: skip
    assert moved[0] == "立案当日2026年4月1日（星期三）不计入，从次日2026年4月2日（星期四）数起。"
    assert "顺延" in moved[-1] and "不因节假日顺延" in held[-1]


def items(course: Course) -> dict[str, Item]:
    return {item.id: item for one in course.exercises for item in one.items}


def test_every_item_about_a_time_follows_from_the_rules(limits: Limits, course: Course) -> None:
    known = items(course)

    def ruled(name: str) -> dict[str, Any] | None:
        rule = limits.rule(name)
        return as_json(rule) if rule else None

    calls = [
        ["answer", {
            "gives": one.gives, "start": one.start, "now": one.now, "until": one.until,
            "excluded": one.excluded, "days": one.days,
        }, ruled(one.rule), ruled(one.first)]
        for one in limits.cases
    ]  # fmt: skip
    wrong = {}
    for case, found in zip(limits.cases, script(calls), strict=True):
        interaction = known[case.item].interaction
        if isinstance(interaction, Choice):
            keyed: Any = [interaction.options[one].text for one in interaction.key]
            right = any(str(found) in text for text in keyed)
        elif isinstance(interaction, FillIn):
            keyed = interaction.key[case.blank]
            right = str(found) in keyed
        else:
            assert isinstance(interaction, Numeric)
            keyed = interaction.key
            right = found == keyed
        if not right:
            wrong[case.item] = (found, keyed)
    assert wrong == {}


def test_no_item_about_a_time_was_forgotten(limits: Limits, course: Course) -> None:
    asked = {
        name
        for name, item in items(course).items()
        if isinstance(item.interaction, Numeric) and item.interaction.unit in TIMES
    }
    missing = asked - {one.item for one in limits.cases}
    assert missing == set(), "add a [[case]] to book/limits.toml for each"


def test_two_answers_share_the_line_to_one_end() -> None:
    ends = [End("short", "十二小时", "第一百一十九条", "119")] * 2
    ends += [End("long", "二十四小时", "第一百一十九条", "119")]
    for size in (WIDE, NARROW):
        drawn = draw(["案情特别重大、复杂？", "需要采取拘留、逮捕措施？"], ends, size)
        assert drawn.count("十二小时") == 1 and drawn.count(">否<") == 2
        assert drawn.count("<polygon") == 2 and drawn.count("<rect") == 2
