"""Answering in the page, by mouse: what is said when, and what every button does."""

from __future__ import annotations

import re
from typing import Any

import pytest
from answering import Mouse, Place, full_score, one_of_each, spoken
from axe import COLOURS, violations
from playwright.sync_api import Page, expect
from served import Site
from visiting import PHONE, Begin, unhurried, wake

from dabie.core.items import Choice, LongFillIn, Sequencing

CHAPTER = "guerrilla-war.html"
MOUSE = Mouse()
NOT_READY = {
    "choice": "先选一项",
    "sequencing": "先移动至少一项；顺序本来就对，点“就按这个顺序”",
    "matching": "还有 {} 行没配；没配的不得分",
    "fill-in": "先填一个空",
    "numeric": "先填一个空",
    "long-fill-in": "先写几句",
}


@pytest.fixture
def page(site: Site, visit: Begin) -> Page:
    return visit(site).open(CHAPTER)


def place(site: Site, page: Page, item_id: str) -> Place:
    item = next(one for one in site.exercise("guerrilla-war").items if one.id == item_id)
    there = Place(page, item)
    there.come()
    return there


def starts(words: str) -> re.Pattern[str]:
    return re.compile("^" + re.escape(words))


def test_every_item_is_answered_by_mouse(site: Site, page: Page) -> None:
    items = site.exercise("guerrilla-war").items
    for item in items:
        there = Place(page, item)
        MOUSE.answer(there, full_score(item))
        expect(there.state).to_have_text("已作答")
        there.check.click()
        expect(there.outcome).to_be_focused()
        expect(there.outcome).to_have_accessible_name(starts(spoken(item)))
        long = isinstance(item.interaction, LongFillIn)
        expect(there.state).to_have_text("待评阅" if long else "答对了")
        if not long:
            expect(there.outcome).to_contain_text(f"为什么 {item.explanation}")
    expect(page.locator(".dabie-strip-count")).to_have_text(
        f"自测已答 {len(items)} / {len(items)} 题"
    )


def test_nothing_can_be_checked_before_it_is_answered(site: Site, page: Page) -> None:
    for item in site.exercise("guerrilla-war").items:
        there = place(site, page, item.id)
        rows = there.section.get_by_role("combobox").count()
        reason = NOT_READY[item.kind].format(rows)
        expect(there.state).to_have_text("未作答")
        expect(there.check).to_have_attribute("aria-disabled", "true")
        expect(there.check).to_have_accessible_description(reason)
        expect(there.reason).to_have_text(reason)
        there.check.click(force=True)
        expect(there.state).to_have_text("未作答")
        expect(there.outcome).to_be_hidden()


def test_a_wrong_choice_points_to_its_feedback_and_keeps_the_key(site: Site, page: Page) -> None:
    there = place(site, page, "liangtingao-county")
    assert isinstance(there.item.interaction, Choice)
    said = {one: option.feedback for one, option in there.item.interaction.options.items()}
    there.option("yuexi").click()
    there.check.click()
    expect(there.outcome).to_be_focused()
    expect(there.outcome).to_have_accessible_name(
        "不对，0 分，满分 1 分，先看选项下面那句话，再试一次。"
    )
    expect(there.state).to_have_text("不对")
    expect(there.row("yuexi")).to_contain_text("你选的")
    expect(there.row("yuexi")).to_contain_text(said["yuexi"])
    for other in ("taihu", "huoshan", "qianshan"):
        assert said[other] not in there.section.inner_text()
    for early in ("应当选", "为什么", there.item.explanation):
        assert early not in there.section.inner_text()

    there.button("再试一次").click()
    expect(there.option("yuexi")).to_be_checked()
    expect(there.option("yuexi")).to_be_focused()
    expect(there.state).to_have_text("已作答")
    expect(there.outcome).to_be_hidden()
    assert said["yuexi"] not in there.section.inner_text()

    there.option("taihu").click()
    there.check.click()
    expect(there.outcome).to_have_accessible_name(starts("答对了，1 分，满分 1 分，为什么"))
    expect(there.row("taihu")).to_contain_text(said["taihu"])

    there.button("再做一遍").click()
    expect(there.state).to_have_text("未作答")
    expect(there.option("taihu")).not_to_be_checked()


