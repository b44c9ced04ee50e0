"""Every page of the course: legible, narrow enough, accessible, and on nobody else's servers."""

from __future__ import annotations

from typing import Any

import pytest
from axe import violations
from playwright.sync_api import Page
from served import Site
from visiting import DESKTOP, PHONE, Begin, wake

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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_page_is_accessible(
    site: Site, visit: Begin, screen: dict[str, Any], scheme: str
) -> None:
    person = visit(site, color_scheme=scheme, **screen)
    found = {}
    for name in site.pages:
        page = person.open(name)
        wake(page)
        assert describe(page) == {"lang": "zh-CN", "robots": "noindex", "h1": 1, "title": True}
        found[name] = violations(page)
        page.close()
    assert len(found) >= 8
    assert not any(found.values()), {name: one for name, one in found.items() if one}


@pytest.mark.parametrize("width", [360, 320])
def test_no_page_has_to_be_moved_sideways(site: Site, visit: Begin, width: int) -> None:
    person = visit(site, **PHONE | {"viewport": {"width": width, "height": 740}})
    wide = {}
    for name in site.pages:
        page = person.open(name)
        wake(page)
        wide[name] = page.evaluate(SIDEWAYS)
        page.close()
    assert {name: one for name, one in wide.items() if one != [0, 0]} == {}


def test_a_fault_would_be_found(site: Site, visit: Begin) -> None:
    page = visit(site, **PHONE).open("index.html")
    page.evaluate("""() => {
      const fault = document.createElement("button");
      fault.style.cssText = "position: absolute; left: 0; width: 900px; height: 40px";
      document.querySelector("main").append(fault);
    }""")
    assert any(one.startswith("button-name") for one in violations(page))
    assert page.evaluate(SIDEWAYS) != [0, 0]
