"""Answering on a phone with a finger: taps for everything, and rows dragged by their grips."""

from __future__ import annotations

import re

import pytest
from answering import Finger, Place, full_score, spoken
from playwright.sync_api import Page, expect
from served import Site
from visiting import PHONE, Begin, unhurried

from dabie.core.items import LongFillIn, Sequencing

CHAPTER = "guerrilla-war.html"


@pytest.fixture
def page(site: Site, visit: Begin) -> Page:
    return visit(site, **PHONE).open(CHAPTER)


def test_every_item_is_answered_by_touch(site: Site, page: Page) -> None:
    again: set[str] = set()
    for item in site.exercise("guerrilla-war").items:
        there = Place(page, item)
        Finger().answer(there, full_score(item))
        there.check.tap()
        expect(there.outcome).to_be_focused()
        expect(there.outcome).to_have_accessible_name(re.compile("^" + re.escape(spoken(item))))
        expect(there.outcome).to_be_in_viewport()
        if isinstance(item.interaction, LongFillIn) or item.kind in again:
            continue
        again.add(item.kind)
        unhurried(page)
        there.button("再做一遍").tap()
        expect(there.state).to_have_text("未作答")


def test_a_row_is_dragged_by_its_grip(site: Site, page: Page) -> None:
    there = sequencing(site, page)
    given = there.order()
    drag(page, there, given[4], given[1])
    assert there.order() == [given[0], given[4], *given[1:4]]
    expect(there.state).to_have_text("已作答")


def test_a_finger_on_a_row_scrolls_the_page(site: Site, page: Page) -> None:
    there = sequencing(site, page)
    given = there.order()
    there.section.evaluate("one => one.scrollIntoView()")
    # Where it stands on the screen: what is laid out late, far above, may change `scrollY` itself.
    before = there.section.evaluate("one => one.getBoundingClientRect().top")
    drag(page, there, given[4], given[0], part=".dabie-text")
    page.wait_for_function(
        "([one, before]) => one.getBoundingClientRect().top < before - 50",
        arg=[there.section.element_handle(), before],
    )
    assert there.order() == given
    expect(there.state).to_have_text("未作答")


TARGETS = """section => {
  const all = section.querySelectorAll("button, select, input.dabie-field, textarea, .dabie-option");
  return Array.from(all).filter((one) => one.offsetParent).map((one) => {
    const { width, height } = one.getBoundingClientRect();
    return [one.textContent || one.className, width, height];
  });
}"""


def test_everything_is_large_enough_for_a_finger(site: Site, page: Page) -> None:
    for item in site.exercise("guerrilla-war").items:
        there = Place(page, item)
        there.come()
        small = [one for one in there.section.evaluate(TARGETS) if one[1] < 44 or one[2] < 44]
        assert not small, item.id


def sequencing(site: Site, page: Page) -> Place:
    items = site.exercise("guerrilla-war").items
    there = Place(page, next(one for one in items if isinstance(one.interaction, Sequencing)))
    there.come()
    return there


def drag(page: Page, there: Place, moved: str, onto: str, part: str = ".dabie-grip") -> None:
    """Put a finger on a part of one row and move it up onto the upper half of another."""
    there.section.evaluate("one => one.scrollIntoView()")
    start = there.row(moved).locator(part).bounding_box()
    end = there.row(onto).bounding_box()
    assert start and end
    x, y = start["x"] + start["width"] / 2, start["y"] + start["height"] / 2
    goal = end["y"] + 4
    fingers = page.context.new_cdp_session(page)

    def touch(kind: str, *points: float) -> None:
        at = [{"x": x, "y": one} for one in points]
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})

    touch("touchStart", y)
    for step in range(1, 11):
        touch("touchMove", y + (goal - y) * step / 10)
    touch("touchEnd")
    fingers.detach()
