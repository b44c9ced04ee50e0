"""Handing in a practice exercise: the dialog, the file and what an organiser makes of it."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import nbformat
import pytest
from answering import Mouse, Place, full_score
from axe import violations
from handing_in import (
    ID,
    NAME,
    UNIT,
    answer_everything,
    check_full_marks,
    dialog,
    fill,
    graded,
    hand_in,
    open_dialog,
)
from playwright.sync_api import expect
from served import Site
from visiting import PHONE, Begin, unhurried, wake

from dabie.core.publish import revision

CHAPTER = "guerrilla-war.html"
MOUSE = Mouse()


def test_a_missing_name_is_asked_for_in_place(site: Site, visit: Begin) -> None:
    page = visit(site).open(CHAPTER)
    box = open_dialog(page)
    expect(box.get_by_role("heading", name="交卷")).to_be_focused()
    box.get_by_label("编号").fill(ID)
    send = box.get_by_role("button", name="交卷，保存文件")
    send.click()
    name = box.get_by_label("姓名")
    expect(name).to_be_focused()
    expect(name).to_have_attribute("aria-invalid", "true")
    expect(name).to_have_accessible_description("请填姓名，组织者要按它登记。")
    expect(box.get_by_label("编号")).to_have_attribute("aria-invalid", "false")
    assert not violations(page)
    name.fill(NAME)
    expect(name).to_have_attribute("aria-invalid", "false")
    with page.expect_download():
        send.click()


def test_what_is_unanswered_is_listed_and_one_press_away(tiny_site: Site, visit: Begin) -> None:
    page = visit(tiny_site).open("one.html")
    wake(page)
    items = tiny_site.exercise("practice").items
    expect(open_dialog(page)).to_contain_text(
        "还有 7 题未作答第 1、2、3、4、5、6、7 题。未作答的记 0 分"
    )
    page.keyboard.press("Escape")
    for item in items[:-2]:
        MOUSE.answer(Place(page, item), full_score(item))
    box = open_dialog(page)
    expect(box).to_contain_text("还有 2 题未作答")
    last = len(items)
    expect(box).to_contain_text(
        f"第 {last - 1} 题、第 {last} 题。未作答的记 0 分，也可以现在就交。"
    )
    box.get_by_role("link", name=f"第 {last - 1} 题").click()
    expect(dialog(page)).to_have_count(0)
    expect(Place(page, items[-2]).section).to_be_in_viewport()
    expect(page.locator(f'.dabie-host[data-item="{items[-2].id}"]')).to_be_focused()


def test_escape_leaves_the_dialog_and_returns_to_its_button(site: Site, visit: Begin) -> None:
    page = visit(site).open(CHAPTER)
    box = open_dialog(page)
    fill(page)
    page.keyboard.press("Escape")
    expect(box).to_have_count(0)
    expect(page.get_by_role("button", name="交卷", exact=True)).to_be_focused()


@pytest.mark.parametrize("height", [740, 480])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_dialogs_are_accessible_on_a_phone(
    site: Site, visit: Begin, tmp_path: Path, scheme: str, height: int
) -> None:
    screen = PHONE | {"viewport": {"width": 360, "height": height}, "color_scheme": scheme}
    page = visit(site, **screen).open(CHAPTER)
    box = open_dialog(page)
    expect(box.get_by_role("button", name="交卷，保存文件")).to_be_in_viewport()
    assert not violations(page)
    box.get_by_role("button", name="回去再看看").click()
    unhurried(page)
    hand_in(page, tmp_path)
    expect(box).to_contain_text("交卷文件已生成")
    expect(box.get_by_role("button", name="再保存一次")).to_be_in_viewport()
    assert not violations(page)
    box.get_by_role("button", name="文件没有出现？").click()
    expect(box.get_by_role("button", name="复制全部")).to_be_in_viewport()
    assert not violations(page)


def test_the_file_handed_in_is_graded_in_full(site: Site, visit: Begin, tmp_path: Path) -> None:
    page = visit(site).open(CHAPTER)
    answer_everything(page, site.exercise("guerrilla-war"))
    before = datetime.now().astimezone().replace(microsecond=0)
    path = hand_in(page, tmp_path)

    box = dialog(page)
    expect(box).to_contain_text("交卷文件已生成")
    expect(box).to_contain_text(path.name)
    expect(box).to_contain_text(f"{ID} {NAME}")
    count = len(site.exercise("guerrilla-war").items)
    expect(box).to_contain_text(f"{count} 题中 {count} 题")

    assert re.fullmatch(r"dabieshan-guerrilla-war-080213-\d{8}-\d{4}\.ipynb", path.name)
    notebook = nbformat.read(path, as_version=nbformat.NO_CONVERT)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    nbformat.validate(notebook)
    content = notebook.metadata.dabie
    assert set(content) == {
        "format", "course", "exercise", "revision", "learner", "responses", "saved_at",
    }  # fmt: skip
    published = list(site.definitions("guerrilla-war").values())
    assert (content.format, content.course) == (1, "dabieshan")
    assert (content.exercise, content.revision) == ("guerrilla-war", revision(published))
    assert content.learner == {"id": ID, "name": NAME, "unit": UNIT}
    items = site.exercise("guerrilla-war").items
    assert set(content.responses) == {one.id for one in items}
    saved_at = datetime.fromisoformat(content.saved_at)
    assert saved_at.tzinfo is not None and before <= saved_at <= datetime.now().astimezone()
    # The rest is the exercise's own notebook, so that it opens in any Jupyter.
    own = json.loads((site.folder / "_static/notebooks/guerrilla-war.ipynb").read_text("utf-8"))
    assert json.loads(path.read_text("utf-8"))["cells"] == own["cells"]

    check_full_marks(site, site.exercise("guerrilla-war"), path, tmp_path / "out")


def test_the_score_is_the_sum_of_what_was_right(site: Site, visit: Begin, tmp_path: Path) -> None:
    page = visit(site).open(CHAPTER)
    given: dict[str, Any] = {
        "liangtingao-county": ["yuexi"],
        "number-checklist": ["origin", "scope", "copies"],
        "truce-to-fourth-detachment": [
            "letter", "nantian", "talks", "signing", "gathering", "detachment",
        ],
        "sites-today": {"hejiachong": "luoshan", "nanxi": "jinzhai"},
        "days-between": "两个多月",
        "founding-leaders": {"2": " 徐海东。"},
    }  # fmt: skip
    for item in site.exercise("guerrilla-war").items:
        if item.id in given:
            MOUSE.answer(Place(page, item), given[item.id])
    row = graded(site, hand_in(page, tmp_path), tmp_path / "out")
    assert row["status"] == "graded"
    assert {one: row[f"item:{one}"] for one in given} == {
        "liangtingao-county": "0",
        "number-checklist": "1",
        "truce-to-fourth-detachment": "2.6",
        "sites-today": "1",
        "days-between": "0",
        "founding-leaders": "1",
    }
    assert row["score"] == "5.6"
    assert row["reason"].startswith("days-between：")


def test_a_second_hand_in_is_a_second_attempt(site: Site, visit: Begin, tmp_path: Path) -> None:
    page = visit(site).open(CHAPTER)
    there = Place(page, site.exercise("guerrilla-war").items[0])
    MOUSE.answer(there, ["yuexi"])
    first = hand_in(page, tmp_path)
    again = first.rename(tmp_path / "first.ipynb")
    dialog(page).get_by_role("button", name="关闭").click()
    there.button("清除").click()
    there.option("taihu").click()
    page.wait_for_function("since => Date.now() - since > 1000", arg=page.evaluate("Date.now()"))
    second = hand_in(page, tmp_path)
    assert graded(site, again, tmp_path / "one")["score"] == "0"
    assert graded(site, second, tmp_path / "two")["score"] == "1"
