"""What is said of statutes: each lint has its bad example, and what is right stays quiet."""

from __future__ import annotations

from pathlib import Path

import pytest

from dabie.catalog import Fault
from dabie.check import check_course

CHAPTER = "book/one.md"


def faults(root: Path) -> list[Fault]:
    return [one for one in check_course(root) if not one.hint]


def rewrite(root: Path, file: str, old: str, new: str) -> None:
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def add(root: Path, line: str) -> None:
    path = root / CHAPTER
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")


def test_a_course_true_to_its_statutes_has_no_fault(lawful: Path) -> None:
    assert faults(lawful) == []


@pytest.mark.parametrize(
    ("line", "said", "remedy"),
    [
        ("《夜班法》第五条{cite}`fa1`。", "没有第五条", "共 4 条"),
        ("第四十条也管{cite}`fa1`。", "没有第四十条", "共 4 条"),
        ("《夜班法》第一条第三款{cite}`fa1`。", "第一条只有 2 款", "laws/fa1.md"),
        ("《夜班法》第三条第（三）项{cite}`fa1`。", "第三条没有第（三）项", "laws/fa1.md"),
        ("条文写的是“不得超过九小时”{cite}`fa1`。", "“不得超过九小时”不在《夜班法》", "一字不差"),
        ("第一条写着“饮食由单位保证”{cite}`fa1`。", "不在第一条", "它在第二条"),
        ("《夜班法》（2024年修订）第一条{cite}`fa1`。", "写成“2024年修订”", "2025年修订"),
        ("《白班法》第一条管白天{cite}`fa1`。", "《白班法》没有登记", "是不是“夜班法”"),
        ("《夜班法》第一条管夜里{cite}`fa2`。", "引注里没有 fa1", "加上 fa1"),
        ("第二条规定换班不超过八小时{cite}`fa1`。", "那是2012年修正的条号", "2025年修订在第三条"),
        ("核对截止2026年5月1日。", "登记的是 2026-06-03", "改成一样"),
    ],
)
def test_a_wrong_sentence_is_named_with_its_line(
    lawful: Path, line: str, said: str, remedy: str
) -> None:
    add(lawful, line)
    last = len((lawful / CHAPTER).read_text(encoding="utf-8").splitlines())
    (found,) = faults(lawful)
    assert (found.file, found.key) == (CHAPTER, f"第 {last} 行")
    assert said in found.message and remedy in found.remedy


@pytest.mark.parametrize(
    "line",
    [
        "第三条启示是另一回事。",
        "旧第二条管换班，现在不用了{cite}`fa1old`。",
        "2012年的第二条也管换班{cite}`fa1old,fa1`。",
        "条文里没有“不得超过九小时”这几个字{cite}`fa1`。",
        "有人说“再扛一会儿”，第三条不许{cite}`fa1,shi1`。",
        "“换班的时间……不得超过十二小时”，见第三条{cite}`fa1`。",
        "《灯火法》第九十条写着“点灯”{cite}`fa2`。",
        "第一条至第三条都要读{cite}`fa1`。",
        "《夜班法》第１条、第２条{cite}`fa1`。",
        "夜班法第三条管换班{cite}`fa1`。",
        "据《新华夜报》，第一条新闻写的是夜班。",
    ],
)
def test_what_is_right_or_no_statement_of_law_stays_quiet(lawful: Path, line: str) -> None:
    add(lawful, line)
    assert faults(lawful) == []


def test_a_chapter_says_version_and_date(lawful: Path) -> None:
    rewrite(lawful, CHAPTER, "《夜班法》（2025年修订）", "《夜班法》")
    rewrite(lawful, CHAPTER, '核对截止: "2026-06-03"\n', "")
    messages = [one.message for one in faults(lawful)]
    assert messages == ["引了条文，没有写版本", "引了条文，没有写核对截止"]


def test_a_chapter_and_the_register_agree_on_the_date(lawful: Path) -> None:
    rewrite(lawful, CHAPTER, "2026-06-03", "2026-05-03")
    (found,) = faults(lawful)
    assert "2026-05-03" in found.message and found.key == "核对截止"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("第三条写着“不得超过八小时”", "第三条写着“不得超过九小时”", "“不得超过九小时”不在"),
        ("第三条写着", "第二条写着", "不在第二条"),
        ("第三条写着“不得超过八小时”", "第七条管这件事", "没有第七条"),
        ("第三条写着“不得超过八小时”", "第二条管换班", "那是2012年修正的条号"),
    ],
)
def test_an_item_is_held_to_the_same(lawful: Path, old: str, new: str, said: str) -> None:
    rewrite(lawful, "exercises/practice/county.toml", old, new)
    (found,) = faults(lawful)
    assert (found.file, found.key) == ("exercises/practice/county.toml", "explanation")
    assert said in found.message


