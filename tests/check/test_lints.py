"""Every lint finds its bad example, and says what to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from dabie.catalog import Fault
from dabie.catalog.chapters import read_chapter
from dabie.check import check_course
from dabie.check.cues import cue_faults, robots
from dabie.check.fences import fence_faults
from dabie.check.lints import lint_faults, share_of_absolutes
from dabie.check.names import name_faults
from dabie.check.objectives import objective_faults
from dabie.check.pictures import picture_faults
from dabie.check.tables import row_faults
from dabie.core.items import Choice, Course, Exercise, Item, Mode, Numeric, Option

GOOD = {
    "taihu": Option("太湖县", "对，开会时岳西还没有设县，会址在太湖县境内。"),
    "yuexi": Option("岳西县", "今天属岳西县，但是岳西到第二年才设县。"),
    "huoshan": Option("霍山县", "霍山也有边地划出去，会址却不在那里。"),
}


def choice(
    options: Mapping[str, Option] = GOOD,
    *,
    prompt: str = "会址当时属于哪个县？",
    key: str = "taihu",
) -> Item:
    return Item("one", "choice", prompt, Choice(options, (key,)))


def course(*items: Item, mode: Mode = "practice", shuffle: bool = False) -> Course:
    return Course("c", "", (Exercise("e", "", mode, "chapter", items, shuffle),))


def with_text(one: str, text: str) -> dict[str, Option]:
    return GOOD | {one: Option(text, GOOD[one].feedback)}


def test_a_good_item_has_no_lint() -> None:
    assert list(lint_faults(course(choice()))) == []


@pytest.mark.parametrize(
    ("item", "key", "words"),
    [
        (choice(with_text("yuexi", "以上都对")), "options.yuexi.text", "以上都对"),
        (choice(with_text("yuexi", "太湖县")), "options.taihu.text", "和 yuexi 一样"),
        (choice(with_text("yuexi", "太湖县城")), "options.taihu.text", "包含在 yuexi 里"),
        (choice(with_text("yuexi", "岳西县，它在第二年由四个县析设")), "options", "长短悬殊"),
        (
            choice(GOOD | {"yuexi": Option("岳西县", "错误。")}),
            "options.yuexi.feedback",
            "只有 3 字",
        ),
        (
            choice(GOOD | {"yuexi": Option("岳西县", GOOD["taihu"].feedback)}),
            "options.yuexi.feedback",
            "和 taihu 的一样",
        ),
        (
            choice(with_text("taihu", "当时太湖县城"), prompt="会址在当时太湖县城的哪里？"),
            "prompt",
            "题面和答案都有“当时太湖”",
        ),
    ],
)
def test_names_what_gives_a_choice_away(item: Item, key: str, words: str) -> None:
    faults = list(lint_faults(course(item)))
    assert any(one.key == key and words in one.message for one in faults), faults
    assert all(one.remedy for one in faults)


def test_two_stems_that_look_alike_are_named() -> None:
    number = Numeric(Decimal(1))
    one = Item("one", "numeric", "红二十五军出发时有多少人？", number)
    two = Item("two", "numeric", "红二十五军出发时有多少枪？", number)
    assert ["题面太像" in str(fault) for fault in lint_faults(course(one, two))] == [True]


def test_an_assessments_options_need_no_feedback() -> None:
    bare = {one: Option(option.text) for one, option in GOOD.items()}
    assert list(lint_faults(course(choice(bare), mode="assessment"))) == []


def longest_is_key(at: int) -> Item:
    options = {
        f"a{at}": Option("很长很长的那一项"), f"b{at}": Option("短的"), f"c{at}": Option("也短")
    }  # fmt: skip
    return Item(f"i{at}", "choice", f"第{at}问", Choice(options, (f"a{at}",)))


def test_robots_that_guess_by_form_are_caught() -> None:
    told = course(*(longest_is_key(at) for at in range(12)))
    assert {one.name: one.hits for one in robots(told)}["总选最长的"] == 12
    faults = [str(one) for one in cue_faults(told)]
    assert any("总选最长的" in one for one in faults)
    assert any("总选第一个" in one for one in faults)


def test_a_few_choices_say_nothing() -> None:
    assert list(cue_faults(course(*(longest_is_key(at) for at in range(7))))) == []


def test_shuffled_options_are_judged_as_they_are_shown() -> None:
    shown = course(*(longest_is_key(at) for at in range(60)), shuffle=True)
    first = next(one for one in robots(shown) if one.name == "总选第一个")
    assert first.hits < first.bound


def test_absolute_words_are_counted_on_both_sides() -> None:
    options = {"a": Option("一般要核实"), "b": Option("一律不讲"), "c": Option("从来不讲")}
    assert share_of_absolutes([choice(options, key="a")]) == (0.0, 1.0)


def test_weak_and_unpractised_aims_are_named() -> None:
    chapter = read_chapter(
        "## 学习目标\n\n- 了解历史\n- 说出时间\n", name="chapter", file="book/chapter.md"
    )
    faults = list(objective_faults(course(choice()), [chapter]))
    assert [one.hint for one in faults] == [False, True, True]
    assert "了解历史" in faults[0].message


def test_an_exercise_of_recall_alone_is_named() -> None:
    items = [
        Item(f"i{at}", "numeric", str(at), Numeric(Decimal(at)), level="记忆") for at in range(13)
    ]
    assert "应用以上 0%，记忆 100%" in str(next(objective_faults(course(*items), [])))


Change = Callable[[str], str]


def faults_after(tiny: Path, file: str, text: str) -> list[Fault]:
    path = tiny / file
    before = path.read_text(encoding="utf-8") if path.is_file() else ""
    path.write_text(before + text, encoding="utf-8")
    return check_course(tiny)


BANNED = "[[banned]]\npattern = '瑶落坪'\nreason = '地名写错'\ninstead = '写鹞落坪'\n"
C_FACT = "[C01]\ntext = 'x'\ngrade = 'C'\nsources = ['shi1']\npattern = '7\\.5万'\n"


def test_banned_wordings_are_found_in_chapters_and_keys(tiny: Path) -> None:
    assert faults_after(tiny, "book/banned.toml", BANNED) == []
    found = faults_after(tiny, "book/one.md", "\n他们到了瑶落坪。\n")
    assert ["写了“瑶落坪”：地名写错；写鹞落坪" in str(one) for one in found] == [True]
    county = tiny / "exercises/practice/county.toml"
    county.write_text(county.read_text(encoding="utf-8").replace("太湖县", "瑶落坪"), "utf-8")
    assert "options.taihu.text" in {one.key for one in check_course(tiny)}


def test_what_is_of_grade_c_stands_only_in_its_box(tiny: Path) -> None:
    assert faults_after(tiny, "book/facts.toml", C_FACT) == []
    boxed = "\n:::{unverified} 数字\n有“歼敌7.5万”的说法。\n:::\n"
    assert faults_after(tiny, "book/one.md", boxed) == []
    found = faults_after(tiny, "book/one.md", "\n三年歼敌7.5万。\n")
    assert ["C01 是 C 级" in str(one) for one in found] == [True]


def test_a_misspelt_name_is_found(tiny: Path) -> None:
    place = "[yaoluoping]\nname = '鹞落坪'\nwrong = ['瑶落坪']\n"
    assert faults_after(tiny, "book/places.toml", place) == []
    found = faults_after(tiny, "book/one.md", "\n他们到了瑶落坪。\n")
    assert ["写“鹞落坪”" in str(one) for one in found] == [True]


@pytest.mark.parametrize(
    "file", ["exercises/practice/county.toml", "book/timeline.toml", "book/figures/map-wide.svg"]
)
def test_a_misspelt_name_is_found_wherever_a_reader_meets_it(tiny: Path, file: str) -> None:
    place = "[yaoluoping]\nname = '鹞落坪'\nwrong = [\n  '瑶落坪',\n]\n"
    (tiny / "book" / "places.toml").write_text(place, encoding="utf-8")
    assert list(name_faults(tiny)) == []
    path = tiny / file
    path.parent.mkdir(exist_ok=True)
    before = path.read_text("utf-8") if path.is_file() else ""
    path.write_text(f"{before}# 瑶落坪\n", encoding="utf-8")
    (found,) = name_faults(tiny)
    line = before.count("\n") + 1
    assert str(found) == f"{file}：第 {line} 行：写了“瑶落坪”：名字写错了；写“鹞落坪”"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("```python\nx\n", "```python 没有收尾"),
        (":::{unverified} 数字\n说法。\n", ":::{unverified} 数字 没有收尾"),
        ("::::{case} 一\n:::{law}\n条文。\n::::\n", "::::{case} 一 没有收尾"),
        ("说法。\n:::\n", "这一行 ::: 前面没有开着的块"),
        ("```text\n:::{case} 样子\n```\n", ""),
        ("::::{case} 一\n:::{law}\n条文。\n:::\n::::\n\n- 列\n  ```\n  码\n  ```\n", ""),
    ],
)
def test_a_block_that_stays_open_is_found(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "one.md").write_text(f"# 题\n\n{text}", encoding="utf-8")
    found = [str(one) for one in fence_faults(tmp_path)]
    assert [said in one for one in found] == ([True] if said else [])


@pytest.mark.parametrize("opening", ["", "text", "{code-block} text"])
def test_what_stands_in_code_is_no_table_and_no_picture(tmp_path: Path, opening: str) -> None:
    shown = "| 甲 | 乙 |\n| 一 | 二 |\n![](dot.png)\n"
    chapter = tmp_path / "one.md"
    inside = f"```{{note}}\n说明\n```\n\n```{opening}\n{shown}```\n\n正文\n"
    chapter.write_text(inside, encoding="utf-8")
    assert [*row_faults(tmp_path), *picture_faults(tmp_path)] == []
    chapter.write_text(f"{inside}\n{shown}", encoding="utf-8")
    assert len([*row_faults(tmp_path), *picture_faults(tmp_path)]) == 2


def test_a_broken_pattern_is_a_fault(tiny: Path) -> None:
    found = faults_after(tiny, "book/banned.toml", BANNED.replace("瑶落坪", "("))
    assert "不是正确的正则表达式" in str(found[0])
