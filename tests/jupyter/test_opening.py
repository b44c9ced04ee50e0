"""However a notebook is opened, it runs itself, and its answers are in the file and come back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from desks import PATIENCE, Copybook, Enter
from playwright.sync_api import Page, expect
from servers import Server

from dabie.core.items import Course

COUNTY = {"county": ["taihu"]}


def browse(page: Page, *names: str) -> None:
    """Open folder after folder in the file browser, then the file."""
    for name in names:
        page.locator(".jp-DirListing-item").filter(has_text=name).dblclick(timeout=PATIENCE)


def answer_and_come_back(book: Copybook, reopen: Callable[[], Page]) -> None:
    book.live().answer("county", COUNTY["county"])
    book.until_kept(COUNTY)
    book.until_saved()
    again = Copybook(reopen(), book.path, book.exercise).live()
    expect(again.place("county").option("taihu")).to_be_checked()
    expect(again.count).to_have_text("自测已答 1 / 7 题")
    assert again.responses() == COUNTY


@pytest.mark.parametrize("path", ["mine.ipynb", "第一章/mine.ipynb"], ids=["root", "subfolder"])
def test_by_its_address(
    server: Server, path: str, enter: Enter, put: Callable[..., Path], course: Course
) -> None:
    file, visitor = put(server, path), enter(server)
    book = Copybook(visitor.open(path), file, course.exercises[0])
    answer_and_come_back(book, lambda: visitor.open(path))


@pytest.mark.parametrize("path", ["mine.ipynb", "第一章/mine.ipynb"], ids=["root", "subfolder"])
def test_from_the_file_browser_of_plain_lab_and_in_a_restored_workspace(
    lab: Server, path: str, enter: Enter, put: Callable[..., Path], course: Course
) -> None:
    file, visitor = put(lab, path), enter(lab)
    page = visitor.goto("lab?reset")
    browse(page, *path.split("/"))
    book = Copybook(page, file, course.exercises[0])

    def restored() -> Page:
        # The layout is kept a moment after it changed.
        with page.expect_response(lambda one: "/lab/api/workspaces/" in one.url):
            page.get_by_role("tab", name="mine.ipynb").click()
        lab.end_kernels()
        page.close()
        visitor.page = visitor.context.new_page()
        return visitor.goto("lab")

    answer_and_come_back(book, restored)


def test_from_the_file_browser_of_notebook_7(
    seven: Server, enter: Enter, put: Callable[..., Path], course: Course
) -> None:
    file, visitor = put(seven, "第一章/mine.ipynb"), enter(seven)

    def opened() -> Page:
        page = visitor.goto("tree")
        browse(page, "第一章")
        with visitor.context.expect_page() as waiting:
            browse(page, "mine.ipynb")
        return waiting.value

    answer_and_come_back(Copybook(opened(), file, course.exercises[0]), opened)
