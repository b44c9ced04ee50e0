"""An exercise looks in a notebook as it does in a page, by day and by night, and anybody can use it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import answering
import handing_in
import pytest
from axe import violations
from desks import PATIENCE, Copybook, choose
from playwright.sync_api import Browser, Page, expect
from served import Site
from servers import Server
from visiting import wake

from dabie.core.items import Course

ANSWERED: list[tuple[str, Any, str, str]] = [
    # item, response, what is pressed then, how it stands then
    ("county", ["yuexi"], "核对答案", "wrong"),
    ("claims", ["a", "b", "d"], "核对答案", "partly"),
    ("claims", None, "看答案", "partly"),
    ("order", None, "就按这个顺序", "answered"),
    ("names", {"huangan": "hongan", "lishan": "dawu"}, "核对答案", "right"),
    ("gap", {"1": "三", "2": "财"}, "核对答案", "partly"),
    ("count", "近三千", "核对答案", "malformed"),
    ("essay", "据感悟文章记述……", "写好了", "pending"),
]
STYLES = """(section) => {
  const names = ["display", "margin-top", "margin-bottom", "padding-top", "padding-right", "padding-bottom",
    "padding-left", "border-top-width", "border-left-style", "border-top-color", "border-top-left-radius",
    "color", "background-color", "opacity", "min-height", "box-sizing", "cursor", "stroke", "fill",
    "list-style-type", "vertical-align", "text-decoration-line"];
  const ofText = ["font-family", "font-size", "font-weight", "line-height", "letter-spacing", "text-align", "white-space"];
  const told = (node) => Array.from(node.childNodes).some((one) => one.nodeType === 3);
  return Array.from(section.querySelectorAll("*")).flatMap((node) => {
    const style = getComputedStyle(node);
    const whose = `${node.tagName} ${node.getAttribute("class")}`;
    return (told(node) ? names.concat(ofText) : names).map((name) => `${whose} ${name}: ${style.getPropertyValue(name)}`);
  });
}"""
SCHEME = "select => getComputedStyle(select).colorScheme"


def into_every_state(place: Callable[[str], answering.Place]) -> None:
    for item_id, response, button, state in ANSWERED:
        at = place(item_id)
        if response is not None:
            answering.Mouse().answer(at, response)
        at.button(button).click()
        expect(at.section).to_have_attribute("data-state", state, timeout=PATIENCE)
    # A page keeps an answer at once, a notebook when its file is written; the box of a written
    # answer tells the two apart.
    expect(place("essay").outcome).to_contain_text("已保存，待评阅", timeout=PATIENCE)
    # Nothing is hovered over.
    at.page.mouse.move(0, 0)


def styles(place: Callable[[str], answering.Place]) -> dict[str, list[str]]:
    return {item: place(item).section.evaluate(STYLES) for item, *_ in ANSWERED}


@pytest.fixture
def as_page(site: Site, course: Course, browser: Browser) -> dict[str, list[str]]:
    """Every item as it is drawn in a page whose text is of the notebooks' size."""
    context = browser.new_context(viewport={"width": 800, "height": 900}, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{site.origin}/one.html")
    wake(page)
    items = {item.id: item for item in course.exercises[0].items}

    def place(item_id: str) -> answering.Place:
        return answering.Place(page, items[item_id])

    into_every_state(place)
    found = styles(place)
    context.close()
    return found


def faults(page: Page) -> list[str]:
    """Return what axe says of our own: the rest of the page is Jupyter's."""
    return violations(page, within=".dabie-exercise")


def turn(page: Page, theme: str) -> None:
    choose(page, "Settings", "Theme", theme)
    expect(page.locator(f'body[data-jp-theme-name="{theme}"]')).to_be_attached()


def test_it_looks_as_in_a_page_and_anybody_can_use_it(
    server: Server, copybook: Callable[..., Copybook], as_page: dict[str, list[str]]
) -> None:
    book = copybook(server)
    page = book.page
    assert faults(page) == []
    into_every_state(book.place)
    assert styles(book.place) == as_page
    assert faults(page) == []
    # A light theme stays light on a dark desktop, the system's own controls too.
    page.emulate_media(color_scheme="dark")
    assert faults(page) == []
    assert book.place("names").match("huangan").evaluate(SCHEME) == "light"
    turn(page, "JupyterLab Dark")
    page.emulate_media(color_scheme="light")
    assert faults(page) == []
    assert book.place("names").match("huangan").evaluate(SCHEME) == "dark"
    handing_in.open_dialog(page)
    assert violations(page, within=".dabie-dialog") == []
    page.keyboard.press("Escape")
    turn(page, "JupyterLab Light")


def test_an_assessment_too(lab: Server, copybook: Callable[..., Copybook]) -> None:
    book = copybook(lab, "final.ipynb", "final")
    assert faults(book.page) == []
    book.answer_all()
    book.until_saved()
    assert faults(book.page) == []
