"""Enlarged, by the page's zoom, by the text alone or by the browser's setting: all stays usable."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from answering import Mouse, Place, full_score
from chromium import FLAGS, find
from handing_in import open_dialog
from playwright.sync_api import Browser, Page
from served import Site
from visiting import DESKTOP, PHONE, Begin, Visit, wake

from dabie.core.items import LongFillIn

SCREENS: dict[str, dict[str, Any]] = {
    "1280 px at 400 %": {"viewport": {"width": 320, "height": 256}, "device_scale_factor": 4},
    "720 px at 200 %": {"viewport": {"width": 360, "height": 450}, "device_scale_factor": 2},
    "text at 200 % on a desktop": {"viewport": {"width": 1280, "height": 800}},
    "text at 200 % on a phone": {"viewport": {"width": 360, "height": 740}},
}
# The text on a desktop is 18 px.
LARGE = "() => { document.documentElement.style.fontSize = '36px'; }"

# What can be pressed or typed into, and what carries words, in the parts that are asked about.
FAULTS = """(selector) => {
  const faults = [];
  const say = (what, one) => faults.push(`${what}: ${one.className || one.tagName} ${one.textContent.trim().slice(0, 30)}`);
  const seen = (one) => one.offsetParent && one.getBoundingClientRect().width;
  // What a scrolling part shows of something; the rest lies below its edge.
  const shown = (one) => {
    const { left, right, top, bottom } = one.getBoundingClientRect();
    const outer = one.closest(".dabie-dialog-body");
    const frame = outer ? outer.getBoundingClientRect() : { top: -Infinity, bottom: Infinity };
    return { left, right, top: Math.max(top, frame.top), bottom: Math.min(bottom, frame.bottom) };
  };
  for (const part of document.querySelectorAll(selector)) {
    const controls = Array.from(part.querySelectorAll(
      "button, select, textarea, input.dabie-field, input.dabie-input-line, .dabie-option, .dabie-reason")).filter(seen);
    for (const one of controls) {
      const { left, right } = one.getBoundingClientRect();
      if (left < 0 || right > document.documentElement.clientWidth + .5) say("beyond the edge", one);
    }
    for (const one of part.querySelectorAll("*")) {
      if (!seen(one) || /^(svg|path|INPUT|SELECT|TEXTAREA)$/.test(one.tagName)) continue;
      const { overflowX, overflowY } = getComputedStyle(one);
      const scrolls = /auto|scroll/.test(overflowY);
      if (one.scrollWidth > one.clientWidth + 1 && one.clientWidth) say("wider than its box", one);
      if (overflowX === "hidden" && one.scrollHeight > one.clientHeight + 1 && !scrolls) say("cut", one);
    }
    controls.forEach((one, at) => controls.slice(at + 1).forEach((other) => {
      if (one.contains(other) || other.contains(one)) return;
      const [a, b] = [one, other].map(shown);
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (across > 1 && down > 1) say(`over ${other.textContent.trim().slice(0, 20)}`, one);
    }));
  }
  const { scrollWidth, clientWidth } = document.scrollingElement;
  if (scrollWidth > clientWidth) faults.push(`the page is ${scrollWidth - clientWidth} px too wide`);
  return faults;
}"""


@pytest.fixture(params=SCREENS)
def page(site: Site, visit: Begin, request: pytest.FixtureRequest) -> Page:
    page = visit(site, **SCREENS[request.param]).open("guerrilla-war.html")
    wake(page)
    if request.param.startswith("text"):
        page.evaluate(LARGE)
    return page


def faults(page: Page, within: str) -> list[str]:
    found: list[str] = page.evaluate(FAULTS, within)
    return found


def test_nothing_is_cut_or_covered_when_enlarged(site: Site, page: Page) -> None:
    items = site.exercise("guerrilla-war").items
    assert faults(page, ".dabie-item, .dabie-handin") == []
    for item in items:
        wrong = next((one.response for one in item.samples if one.score == 0), full_score(item))
        Mouse().answer(Place(page, item), wrong)
    assert faults(page, ".dabie-item") == []
    for item in items:
        there = Place(page, item)
        there.check.click()
        if not isinstance(item.interaction, LongFillIn):
            there.button("看答案").click()
    assert faults(page, ".dabie-item, .dabie-handin") == []
    open_dialog(page)
    page.get_by_role("button", name="交卷，保存文件").click()
    assert faults(page, ".dabie-dialog") == []


def test_a_fault_would_be_found(site: Site, visit: Begin) -> None:
    page = visit(site, viewport={"width": 320, "height": 600}).open("guerrilla-war.html")
    wake(page)
    page.evaluate("""() => {
      const bar = document.querySelector(".dabie-item .dabie-buttons");
      bar.firstChild.style.cssText = "margin-right: -40px; white-space: nowrap; width: 20px; overflow: hidden";
    }""")
    found = faults(page, ".dabie-item")
    assert any(one.startswith("cut") for one in found) or any("wider" in one for one in found)


# Words and the size of their letters; those in a drawing grow with the drawing.
LETTERS = """() => Array.from(document.querySelectorAll("body *"))
  .filter((one) => one.getClientRects().length && !one.closest("svg"))
  .filter((one) => Array.from(one.childNodes).some(({ nodeType, data }) => nodeType === 3 && data.trim()))
  .map((one) => [`${one.tagName} ${one.className} ${one.textContent.trim().slice(0, 12)}`, parseFloat(getComputedStyle(one).fontSize)])"""
KINDS = (
    "index.html",
    "guerrilla-war.html",
    "limits.html",
    "essay.html",
    "mine.html",
    "search.html?q=鹞落坪",
)


def letters(page: Page) -> list[tuple[str, float]]:
    found: list[tuple[str, float]] = page.evaluate(LETTERS)
    return found


def shown(visit: Visit, *kinds: str) -> Iterator[tuple[str, Page]]:
    """Show one kind of page after the other, the chapter also with its dialog."""
    page = visit.context.new_page()
    for name in kinds:
        page.goto(f"{visit.origin}/{name}")
        if name.startswith("search"):
            page.locator(".dabie-found").first.wait_for()
        yield name, page
        if name.startswith("guerrilla"):
            wake(page)
            open_dialog(page)
            yield "dialog", page


def test_all_letters_follow_the_size_that_a_reader_has_set(site: Site, browser: Browser) -> None:
    large = browser.browser_type.launch(
        executable_path=find(), args=[*FLAGS, "--blink-settings=defaultFontSize=24"]
    )
    for screen, kinds in ((PHONE, KINDS), (DESKTOP, KINDS[:1])):
        usual, larger = Visit(browser, site, **screen), Visit(large, site, **screen)
        for (name, page), (_, other) in zip(
            shown(usual, *kinds), shown(larger, *kinds), strict=True
        ):
            known = dict(letters(page))
            grown = {words: size / known[words] for words, size in letters(other) if words in known}
            assert len(grown) > 0.8 * len(known), name
            # What has a floor of so many pixels grows from there.
            assert {words: by for words, by in grown.items() if by < 1.4} == {}, name
            assert faults(other, ".dabie-dialog") == [], name
        usual.close()
        larger.close()
    large.close()
