"""Answering with nothing but a keyboard: everything is reached, and nothing happens in passing."""

from __future__ import annotations

import json
import re

from answering import LONGEST_WAY, Keyboard, Place, full_score, one_of_each, spoken
from playwright.sync_api import expect
from served import Site
from visiting import Begin, wake

CHAPTER = "guerrilla-war.html"
DRAFT = "dabie:dabieshan::guerrilla-war"


def test_every_kind_is_answered_by_keyboard(site: Site, visit: Begin) -> None:
    page = visit(site).open(CHAPTER)
    wake(page)
    hands = Keyboard(page)
    for item in one_of_each(site.exercise("guerrilla-war").items):
        there = Place(page, item)
        hands.answer(there, full_score(item))
        expect(there.state).to_have_text("已作答")
        hands.press(there.check)
        expect(there.outcome).to_be_focused()
        expect(there.outcome).to_have_accessible_name(re.compile("^" + re.escape(spoken(item))))


def test_nothing_is_answered_by_passing_over_it(site: Site, visit: Begin) -> None:
    page = visit(site).open(CHAPTER)
    wake(page)
    hands = Keyboard(page)
    for item in site.exercise("guerrilla-war").items:
        there = Place(page, item)
        radios = there.section.get_by_role("radio")
        hands.tab_to(there.check)
        if radios.count():
            page.keyboard.press("Shift+Tab")
            for _ in range(radios.count() + 1):
                page.keyboard.press("ArrowRight")
            expect(there.section.locator("input:checked")).to_have_count(0)
            hands.tab_to(there.check)
        # Unavailable, but reachable: its reason is read, pressing it does nothing.
        page.keyboard.press("Enter")
        page.keyboard.press("Space")
        expect(there.state).to_have_text("未作答")
        expect(there.check).to_be_focused()
    hands.tab_to(page.get_by_role("button", name="交卷", exact=True))
    expect(page.locator(".dabie-strip-count")).to_have_text(
        f"自测已答 0 / {len(site.exercise('guerrilla-war').items)} 题"
    )
    stored = page.evaluate("key => localStorage.getItem(key)", DRAFT)
    assert stored is None


STEP = """() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => {
  const host = document.activeElement.closest(".dabie-host");
  done(host ? host.dataset.item : document.activeElement.textContent);
})))"""


def test_no_item_is_jumped_over(site: Site, visit: Begin) -> None:
    """Items come to life as the reader comes near: they must before Tab has gone past them."""
    page = visit(site, viewport={"width": 1280, "height": 600}).open(CHAPTER)
    met: list[str] = []
    for _ in range(LONGEST_WAY):
        page.keyboard.press("Tab")
        met.append(page.evaluate(STEP))
        if met[-1] == "交卷":
            break
    items = [one.id for one in site.exercise("guerrilla-war").items]
    assert [one for one in dict.fromkeys(met) if one in items] == items


def test_a_group_of_options_is_one_stop(site: Site, visit: Begin) -> None:
    page = visit(site).open(CHAPTER)
    hands = Keyboard(page)
    there = Place(page, site.exercise("guerrilla-war").items[0])
    first = there.section.get_by_role("radio").first
    hands.tab_to(first)
    page.keyboard.press("ArrowUp")
    expect(there.section.get_by_role("radio").last).to_be_focused()
    page.keyboard.press("Tab")
    expect(there.check).to_be_focused()


def test_the_first_stop_leads_past_the_contents(site: Site, visit: Begin) -> None:
    page = visit(site).open(CHAPTER)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def test_the_focus_can_be_seen(site: Site, visit: Begin) -> None:
    page = visit(site).open(CHAPTER)
    hands = Keyboard(page)
    there = Place(page, site.exercise("guerrilla-war").items[0])
    hands.tab_to(there.section.get_by_role("radio").first)
    ring = "one => getComputedStyle(one, '::after').outlineStyle"
    assert there.section.locator(".dabie-dot").first.evaluate(ring) == "solid"
    hands.tab_to(there.check)
    assert there.check.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"


def test_a_note_is_opened_and_closed_by_keyboard(site: Site, visit: Begin) -> None:
    page = visit(site).open(CHAPTER)
    hands = Keyboard(page)
    cited = page.locator("main p a.dabie-cite").first
    hands.press(cited)
    expect(page.get_by_role("note").filter(has_text="级")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".dabie-note")).to_have_count(0)
    expect(cited).to_be_focused()


def test_one_hands_in_by_keyboard(site: Site, visit: Begin) -> None:
    page = visit(site).open(CHAPTER)
    wake(page)
    hands = Keyboard(page)
    press = page.get_by_role("button", name="交卷", exact=True)
    hands.press(press)
    box = page.get_by_role("dialog")
    hands.tab_to(box.get_by_label("编号"))
    page.keyboard.insert_text("０８０２１３")
    hands.tab_to(box.get_by_label("姓名"))
    page.keyboard.insert_text("王某")
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    # Wide digits of a Chinese keyboard are the same number.
    assert "-080213-" in waiting.value.suggested_filename
    expect(box.get_by_role("heading", name="交卷文件已生成")).to_be_focused()
    page.keyboard.press("Escape")
    expect(press).to_be_focused()


def test_a_tour_from_the_home_page_to_the_file(tiny_site: Site, visit: Begin) -> None:
    page = visit(tiny_site).open("index.html")
    hands = Keyboard(page)
    hands.press(page.locator("[data-dabie-continue]"))
    expect(page.get_by_role("heading", level=1)).not_to_have_text("小课程")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("searchbox", name="搜全书")).to_be_focused()
    page.keyboard.insert_text("属于哪个县")
    hands.press(page.locator(".dabie-found h2 a", has_text="第一章的题目"))
    expect(page.get_by_role("complementary", name="页内查找")).to_contain_text("第 1 /")
    page.go_back()
    expect(page.get_by_role("searchbox", name="搜全书")).to_have_value("属于哪个县")
    page.go_forward()
    item = tiny_site.exercise("practice").items[0]
    there = Place(page, item)
    hands.answer(there, full_score(item))
    hands.press(there.check)
    expect(there.outcome).to_be_focused()
    hands.press(page.get_by_role("button", name="交卷", exact=True))
    box = page.get_by_role("dialog")
    for label, words in (("编号", "7"), ("姓名", "王某")):
        hands.tab_to(box.get_by_label(label))
        page.keyboard.insert_text(words)
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    written = json.loads(waiting.value.path().read_text("utf-8"))["metadata"]["dabie"]
    assert written["responses"] == {item.id: full_score(item)}


def test_tab_in_haste_passes_over_no_item(site: Site, visit: Begin) -> None:
    page = visit(site).open(CHAPTER)
    page.wait_for_selector(".dabie-host .dabie-item input:not([disabled])", state="attached")
    page.evaluate(
        """() => {
          window.IntersectionObserver = undefined;
          window.seen = [];
          document.addEventListener("focusin", ({ target }) => {
            const host = target.closest(".dabie-host");
            if (host && !window.seen.includes(host.dataset.item)) window.seen.push(host.dataset.item);
          });
        }"""
    )
    items = [one.id for one in site.exercise("guerrilla-war").items]
    page.locator(".dabie-host input").first.focus()
    for _ in range(LONGEST_WAY * 10):
        page.keyboard.press("Tab")
        if page.evaluate("seen.length") >= 6:
            break
    assert page.evaluate("seen") == items[:6]
