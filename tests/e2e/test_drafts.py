"""Answers stay: after closing, beside a second window, and for as long as a page is open at all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from answering import Mouse, Place, full_score
from handing_in import ID, dialog, graded, hand_in
from playwright.sync_api import Locator, Page, expect
from served import Site
from visiting import PHONE, Begin, unhurried, wake

CHAPTER = "guerrilla-war.html"
MOUSE = Mouse()
# One of each kind, in the order of the chapter.
SOME = (
    "liangtingao-county",
    "three-foundings",
    "main-force-leaves",
    "two-ranges",
    "days-between",
    "number-checklist",
    "guide-script",
)
NO_STORAGE = {
    "switched off": """Object.defineProperty(window, "localStorage", {
      get() { throw new DOMException("denied", "SecurityError"); } });""",
    "full": """for (let size = 2 ** 20; size; size = Math.floor(size / 2)) {
      try {
        for (let n = 0; ; n += 1) localStorage.setItem(`filler-${size}-${n}`, "x".repeat(size));
      } catch { /* no room for another one of this size */ }
    }""",
    "forgetful": "Storage.prototype.setItem = () => {};",
}
SAID = """() => Array.from(document.querySelectorAll("[role=status], [role=alert], [aria-live]"))
  .map((one) => one.textContent).join("")"""


def places(site: Site, page: Page, items: tuple[str, ...] = SOME) -> list[Place]:
    known = {one.id: one for one in site.exercise("guerrilla-war").items}
    return [Place(page, known[one]) for one in items]


def answer_some(site: Site, page: Page, items: tuple[str, ...] = SOME) -> None:
    for there in places(site, page, items):
        MOUSE.answer(there, full_score(there.item))


def count(site: Site, done: int) -> str:
    return f"自测已答 {done} / {len(site.exercise('guerrilla-war').items)} 题"


def total(site: Site) -> int:
    return sum(len(one.items) for one in site.course.exercises)


def test_everything_is_there_after_coming_back(site: Site, visit: Begin) -> None:
    person = visit(site)
    page = person.open(CHAPTER)
    answer_some(site, page)
    county, _, order, *_ = places(site, page)
    county.check.click()
    order.button("还原顺序").click()
    MOUSE.answer(order, list(reversed(full_score(order.item))))
    order.check.click()
    order.button("看答案").click()
    expect(page.locator(".dabie-strip-count")).to_have_text(count(site, 7))
    script = places(site, page)[-1]
    expect(script.section).to_contain_text("自动保存于")
    page.close()

    page = person.open(CHAPTER)
    wake(page)
    assert page.evaluate("document.activeElement === document.body")
    assert page.evaluate(SAID) == ""
    county, founding, order, ranges, days, checklist, script = places(site, page)
    expect(county.state).to_have_text("答对了")
    expect(county.option("taihu")).to_be_checked()
    expect(founding.match("second")).to_have_value("nanxi")
    assert order.order() == list(reversed(full_score(order.item)))
    expect(order.state).to_have_text("不对")
    expect(order.section).to_contain_text("应在第 1 位")
    expect(ranges.blank("3")).to_have_value("45")
    expect(days.field).to_have_value("79")
    expect(checklist.option("scope")).to_be_checked()
    expect(checklist.option("round")).not_to_be_checked()
    expect(script.field).to_have_value(full_score(script.item))
    expect(script.state).to_have_text("已作答")


def test_long_text_is_kept_when_the_page_is_left_at_once(site: Site, visit: Begin) -> None:
    person = visit(site)
    page = person.open(CHAPTER)
    answer_some(site, page, ("guide-script",))
    page.goto(f"{site.origin}/index.html")
    page.goto(f"{site.origin}/{CHAPTER}")
    (script,) = places(site, page, ("guide-script",))
    script.come()
    expect(script.field).to_have_value(full_score(script.item))


def test_the_older_of_two_windows_gives_way(site: Site, visit: Begin) -> None:
    person = visit(site)
    older, newer = person.open(CHAPTER), person.open(CHAPTER)
    (old,) = places(site, older, ("liangtingao-county",))
    (new,) = places(site, newer, ("liangtingao-county",))
    new.come()
    new.option("taihu").click()
    expect(new.state).to_have_text("已作答")

    older.bring_to_front()
    old.come()
    expect(old.trouble).to_contain_text("这一章在另一个窗口里改过。点“载入新的”再接着答。")
    # What is picked here meanwhile stays here, and is never written over the newer answer.
    old.option("huoshan").click()
    expect(old.option("huoshan")).to_be_checked()
    newer.bring_to_front()
    newer.reload()
    new.come()
    expect(new.option("taihu")).to_be_checked()

    older.bring_to_front()
    old.button("载入新的").click()
    expect(old.option("taihu")).to_be_checked()
    expect(old.trouble).to_be_hidden()
    old.check.click()
    expect(old.state).to_have_text("答对了")
    expect(new.trouble).to_be_visible()


@pytest.mark.parametrize("kind", NO_STORAGE)
def test_where_nothing_can_be_stored_the_page_says_so(
    site: Site, visit: Begin, tmp_path: Path, kind: str
) -> None:
    person = visit(site)
    person.context.add_init_script(NO_STORAGE[kind])
    page = person.open(CHAPTER)
    county, *_, script = places(site, page)
    county.come()
    county.option("taihu").click()
    expect(county.state).to_have_text("未能保存")
    expect(county.trouble).to_contain_text("没有保存成功")
    expect(county.trouble).to_contain_text("你的选择还在页面上，关掉就没了。")
    county.button("复制答案文本").click()
    expect(page.locator(".dabie-copied")).to_contain_text(re.compile("已复制|没能复制"))
    county.button("再保存一次").click()
    expect(county.state).to_have_text("未能保存")
    expect(county.option("taihu")).to_be_checked()
    county.check.click()
    expect(county.outcome).to_contain_text("答对了")

    MOUSE.answer(script, "据词条。")
    expect(script.state).to_have_text("未能保存")
    note = page.locator(".dabie-strip-note")
    expect(note).to_have_text(
        "这个浏览器不让网页存东西（可能开了无痕）。答案只在这一页上，关掉之前先交卷。"
    )
    path = hand_in(page, tmp_path)
    row = graded(site, path, tmp_path / "out")
    assert (row["item:liangtingao-county"], row["learner_id"]) == ("1", ID)


def test_storage_that_comes_back_is_used(site: Site, visit: Begin) -> None:
    person = visit(site)
    page = person.open(CHAPTER)
    page.evaluate(f"() => {{ {NO_STORAGE['full']} }}")
    (county,) = places(site, page, ("liangtingao-county",))
    county.come()
    county.option("taihu").click()
    expect(county.state).to_have_text("未能保存")
    page.evaluate("localStorage.clear()")
    county.button("再保存一次").click()
    expect(county.state).to_have_text("已作答")
    page.reload()
    county.come()
    expect(county.option("taihu")).to_be_checked()


def test_another_person_on_a_shared_pc_starts_empty(
    site: Site, visit: Begin, tmp_path: Path
) -> None:
    person = visit(site)
    page = person.open(CHAPTER)
    wake(page)
    answer_some(site, page)
    hand_in(page, tmp_path)
    dialog(page).get_by_role("button", name="关闭").click()
    expect(page.locator(".dabie-strip-who")).to_have_text("学员：080213 王某")

    page.get_by_role("button", name="换人").click()
    expect(dialog(page)).to_contain_text("要清除这台设备上本课程的全部答案吗？没有交卷的会丢掉。")
    dialog(page).get_by_role("button", name="先不清除").click()
    expect(page.locator(".dabie-strip-count")).to_have_text(count(site, 7))
    expect(page.get_by_role("button", name="换人")).to_be_focused()

    unhurried(page)
    page.get_by_role("button", name="换人").click()
    dialog(page).get_by_role("button", name="清除", exact=True).click()
    expect_empty(site, page)
    page.reload()
    wake(page)
    expect_empty(site, page)


def expect_empty(site: Site, page: Page) -> None:
    expect(page.locator(".dabie-strip-count")).to_have_text(count(site, 0))
    for there in places(site, page):
        expect(there.state).to_have_text("未作答")
    expect(page.locator(".dabie-strip-who")).to_be_hidden()
    left = page.evaluate("JSON.stringify(localStorage)")
    assert "080213" not in left and "taihu" not in left


def test_the_device_is_cleared_from_the_foot_of_any_page(site: Site, visit: Begin) -> None:
    person = visit(site)
    page = person.open(CHAPTER)
    answer_some(site, page, ("liangtingao-county",))
    page.goto(f"{site.origin}/index.html")
    clear = page.get_by_role("button", name="清除本机答案")
    clear.click()
    page.get_by_role("button", name="先不清除").click()
    expect(clear).to_be_focused()
    unhurried(page)
    clear.click()
    dialog(page).get_by_role("button", name="清除", exact=True).click()
    expect(page.get_by_text("已清除。这台设备上没有本课程的答案了。")).to_be_visible()
    expect(page.locator("[data-progress-total]")).to_have_text(f"全书 0 / {total(site)} 题")
    page.goto(f"{site.origin}/{CHAPTER}")
    expect(page.locator(".dabie-strip-count")).to_have_text(count(site, 0))


def test_progress_is_told_wherever_the_chapter_is_named(site: Site, visit: Begin) -> None:
    own = len(site.exercise("guerrilla-war").items)
    person = visit(site)
    page = person.open(CHAPTER)
    expect(page.locator(".dabie-topbar .dabie-progress-words")).to_have_text(f"0 / {own} 题")
    answer_some(site, page, SOME[:3])
    expect(page.locator(".dabie-topbar .dabie-progress-words")).to_have_text(f"3 / {own} 题")
    expect(sidebar(page)).to_have_text(f"3/{own}")
    county, *_ = places(site, page)
    county.check.click()
    cells = page.locator(".dabie-topbar .dabie-cell")
    expect(cells).to_have_count(own)
    expect(cells.first).to_have_attribute("data-state", "right")

    home = person.open("index.html")
    expect(sidebar(home)).to_have_text(f"3/{own}")
    expect(home.locator("[data-progress-total]")).to_have_text(f"全书 3 / {total(site)} 题")
    expect(home.locator('main [data-progress="guerrilla-war"]')).to_contain_text(f"3 / {own} 题")
    expect(home.locator('main [data-progress="guerrilla-war-test"]')).to_have_text("未开始")
    # What is answered in one window counts in the other.
    answer_some(site, page, SOME[3:4])
    expect(home.locator('main [data-progress="guerrilla-war"]')).to_contain_text(f"4 / {own} 题")


def sidebar(page: Page) -> Locator:
    return page.locator('.dabie-sidebar [data-progress="guerrilla-war"]')


def test_one_goes_on_where_one_was(site: Site, visit: Begin) -> None:
    chapter = site.exercise("guerrilla-war")
    person = visit(site, **PHONE)
    page = person.open("index.html")
    begin = page.locator("[data-dabie-continue]")
    expect(begin).to_have_text(re.compile("^从“.+”开始$"))
    page.goto(f"{site.origin}/{CHAPTER}")
    answer_some(site, page, ("days-between",))
    page.goto(f"{site.origin}/index.html")
    expect(begin).to_have_text(re.compile("^接着学：第.+章"))
    expect(page.locator("[data-dabie-continue-note]")).to_have_text(
        f"上次学到“{chapter.title}”，已答 1 / {len(chapter.items)} 题"
    )
    begin.click()
    expect(page).to_have_url(re.compile(f"{CHAPTER}#"))
    (days,) = places(site, page, ("days-between",))
    days.come()
    expect(days.field).to_have_value("79")
