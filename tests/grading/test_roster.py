from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabie.core.items import Course
from dabie.grading import GradingError, Options
from dabie.grading.output import Graded
from dabie.grading.roster.lookalike import Index, folded, said_difference
from dabie.grading.roster.reading import read_roster

Record = Callable[..., dict[str, Any]]
Run = Callable[..., Graded]
WriteXlsx = Callable[[Path, dict[str, list[list[Any]]]], Path]


def test_columns_are_known_by_their_headings(tmp_path: Path, write_xlsx: WriteXlsx) -> None:
    rows = [
        ["某培训班花名册"],
        [],
        ["序号", "警号", "姓 名", "单位（全称）", "分组", "截止日期"],
        [1, "080213", "李某", "城关所", "一组", "2026-11-30"],
        [2, 80214, "王某", "东河所", None, None],
    ]
    roster = read_roster(write_xlsx(tmp_path / "名册.xlsx", {"封面": [["无"]], "名单": rows}))
    first, second = roster.learners
    assert (first.id, first.name, first.unit, first.group) == ("080213", "李某", "城关所", "一组")
    assert str(first.due) == "2026-12-01 00:00:00+08:00"
    assert second.numeric
    assert not first.numeric


def test_every_fault_is_named_by_its_cell_at_once(tmp_path: Path, write_xlsx: WriteXlsx) -> None:
    rows = [
        ["编号", "姓名", "截止", "姓名"],
        ["1", "甲", "下周五", ""],
        ["", "乙", "", ""],
        ["１", "丙", "", ""],
    ]
    with pytest.raises(GradingError) as error:
        read_roster(write_xlsx(tmp_path / "名册.xlsx", {"名单": rows}))
    said = str(error.value)
    assert said.startswith("名册有 4 处要改：")
    assert "名册.xlsx 工作表“名单” D1：“姓名”这一列出现了两次（还有 B 列）；只留一列" in said
    assert "C2：认不出时间“下周五”；写成 2026-11-30 或 2026-11-30 18:00" in said
    assert "A3：缺编号（乙）；填上编号，或删去这一行" in said
    assert "A4：编号 １ 和 A2 重复；只留一行" in said


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["姓名", "单位"], ["李", "所"]], "没有“编号”这一列"),
        ([["编号", "姓名"]], "只有列名，没有人"),
        ([], "没有“编号”这一列"),
    ],
)
def test_a_roster_without_number_or_people(
    tmp_path: Path, write_xlsx: WriteXlsx, rows: list[list[Any]], said: str
) -> None:
    with pytest.raises(GradingError, match=said):
        read_roster(write_xlsx(tmp_path / "名册.xlsx", {"名单": rows}))


def test_a_broken_roster_stops_before_anything_is_written(tmp_path: Path) -> None:
    (tmp_path / "名册.xlsx").write_bytes(b"PK\x03\x04")
    with pytest.raises(GradingError, match="名册读不了：名册.xlsx 打不开"):
        read_roster(tmp_path / "名册.xlsx")


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("O8O2l3", "080213", "看起来一样"),
        ("０８０２１３", "080213", "看起来一样"),
        ("А12", "A12", "看起来一样"),
        ("080 213", "080213", "看起来一样"),
        ("80213", "080213", "少了开头的 0"),
        ("082013", "080213", "两个字前后颠倒"),
        ("080214", "080213", "差一个字"),
        ("08213", "080213", "少一个字"),
        ("0802133", "080213", "多一个字"),
        ("080299", "080213", ""),
    ],
)
def test_slips_are_named(one: str, other: str, said: str) -> None:
    assert said_difference(one, other) == said
    near = dict(Index([other]).like(one))
    # What folds to the same number is the same number, not a look-alike.
    assert near == ({other: said} if said and folded(one) != folded(other) else {})


@given(
    st.text("0123456789", min_size=3, max_size=8), st.integers(0, 7), st.sampled_from("0123456789")
)
def test_one_wrong_digit_is_always_found(number: str, place: int, digit: str) -> None:
    place %= len(number)
    typed = number[:place] + digit + number[place + 1 :]
    if folded(typed) != folded(number):
        assert number in dict(Index([number, "xyz"]).like(typed))


@pytest.fixture
def roster(tmp_path: Path, write_xlsx: WriteXlsx) -> Options:
    rows = [
        ["编号", "姓名", "单位", "截止"],
        ["080213", "李某", "城关所", ""],
        ["080214", "王某", "东河所", "2026-11-01"],
        [80215, "张某", "南街所", ""],
        ["080216", "赵某", "南街所", ""],
    ]
    return Options(roster=write_xlsx(tmp_path / "名册.xlsx", {"名单": rows}))


def test_who_is_missing_unknown_late_or_somebody_else(
    run: Run, record: Record, roster: Options
) -> None:
    def named(learner_id: str, name: str) -> dict[str, Any]:
        return record(learner={"id": learner_id, "name": name, "unit": ""})

    graded = run(
        named("080213", "李 某"),
        named("080214", "王某"),
        named("080215", "章某"),
        named("08O216", "赵某"),
        b"{",
        options=roster,
    )
    presence = graded.findings.presence
    assert [(one.exercise, one.listed.id) for one in presence.absences] == [("practice", "080216")]
    assert (presence.listed, presence.complete) == (4, 3)
    said = {one.subject: one.said for one in presence.remarks}
    assert said["编号不在名册"] == "名册里没有这个编号；像 080216 赵某（看起来一样，姓名相同）"
    assert said["姓名不同"] == "交卷写的是 章某，名册上是 张某"
    assert said["晚交"] == "晚交 21 天 8 小时"
    reasons = {one.learner.id: one.reasons for one in graded.results if one.status != "refused"}
    assert "编号不在名册里" in reasons["08O216"]
    assert "晚交 21 天 8 小时" in reasons["080214"]


def test_an_exercise_that_nobody_handed_in_was_not_asked_for(
    run: Run, record: Record, roster: Options
) -> None:
    graded = run(record(), record(exercise="final"), options=roster)
    assert {one.exercise for one in graded.findings.presence.absences} == {"practice", "final"}
    graded = run(record(), options=roster)
    assert {one.exercise for one in graded.findings.presence.absences} == {"practice"}


def test_the_exercise_itself_may_be_due(
    run: Run, record: Record, write_course: Callable[..., Course], tmp_path: Path
) -> None:
    changed = (
        'title = "测一测"\nmode = "assessment"\nchapter = "final"\ndue = 2026-11-22\n'
        'items = ["secret-choice", "secret-gap", "secret-order"]\n'
    )
    course = write_course(tmp_path, {"final/exercise.toml": changed})
    graded = run(record(exercise="final"), record(), course=course)
    assert [one.reasons[-1:] for one in graded.results] == [("晚交 8 小时",), ()]


def test_look_alikes_are_named_without_a_roster(run: Run, record: Record) -> None:
    graded = run(
        record(learner_id="O80213"),
        record(learner_id="080213"),
        record(learner_id="080231"),
        record(learner={"id": "080214", "name": "别人", "unit": "别处"}),
    )
    found = [(one.learner_id, one.said) for one in graded.findings.presence.remarks]
    assert found == [
        ("O80213", "和 080213 李某（看起来一样，姓名相同）"),
        ("080213", "和 080231 李某（两个字前后颠倒，姓名相同）"),
    ]
