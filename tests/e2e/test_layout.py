"""Where the main blocks of every kind of page stand, as `look.md` has them.

Places and widths are exact where pictures (`test_looks.py`) can only be coarse.
"""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page
from served import Site
from visiting import DESKTOP, PHONE, Begin, wake

TABLET: dict[str, Any] = {"viewport": {"width": 768, "height": 1024}}
SCREENS = {"phone": PHONE, "tablet": TABLET, "desktop": DESKTOP}
KINDS = (
    "index.html", "guerrilla-war.html", "commitment-law.html", "limits.html", "laws.html",
    "timeline.html", "map.html", "glossary.html", "essay.html", "trace.html", "search.html",
    "mine.html", "final-test.html", "404.html", "teachers-handbook.html",
)  # fmt: skip

PLACES = """names => Object.fromEntries(names.map(name => {
  const found = document.querySelector(name);
  const shown = found && getComputedStyle(found).visibility !== "hidden";
  const { left, width } = shown ? found.getBoundingClientRect() : { left: 0, width: 0 };
  return [name, [Math.round(left), Math.round(width)]];
}))"""
CHAPTER = {
    "phone": {
        ".dabie-topbar": [0, 360], ".dabie-sidebar": [0, 0], ".dabie-toc": [0, 0],
        "main": [18, 324], ".dabie-item": [18, 324], ".dabie-sheet": [18, 324],
        ".dabie-verify": [18, 324], ".dabie-handin": [18, 324],
    },
    "tablet": {
        ".dabie-topbar": [0, 768], ".dabie-sidebar": [0, 0], ".dabie-toc": [0, 0],
        "main": [78, 612], ".dabie-item": [78, 612], ".dabie-sheet": [78, 612],
        ".dabie-verify": [78, 612], ".dabie-handin": [78, 612],
    },
    "desktop": {
        ".dabie-topbar": [276, 1164], ".dabie-sidebar": [0, 276], ".dabie-toc": [1091, 230],
        "main": [395, 648], ".dabie-item": [395, 648], ".dabie-sheet": [395, 648],
        ".dabie-verify": [395, 648], ".dabie-handin": [395, 648],
    },
}  # fmt: skip
"""Left edge and width in pixels: 36 characters of text, 48 px, a margin of 230."""

# Blocks that follow one another: the next begins where the last has ended, or below.
OVERLAPS = """() => {
  const found = [];
  for (const box of document.querySelectorAll("article, article section, .dabie-cover, .dabie-contents")) {
    let last = null;
    for (const child of box.children) {
      const { top, bottom, height } = child.getBoundingClientRect();
      const { position, display } = getComputedStyle(child);
      if (!height || position === "absolute" || display.startsWith("inline")) continue;
      if (last && top < last.bottom - 1 && bottom > last.top + 1)
        found.push(`${last.name} / ${child.tagName}.${child.className}`);
      last = { top, bottom, name: `${child.tagName}.${child.className}` };
    }
  }
  return found;
}"""
# What hangs out of the page's own frame, unless its box scrolls by itself.
OUTSIDE = """() => Array.from(document.querySelectorAll("main *")).filter((one) => {
  const { left, right, width } = one.getBoundingClientRect();
  if (!width || one.closest("svg svg, [hidden], .dabie-unseen")) return false;
  for (let box = one.parentElement; box; box = box.parentElement)
    if (/auto|scroll|hidden/.test(getComputedStyle(box).overflowX) && box.tagName !== "HTML") return false;
  return left < -1 || right > innerWidth + 1;
}).map((one) => `${one.tagName}.${one.className}`).slice(0, 5)"""


def faults(page: Page) -> list[str]:
    found: list[str] = page.evaluate(OVERLAPS) + page.evaluate(OUTSIDE)
    return found


@pytest.mark.parametrize("screen", SCREENS)
def test_a_chapters_blocks_stand_where_the_design_has_them(
    site: Site, visit: Begin, screen: str
) -> None:
    page = visit(site, **SCREENS[screen]).open("guerrilla-war.html")
    wake(page)
    assert page.evaluate(PLACES, list(CHAPTER[screen])) == CHAPTER[screen]


@pytest.mark.parametrize("screen", SCREENS)
def test_no_block_covers_another_or_leaves_the_page(site: Site, visit: Begin, screen: str) -> None:
    page = visit(site, **SCREENS[screen]).open()
    found = {}
    for name in KINDS:
        page.goto(f"{site.origin}/{name}")
        wake(page)
        found[name] = faults(page)
    assert {name: one for name, one in found.items() if one} == {}


def test_a_block_out_of_place_would_be_found(site: Site, visit: Begin) -> None:
    page = visit(site).open("glossary.html")
    assert faults(page) == []
    page.evaluate("document.querySelector('article section section').style.marginTop = '-60px'")
    assert len(faults(page)) == 1
    page.evaluate("document.querySelector('article section > p').style.width = '2000px'")
    assert len(faults(page)) > 1
