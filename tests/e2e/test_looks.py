"""Each main kind of page looks as it was last approved, on a phone and a desktop, by day and night.

Of a course that nobody writes on: the one that `dabie new course` makes.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from looks import check_by_day_and_night, check_look
from playwright.sync_api import Page, expect
from served import Once, Site, built, served
from visiting import DESKTOP, PHONE, Begin, wake

from dabie.starting import new_course

SCREENS: dict[str, dict[str, Any]] = {"phone": PHONE, "desktop": DESKTOP}


@pytest.fixture(scope="module")
def sample(once: Once) -> Iterator[Site]:
    def fill(work: Path) -> None:
        new_course(work / "course-to-copy", "看样子")
        built(work / "course-to-copy", work)

    with served(once("sample", fill)) as site:
        yield site


def home(page: Page, origin: str) -> None:
    page.goto(f"{origin}/index.html")


def chapter(page: Page, origin: str) -> None:
    page.goto(f"{origin}/old-bridge.html")


def items(page: Page, origin: str) -> None:
    chapter(page, origin)
    wake(page)
    page.locator(".dabie-host").first.evaluate("one => one.scrollIntoView()")


def search(page: Page, origin: str) -> None:
    page.goto(f"{origin}/search.html?q=%E6%A1%A5")
    expect(page.locator(".dabie-found").first).to_be_visible()


KINDS = (home, chapter, items, search)


@pytest.mark.parametrize("screen", SCREENS)
def test_the_main_kinds_of_pages_look_as_approved(sample: Site, visit: Begin, screen: str) -> None:
    page = visit(sample, **SCREENS[screen]).context.new_page()
    for show in KINDS:
        show(page, sample.origin)
        check_by_day_and_night(page, f"{show.__name__}-{screen}")


CHANGES = (
    ".dabie-sidebar { display: none }",
    ".dabie-banner { display: none }",
    "article { margin-top: 24px }",
    "a { color: blue !important }",
    ":root { --dabie-paper: #fff }",
)
STYLE = """rule => {
  document.querySelectorAll("style").forEach((one) => one.remove());
  document.head.append(Object.assign(document.createElement("style"), { textContent: rule }));
}"""


def test_a_change_would_be_found_and_another_font_is_none(sample: Site, visit: Begin) -> None:
    page = visit(sample, color_scheme="light", bypass_csp=True).context.new_page()
    chapter(page, sample.origin)
    for rule in CHANGES:
        page.evaluate(STYLE, rule)
        with pytest.raises(AssertionError, match="looks different"):
            check_look(page, "chapter-desktop-light")
    page.evaluate(STYLE, "* { font-family: 'Noto Serif CJK SC', serif !important }")
    check_look(page, "chapter-desktop-light")
