from __future__ import annotations

from pathlib import Path

from dabie.check.prose import blocks, han, plain, sentences
from dabie.check.report import as_table, measure_course


def test_blocks_know_what_they_stand_in() -> None:
    source = "---\n学时: 1\n---\n# 题\n\n甲。\n乙。\n\n:::{unverified} 数字\n丙。\n:::\n\n```{item} x\n```\n"
    read = [(one.inside, one.text, one.line) for one in blocks(source)]
    assert read == [
        ((), "# 题", 4),
        ((), "甲。\n乙。", 6),
        (("unverified",), "数字", 9),
        (("unverified",), "丙。", 10),
    ]


def test_prose_is_counted_as_people_count() -> None:
    said = plain("会议在**1935年**召开{cite}`shi1`，见{term}`凉亭坳会议`和[第一章](one.md)。")
    assert said == "会议在1935年召开，见凉亭坳会议和第一章。"
    assert han(said) == 17
    assert sentences("甲乙。\n丙丁？戊；") == ["甲乙。", "丙丁？", "戊；"]


def test_a_chapter_is_measured_by_the_rubric(tiny: Path) -> None:
    (one,) = measure_course(tiny)
    assert (one.name, one.citations, one.objectives, one.items, one.kinds) == ("one", 1, 1, 7, 6)
    assert (one.applied, one.recalled, one.figures) == (0, 0, 0)
    assert as_table([one]).count("\n") == 2