def test_the_answer_is_shown_with_its_reason_and_source(site: Site, page: Page) -> None:
    there = place(site, page, "liangtingao-county")
    published = site.definitions("guerrilla-war")["liangtingao-county"]
    there.option("huoshan").click()
    there.check.click()
    there.button("看答案").click()
    expect(there.outcome).to_be_focused()
    expect(there.row("taihu")).to_contain_text("应当选")
    expect(there.row("huoshan")).to_contain_text("你选的")
    expect(there.outcome).to_contain_text(f"为什么 {there.item.explanation}")
    sources: Any = published["sources"]
    assert len(sources) == len(there.item.sources)
    said = "；".join(source["text"].removesuffix("。") for source in sources)
    expect(there.outcome.locator(".dabie-sources")).to_have_text(f"出处：{said}。")
    expect(there.button("再试一次")).to_have_count(0)
    there.button("再做一遍").click()
    expect(there.state).to_have_text("未作答")


def test_what_was_left_out_has_feedback_too(site: Site, page: Page) -> None:
    there = place(site, page, "number-checklist")
    assert isinstance(there.item.interaction, Choice)
    MOUSE.answer(there, ["origin", "scope", "copies"])
    there.check.click()
    expect(there.state).to_have_text("部分对")
    expect(there.outcome).to_have_accessible_name(
        "部分对，1 分，满分 3 分，选对 2 项，漏选 1 项，多选 1 项；多选 1 项要抵掉 1 项选对的。"
    )
    expect(there.row("origin")).to_contain_text("选对")
    expect(there.row("copies")).to_contain_text(there.item.interaction.options["copies"].feedback)
    left_out = there.item.interaction.options["period"].feedback
    expect(there.row("period")).not_to_contain_text(left_out)
    there.button("看答案").click()
    expect(there.row("period")).to_contain_text("应当选")
    expect(there.row("period")).to_contain_text(left_out)


PARTLY = [
    (
        "truce-to-fourth-detachment",
        ["letter", "nantian", "talks", "signing", "gathering", "detachment"],
        "部分对，2.6 分，满分 3 分，15 组先后里 14 组对、1 组反。",
        "应在第 2 位",
    ),
    (
        "sites-today",
        {"hejiachong": "luoshan", "liangtingao": "taihu", "nanxi": "jinzhai", "qiliping": "hongan"},
        "部分对，1.5 分，满分 2 分，4 行对了 3 行。",
        "应当配“岳西县”",
    ),
    (
        "two-ranges",
        {"1": "45", "2": "3", "3": "22"},
        "部分对，1 分，满分 3 分，3 空对了 1 空。",
        "应当填“22”",
    ),
]


@pytest.mark.parametrize(("item_id", "response", "said", "right"), PARTLY)
def test_what_is_partly_right_is_counted_in_words(
    site: Site, page: Page, item_id: str, response: Any, said: str, right: str
) -> None:
    there = place(site, page, item_id)
    MOUSE.answer(there, response)
    there.check.click()
    expect(there.state).to_have_text("部分对")
    expect(there.outcome).to_have_accessible_name(said)
    assert right not in there.section.inner_text()
    there.button("看答案").click()
    expect(there.section).to_contain_text(right)
    expect(there.section).to_contain_text(there.item.explanation)


def test_a_text_that_is_no_number_costs_nothing(site: Site, page: Page) -> None:
    there = place(site, page, "days-between")
    MOUSE.answer(there, "两个多月")
    there.check.click()
    expect(there.state).to_have_text("需要改一下")
    expect(there.field).to_be_focused()
    expect(there.field).to_have_attribute("aria-invalid", "true")
    expect(there.field).to_have_accessible_description(starts("这里要填阿拉伯数字"))
    assert "79" not in there.section.locator(".dabie-error").inner_text()
    expect(there.reason).to_have_text("改好再核对，不扣分")
    expect(there.outcome).to_be_hidden()
    there.field.fill("７９天")
    expect(there.field).not_to_have_attribute("aria-invalid", "true")
    unhurried(page)
    there.check.click()
    expect(there.outcome).to_have_accessible_name(starts("答对了，1 分，满分 1 分"))


