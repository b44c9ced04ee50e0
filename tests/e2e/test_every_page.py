"""Every page of the course: legible, narrow enough, accessible, and on nobody else's servers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe import COLOURS, violations
from playwright.sync_api import Page
from served import Site
from visiting import DESKTOP, PHONE, Begin, wake

CHAPTER = "guerrilla-war.html"
SIDEWAYS = """() => {
  const { scrollWidth, clientWidth } = document.scrollingElement;
  scrollTo(1000, 0);
  const moved = scrollX;
  scrollTo(0, 0);
  return [scrollWidth - clientWidth, moved];
}"""


def describe(page: Page) -> dict[str, Any]:
    return {
        "lang": page.locator("html").get_attribute("lang"),
        "robots": page.locator("meta[name=robots]").get_attribute("content"),
        "h1": page.locator("h1").count(),
        "title": bool(page.title()),
    }


def of_every_kind(site: Site) -> list[str]:
    """Return all pages but of the chapters, which are large and many, only the first and the longest."""
    chapters = {f"{one.id}.html" for one in site.course.exercises if one.mode == "practice"}
    return [name for name in site.pages if name not in chapters - {"start.html", CHAPTER}]


@pytest.mark.parametrize(
    ("screen", "pages"),
    [(PHONE, lambda site: site.pages), (DESKTOP, of_every_kind)],
    ids=["every page on a phone", "every kind on a desktop"],
)
def test_pages_are_accessible_by_day_and_by_night(
    site: Site, visit: Begin, screen: dict[str, Any], pages: Callable[[Site], list[str]]
) -> None:
    page = visit(site, color_scheme="light", **screen).open()
    found = {}
    for name in pages(site):
        page.goto(f"{site.origin}/{name}")
        wake(page)
        assert describe(page) == {"lang": "zh-CN", "robots": "noindex", "h1": 1, "title": True}
        found[name, "light"] = violations(page)
        page.emulate_media(color_scheme="dark")
        found[name, "dark"] = violations(page, rules=COLOURS)
        page.emulate_media(color_scheme="light")
    assert len(found) >= 2 * 20
    assert {name: one for name, one in found.items() if one} == {}


def test_no_page_has_to_be_moved_sideways(site: Site, visit: Begin) -> None:
    page = visit(site, **PHONE).open()
    wide = {}
    for name in site.pages:
        page.goto(f"{site.origin}/{name}")
        wake(page)
        for width in (360, 320):
            page.set_viewport_size({"width": width, "height": 740})
            wide[name, width] = page.evaluate(SIDEWAYS)
    assert {name: one for name, one in wide.items() if one != [0, 0]} == {}


FAULTS = """() => {
  document.querySelector("main").insertAdjacentHTML("beforeend",
    "<p>这一行看不清楚</p><button></button>");
  const [line, button] = Array.from(document.querySelector("main").children).slice(-2);
  line.style.cssText = "color: #333; background: #222";
  button.style.cssText = "width: 900px; height: 40px";
}"""


def test_a_fault_would_be_found(site: Site, visit: Begin) -> None:
    page = visit(site, color_scheme="dark", **PHONE).open("index.html")
    page.evaluate(FAULTS)
    assert any(one.startswith("button-name") for one in violations(page))
    (colour,) = violations(page, rules=COLOURS)
    assert colour.startswith("color-contrast")
    assert page.evaluate(SIDEWAYS) != [0, 0]
