"""Copies of an exercise keep in step, and notebooks keep apart."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from desks import PATIENCE, Copybook, Enter, edit
from playwright.sync_api import expect
from servers import Server

from dabie.core.items import Course
from dabie.notebooks.generate import CALL, decode, encode


def copy_cell(notebook: dict[str, Any]) -> None:
    notebook["cells"].insert(2, {**notebook["cells"][1], "id": "copy"})


def copy_another_edition(notebook: dict[str, Any]) -> None:
    """The same exercise as it was printed elsewhere: the kernel takes it for another one."""
    copy_cell(notebook)
    content = decode("".join(notebook["cells"][2]["source"]).split('"')[1])
    source = CALL.format(literal=encode({**content, "title": "练一练（旧版）"}))
    notebook["cells"][2]["source"] = source


@pytest.mark.parametrize("copy", [copy_cell, copy_another_edition])
def test_a_copied_cell_keeps_in_step(
    lab: Server, copy: Any, enter: Enter, put: Callable[..., Path], course: Course
) -> None:
    path = put(lab, "mine.ipynb")
    edit(path, copy)
    page = enter(lab).open("mine.ipynb")
    cells = page.locator(".jp-CodeCell")
    one, other = (
        Copybook(page, path, course.exercises[0], cells.nth(at)).live() for at in range(2)
    )
    one.answer("county", ["taihu"])
    expect(other.place("county").option("taihu")).to_be_checked()
    other.answer("count", "28")
    expect(one.place("count").field).to_have_value("28")
    expect(one.count).to_have_text("自测已答 2 / 7 题")
    one.until_kept({"county": ["taihu"], "count": "28"})
    one.until_saved()
    other.until_saved()
    other.place("county").check.click()
    expect(other.place("county").outcome).to_contain_text("答对了", timeout=PATIENCE)


def test_a_cell_copied_by_hand_keeps_in_step(
    server: Server, copybook: Callable[..., Copybook]
) -> None:
    book = copybook(server)
    book.answer("county", ["taihu"])
    page = book.page
    page.locator(".jp-CodeCell .jp-InputCollapser").click()
    page.keyboard.press("c")
    page.keyboard.press("v")
    cells = page.locator(".jp-CodeCell")
    expect(cells).to_have_count(2)
    cells.nth(1).locator(".jp-InputCollapser").click()
    page.keyboard.press("Control+Enter")
    copy = Copybook(page, book.path, book.exercise, cells.nth(1)).live()
    expect(copy.place("county").option("taihu")).to_be_checked()
    copy.answer("count", "28")
    expect(book.place("count").field).to_have_value("28")
    book.until_kept({"county": ["taihu"], "count": "28"})
    book.until_saved()
    copy.until_saved()


def test_two_notebooks_at_once_keep_apart(
    lab: Server, enter: Enter, put: Callable[..., Path], course: Course
) -> None:
    mine, yours = put(lab, "mine.ipynb"), put(lab, "yours.ipynb")
    page = enter(lab).open("mine.ipynb")
    panels = page.locator(".jp-NotebookPanel")
    one = Copybook(page, mine, course.exercises[0], panels.nth(0)).live()
    page.locator(".jp-DirListing-item").filter(has_text="yours.ipynb").dblclick()
    other = Copybook(page, yours, course.exercises[0], panels.nth(1)).live()
    other.answer("county", ["yuexi"])
    other.until_kept({"county": ["yuexi"]})
    page.get_by_role("tab", name="mine.ipynb").click()
    expect(one.count).to_have_text("自测已答 0 / 7 题")
    one.answer("county", ["taihu"])
    one.until_kept({"county": ["taihu"]})
    assert other.responses() == {"county": ["yuexi"]}


def test_a_cell_in_a_foreign_notebook_says_that_it_keeps_nothing(
    lab: Server, enter: Enter, put: Callable[..., Path], course: Course
) -> None:
    path = put(lab, "mine.ipynb")

    def of_another_exercise(notebook: dict[str, Any]) -> None:
        notebook["metadata"]["dabie"]["exercise"] = "final"

    edit(path, of_another_exercise)
    book = Copybook(enter(lab).open("mine.ipynb"), path, course.exercises[0]).live()
    expect(book.note).to_contain_text("不是这份练习的练习本")
    book.answer("county", ["taihu"])
    expect(book.shown).not_to_contain_text("已保存")
    assert book.responses() == {}