def test_a_wrong_number_is_told_with_the_right_one(site: Site, page: Page) -> None:
    there = place(site, page, "days-between")
    MOUSE.answer(there, "80")
    there.check.click()
    expect(there.outcome).to_have_accessible_name("不对，0 分，满分 1 分，再想一想，可以再试一次。")
    there.button("看答案").click()
    expect(there.section).to_contain_text("应当填 79")


def test_a_long_answer_waits_for_a_person(site: Site, page: Page) -> None:
    there = place(site, page, "guide-script")
    fold = there.section.get_by_role("button", name=re.compile("评分标准"))
    expect(fold).to_have_attribute("aria-expanded", "true")
    MOUSE.answer(there, "据旧址词条。")
    expect(there.section).to_contain_text("6 / 20000 字")
    expect(there.section).to_contain_text(re.compile(r"自动保存于 \d\d:\d\d"))
    there.check.click()
    expect(there.state).to_have_text("待评阅")
    there.button("继续修改").click()
    expect(there.field).to_be_focused()
    expect(there.field).to_have_value("据旧址词条。")
    expect(there.button("清除")).to_have_count(0)


def test_a_press_counts_though_the_answer_is_stored_in_its_midst(site: Site, page: Page) -> None:
    there = place(site, page, "days-between")
    there.check.scroll_into_view_if_needed()
    there.field.fill("79")
    there.check.hover()
    page.mouse.down()
    page.wait_for_function("() => JSON.stringify({ ...localStorage }).includes('79')")
    page.mouse.up()
    expect(there.state).to_have_text("答对了")


def test_a_double_click_checks_once(site: Site, page: Page) -> None:
    there = place(site, page, "liangtingao-county")
    there.option("yuexi").click()
    there.check.dblclick()
    expect(there.state).to_have_text("不对")
    expect(there.button("再试一次")).to_be_visible()


def test_picks_can_be_taken_back(site: Site, page: Page) -> None:
    there = place(site, page, "liangtingao-county")
    there.option("yuexi").click()
    there.button("清除").click()
    expect(there.option("yuexi")).not_to_be_checked()
    expect(there.state).to_have_text("未作答")

    row = place(site, page, "main-force-leaves")
    assert isinstance(row.item.interaction, Sequencing)
    given = row.order()
    row.mover(given[0], "下移").click()
    expect(row.section.get_by_role("status")).to_have_text(
        f"“{row.item.interaction.options[given[0]]}”移到第 2 位，共 5 位"
    )
    expect(row.mover(given[0], "下移")).to_be_focused()
    row.button("还原顺序").click()
    assert row.order() == given
    expect(row.state).to_have_text("未作答")
    row.button("就按这个顺序").click()
    expect(row.state).to_have_text("已作答")


def test_a_row_is_dragged_by_mouse(site: Site, page: Page) -> None:
    there = place(site, page, "main-force-leaves")
    given = there.order()
    drag_by_mouse(page, there, given[0], given[3])
    assert there.order() == [*given[1:4], given[0], given[4]]
    expect(there.state).to_have_text("已作答")


def drag_by_mouse(page: Page, there: Place, moved: str, onto: str) -> None:
    start = there.row(moved).bounding_box()
    end = there.row(onto).bounding_box()
    assert start and end
    x = start["x"] + start["width"] / 3
    page.mouse.move(x, start["y"] + 20)
    page.mouse.down()
    page.mouse.move(x, end["y"] + end["height"] - 4, steps=8)
    page.mouse.up()


def test_every_state_is_accessible_by_day_and_by_night(site: Site, visit: Begin) -> None:
    page = visit(site, color_scheme="light", **PHONE).open(CHAPTER)
    wake(page)

    def check() -> None:
        assert not violations(page)
        page.emulate_media(color_scheme="dark")
        assert not violations(page, rules=COLOURS)
        page.emulate_media(color_scheme="light")

    items = one_of_each(site.exercise("guerrilla-war").items)
    for item in items:
        wrong = [one.response for one in item.samples if one.score not in (None, item.max_score)]
        MOUSE.answer(Place(page, item), wrong[0] if wrong else full_score(item))
    check()
    for item in items:
        Place(page, item).check.click()
    check()
    for item in items:
        if not isinstance(item.interaction, LongFillIn):
            Place(page, item).button("看答案").click()
    check()