def test_a_wrong_option_may_name_a_wrong_article(lawful: Path) -> None:
    file = "exercises/practice/county.toml"
    rewrite(lawful, file, 'text = "岳西县"', 'text = "岳西县（第二条，换班）"')
    assert faults(lawful) == []
    rewrite(lawful, file, 'text = "太湖县"', 'text = "太湖县（第二条，换班）"')
    (found,) = faults(lawful)
    assert found.key == "options.taihu.text"


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("laws.toml", "[fa2]", "[fa9]", "references.bib 里没有这个键"),
        ("laws.toml", "laws/fa1.md", "laws/fa3.md", "读不了条文全文"),
        ("laws.toml", "2026-01-01", "2026-02-01", "没有 2026-02-01 这个施行日"),
        ("laws.toml", '"2020年通过"\nchecked = "2026-06-03"', '"2020年通过"\nchecked = "今年"', "不是日期"),
        ("laws.toml", 'replaces = "fa1old"', 'replaces = "fa8"', "没有“fa8”"),
        ("laws/fa1.md", "第二条 ", "第二条", "缺第 2 条"),
        ("renumbering.toml", "换班的时间不得超过八小时", "换班的时间不得超过九小时", "第二条"),
        ("renumbering.toml", "new = 3", "new = 2", "不在《夜班法》（2025年修订）第二条"),
        ("renumbering.toml", '"内容也改"', '"条号未变"', "却写着“条号未变”"),
        ("renumbering.toml", '["换班"]', '["交接"]', "没有一个词在现行第三条里"),
        ("renumbering.toml", '["换班"]', '["换班", "饮食"]', "会冤枉引对的人"),
        ("limits.toml", "不得超过八小时", "不得超过九小时", "不在《夜班法》（2025年修订）第三条"),
        ("limits.toml", 'limit = "八小时"', 'limit = "九小时"', "“九小时”不在第三条"),
        ("limits.toml", 'law = "fa1"', 'law = "fa7"', "没有“fa7”"),
        ("limits.toml", '"fa1:1"', '"fa1:9"', "没有“fa1:9”"),
        ("limits.toml", 'otherwise = "shift-8"', 'otherwise = "shift-9"', "没有规则“shift-9”"),
        ("limits.toml", 'item = "count"', 'item = "counts"', "没有题目“counts”"),
        ("limits.toml", 'count = "hours"', 'count = "minutes"', "没有“minutes”这个取值"),
    ],
)  # fmt: skip
def test_the_registers_are_checked_themselves(
    lawful: Path, file: str, old: str, new: str, said: str
) -> None:
    rewrite(lawful, f"book/{file}", old, new)
    found = [one for one in faults(lawful) if one.file == f"book/{file}"]
    assert any(said in one.message for one in found), found


def test_a_text_that_nobody_registered_is_named(lawful: Path) -> None:
    (lawful / "book/laws/fa7.md").write_text("第一条 有。", encoding="utf-8")
    (found,) = faults(lawful)
    assert found.file == "book/laws/fa7.md"


SHORT = "《夜班条例》（2025年修订，下称《条例》）第三条管换班{cite}`fa1`。\n"


@pytest.mark.parametrize(
    "line",
    [
        "见《条例》第三条，“不得超过八小时”{cite}`fa1,shi1`。",
        "条例第三条也管没有换班的。",
        "旧第二条管换班，新第四条管施行{cite}`fa1old,fa1`。",
        "墙上写着换班看第二条。\n那是旧法的条号，现行的在第三条{cite}`fa1old,fa1`。",
    ],
)
def test_short_names_and_old_numbers_said_to_be_old(lawful: Path, line: str) -> None:
    rewrite(
        lawful,
        "book/laws.toml",
        '["夜班法"]\nversion = "2025',
        '["夜班法", "夜班条例"]\nversion = "2025',
    )
    add(lawful, SHORT + line)
    assert faults(lawful) == []


def test_a_short_name_of_something_unregistered_is_no_registered_law(lawful: Path) -> None:
    add(lawful, "《党内值班条例（试行）》第八条另有规定。\n条例第九条也是。")
    messages = [one.message for one in faults(lawful)]
    assert messages == [
        "《党内值班条例（试行）》没有登记，第八条核不了",
        "《党内值班条例（试行）》没有登记，第九条核不了",
    ]


def test_feedback_speaks_of_the_law_that_its_option_names(lawful: Path) -> None:
    file = "exercises/practice/county.toml"
    rewrite(lawful, file, 'sources = ["fa1"]', 'sources = ["shi1"]')
    rewrite(
        lawful, file, "《夜班法》（2025年修订）第三条写着“不得超过八小时”。", "词条写明时属太湖县。"
    )
    rewrite(lawful, file, 'text = "岳西县"', 'text = "《夜班法》第一条"')
    rewrite(lawful, file, "那时还没有岳西县，要到第二年。", "第三条才是换班，第一条是值守。")
    assert faults(lawful) == []


def test_a_bare_number_belongs_to_the_statute_of_its_section(lawful: Path) -> None:
    rewrite(
        lawful,
        "book/laws.toml",
        "[fa2]",
        '[shi1]\ntitle = "白班条例"\nnames = ["白班条例"]\nversion = "2020年通过"\nchecked = "2026-06-03"\n\n[fa2]',
    )
    add(lawful, "《灯火法》第八条说灯{cite}`fa2`。\n\n### 换班\n\n《夜班法》管换班。\n第八条没有。")
    (found,) = faults(lawful)
    assert "《夜班法》（2025年修订）没有第八条" in found.message


def test_a_section_that_looks_back_means_the_chapter(lawful: Path) -> None:
    add(
        lawful,
        "《灯火法》第八条说灯{cite}`fa2`。\n\n## 讨论\n\n《夜班法》第三条管换班。\n请他念第八条。",
    )
    assert faults(lawful) == []


def test_a_quotation_without_a_mark_is_held_to_the_article_before_it(lawful: Path) -> None:
    add(lawful, "先念第三条的“不得超过七小时”。")
    (found,) = faults(lawful)
    assert "“不得超过七小时”不在《夜班法》" in found.message
