"""Handing in where no file can be saved, or the network is gone: nothing that was answered is lost."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
from answering import Mouse, Place, full_score
from chromium import INTRANET
from handing_in import answer_everything, check_full_marks, dialog, fill, hand_in, open_dialog
from playwright.sync_api import Page, expect
from served import Site
from visiting import PHONE, Begin, unhurried

WECHAT = (
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 "
    "Chrome/86.0.4240.99 Mobile Safari/537.36 MicroMessenger/8.0.40 Language/zh_CN"
)


def test_in_wechat_the_answers_are_copied_as_text(
    tiny_site: Site, visit: Begin, tmp_path: Path
) -> None:
    person = visit(tiny_site, user_agent=WECHAT, **PHONE)
    person.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = person.open("one.html")
    answer_everything(page, tiny_site.exercise("practice"))
    text = copy_as_text(page)
    assert page.evaluate("navigator.clipboard.readText()") == text
    path = tmp_path / "王某.txt"
    path.write_text(text, encoding="utf-8")
    check_full_marks(tiny_site, tiny_site.exercise("practice"), path, tmp_path / "out")


def test_on_plain_http_text_and_file_are_handed_in_too(
    tiny_site: Site, visit: Begin, tmp_path: Path
) -> None:
    person = visit(tiny_site, origin=f"http://{INTRANET}:{tiny_site.port}")
    page = person.open("one.html")
    assert not page.evaluate("isSecureContext")
    answer_everything(page, tiny_site.exercise("practice"))
    path = hand_in(page, tmp_path)
    check_full_marks(tiny_site, tiny_site.exercise("practice"), path, tmp_path / "out")
    dialog(page).get_by_role("button", name="文件没有出现？").click()
    text = copied(page)
    path = tmp_path / "text.txt"
    path.write_text(text, encoding="utf-8")
    check_full_marks(tiny_site, tiny_site.exercise("practice"), path, tmp_path / "text")


def copy_as_text(page: Page) -> str:
    """Hand in where no file can be saved: the text is there at once."""
    box = open_dialog(page)
    fill(page)
    box.get_by_role("button", name="交卷，生成文本").click()
    expect(box).to_contain_text("改用文本交卷")
    return copied(page)


def copied(page: Page) -> str:
    box = dialog(page)
    box.get_by_role("button", name="复制全部").click()
    expect(box.get_by_role("status")).to_have_text(re.compile(r"^已复制 [\d,]+ 字$"))
    return box.get_by_role("textbox").input_value()


FETCHED = """() =>
  performance.getEntriesByType("resource").some(({ name }) => name.endsWith(".ipynb"))"""


def test_the_network_may_go_after_the_first_answer(
    tiny_site: Site, visit: Begin, tmp_path: Path
) -> None:
    page = visit(tiny_site).open("one.html")
    exercise = tiny_site.exercise("practice")
    first = Place(page, exercise.items[0])
    Mouse().answer(first, full_score(first.item))
    # What handing in needs is fetched as soon as there is something to hand in.
    page.wait_for_function(FETCHED)
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    for item in exercise.items[1:]:
        Mouse().answer(Place(page, item), full_score(item))
    check_hand_in(tiny_site, page, tmp_path)


def test_without_its_notebook_there_is_a_file_all_the_same(
    tiny_site: Site, visit: Begin, tmp_path: Path
) -> None:
    person = visit(tiny_site)
    person.expect("Failed to load resource: net::ERR_FAILED")
    page = person.open("one.html")
    page.route("**/*.ipynb", lambda route: route.abort())
    answer_everything(page, tiny_site.exercise("practice"))
    check_hand_in(tiny_site, page, tmp_path)


def test_where_the_page_is_offline_before_anything_is_said_and_tried_again(
    tiny_site: Site, visit: Begin, tmp_path: Path
) -> None:
    person = visit(tiny_site)
    person.expect("Failed to load resource: net::ERR_INTERNET_DISCONNECTED")
    person.context.add_init_script("delete window.IntersectionObserver")
    page = person.open("one.html")
    page.context.set_offline(True)
    press = page.get_by_role("button", name="交卷", exact=True)
    press.click()
    said = page.locator(".dabie-handin").get_by_role("alert")
    expect(said).to_contain_text("可能断网了。答案还在，不要关掉这一页，过一会儿再点。")
    page.context.set_offline(False)
    unhurried(page)
    press.click()
    expect(dialog(page)).to_be_visible()
    expect(said).to_have_count(0)


def check_hand_in(site: Site, page: Page, folder: Path) -> None:
    path = hand_in(page, folder)
    nbformat.validate(nbformat.read(path, as_version=nbformat.NO_CONVERT))
    check_full_marks(site, site.exercise("practice"), path, folder / "out")
