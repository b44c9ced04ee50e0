"""A notebook in the browser, from the press on the page to the score; on any address of the site."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from chromium import INTRANET
from copybooks import ADDRESS, LINK, Notebook
from handing_in import check_full_marks, hand_in
from playwright.sync_api import Page, expect
from served import Site
from visiting import Begin, wake

OFF = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("The user has switched it off", "SecurityError"); } });
Object.defineProperty(window, "indexedDB", { get() { throw new DOMException("off", "SecurityError"); } });"""


def opened(page: Page, site: Site) -> Notebook:
    return Notebook(page, site.exercise("practice")).live()


@pytest.mark.parametrize("host", ["127.0.0.1", INTRANET], ids=["localhost", "intranet"])
def test_from_the_page_to_the_score(
    host: str, lite_site: Site, enter: Begin, tmp_path: Path
) -> None:
    person = enter(origin=f"http://{host}:{lite_site.port}")
    page = person.open("one.html")
    assert page.evaluate("isSecureContext") is (host != INTRANET)
    page.get_by_role("link", name=LINK).click()
    book = opened(page, lite_site)
    expect(page).to_have_title(re.compile("^练习本 · .+ · 小课程$"))
    book.answer_all_and_check()
    # The kernel that was begun with the page is the one that is used.
    assert len([one for one in person.requests if one.endswith(".wasm")]) == 1
    page.reload()
    opened(page, lite_site)
    expect(book.count).to_have_text("自测已答 7 / 7 题")
    path = hand_in(page, tmp_path)
    check_full_marks(lite_site, book.exercise, path, tmp_path / "out")


def test_page_and_notebook_share_their_answers(lite_site: Site, enter: Begin) -> None:
    person = enter()
    chapter = person.open("one.html")
    wake(chapter)
    chapter.get_by_role("radio", name="太湖县", exact=True).click()
    book = opened(person.open(ADDRESS.format("practice")), lite_site)
    book.shows("county", "taihu")
    # Written on the page while the notebook is open, it appears there by itself …
    chapter.bring_to_front()
    chapter.get_by_role("radio", name="岳西县", exact=True).click()
    book.shows("county", "yuexi")
    # … and the other way round the page asks before it drops what it shows.
    book.page.bring_to_front()
    book.answer("county", ["taihu"])
    expect(book.note).to_contain_text("已保存")
    chapter.get_by_role("button", name="载入新的").first.click()
    expect(chapter.get_by_role("radio", name="太湖县", exact=True)).to_be_checked()


def test_without_storage_it_says_so_and_hands_in(
    lite_site: Site, enter: Begin, tmp_path: Path
) -> None:
    person = enter(origin=f"http://{INTRANET}:{lite_site.port}")
    person.context.add_init_script(OFF)
    book = opened(person.open(ADDRESS.format("practice")), lite_site)
    expect(book.note).to_contain_text("不让网页存东西")
    book.answer_all_and_check()
    expect(book.note).to_contain_text("点“交卷”")
    path = hand_in(book.page, tmp_path)
    check_full_marks(lite_site, book.exercise, path, tmp_path / "out")
