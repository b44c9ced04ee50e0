"""Handing in where no file can be saved, or the network is gone: nothing that was answered is lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from chromium import INTRANET
from handing_in import answer_everything, check_full_marks, dialog, fill, hand_in, open_dialog
from playwright.sync_api import Page, Route, expect
from served import Site
from visiting import PHONE, Begin

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


def lose_the_network(page: Page) -> None:
    page.context.set_offline(True)


def lose_the_notebook(page: Page) -> None:
    def abort(route: Route) -> None:
        route.abort()

    page.route("**/*.ipynb", abort)


FETCHED = "performance.getEntriesByType('resource').some(({ name }) => name.endsWith('.ipynb'))"


@pytest.mark.parametrize("lose", [lose_the_network, lose_the_notebook])
def test_without_network_there_is_a_file_all_the_same(
    tiny_site: Site, visit: Begin, tmp_path: Path, lose: Callable[[Page], None]
) -> None:
    person = visit(tiny_site)
    person.expect("Failed to load resource: net::ERR_")
    page = person.open("one.html")
    if lose is lose_the_notebook:
        lose(page)
    answer_everything(page, tiny_site.exercise("practice"))
    # Read to its end: what handing in needs is fetched once the strip comes near.
    page.locator(".dabie-handin").scroll_into_view_if_needed()
    page.wait_for_function(FETCHED)
    if lose is lose_the_network:
        lose(page)
    path = hand_in(page, tmp_path)
    nbformat.validate(nbformat.read(path, as_version=nbformat.NO_CONVERT))
    check_full_marks(tiny_site, tiny_site.exercise("practice"), path, tmp_path / "out")
