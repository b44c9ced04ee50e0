"""What is handed in from a notebook, or merely saved there, is the page's own submission."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import answering
import handing_in
import pytest
from desks import PATIENCE, Copybook, Enter, choose, wait_for
from playwright.sync_api import Browser, BrowserContext, Page, expect
from served import Site
from servers import Server
from visiting import unhurried, wake

from dabie.core.items import Course

LEARNER = {"id": handing_in.ID, "name": handing_in.NAME, "unit": handing_in.UNIT}


def test_all_kinds_answered_handed_in_and_graded(
    server: Server, copybook: Callable[..., Copybook], site: Site, tmp_path: Path
) -> None:
    book = copybook(server)
    given = book.answer_all()
    expect(book.count).to_have_text("自测已答 7 / 7 题")
    path = handing_in.hand_in(book.page, tmp_path)
    assert path.name.startswith(f"tiny-practice-{handing_in.ID}-")
    assert book.responses(path) == given
    assert book.metadata(path)["learner"] == LEARNER
    handing_in.check_full_marks(site, book.exercise, path, tmp_path / "handed-in")
    # The file that was merely saved is the same submission.
    book.page.keyboard.press("Escape")
    book.until_saved()
    assert book.metadata()["learner"] == LEARNER
    handing_in.check_full_marks(site, book.exercise, book.path, tmp_path / "saved")
    # Neither carries what widgets leave behind, nor anything but prose and the one cell.
    assert set(json.loads(path.read_text(encoding="utf-8"))["metadata"]) == {
        "dabie",
        "kernelspec",
        "language_info",
    }


def test_keys_pressed_in_an_exercise_are_no_shortcuts(
    server: Server, copybook: Callable[..., Copybook]
) -> None:
    book = copybook(server)
    cells = book.page.locator(".jp-Cell")
    before = cells.count()
    book.place("county").option("taihu").focus()
    book.page.keyboard.type("ddxabm")
    book.place("essay").field.click()
    book.page.keyboard.type("ddxabm")
    assert cells.count() == before
    expect(book.place("essay").field).to_have_value("ddxabm")
    book.shown.get_by_role("button", name="交卷", exact=True).focus()
    book.page.keyboard.press("d")
    book.page.keyboard.press("d")
    assert cells.count() == before
    book.page.keyboard.press("Enter")
    expect(handing_in.dialog(book.page)).to_be_visible()
    handing_in.dialog(book.page).get_by_label("编号").fill("1")
    book.page.keyboard.press("Escape")
    expect(handing_in.dialog(book.page)).to_be_hidden()


def test_without_the_extension_answers_are_kept_by_handing_in(
    server: Server,
    enter: Enter,
    put: Callable[..., Path],
    course: Course,
    site: Site,
    tmp_path: Path,
) -> None:
    server.disable("dabie")
    path = put(server, "mine.ipynb")
    page = enter(server).open("mine.ipynb")
    expect(page.locator(".jp-CodeCell").first).to_be_attached(timeout=PATIENCE)
    wait_for(server.is_ready, what="a kernel that listens")
    expect(page.locator(".dabie-exercise")).to_have_count(0)
    choose(page, "Run", "Run All Cells")
    book = Copybook(page, path, course.exercises[0]).live()
    expect(book.note).to_contain_text("没有装课程的扩展")
    given = book.answer_all()
    book.place("county").check.click()
    expect(book.place("county").outcome).to_contain_text("答对了", timeout=PATIENCE)
    # Run again in the same kernel, it has them still.
    book.place("county").section.evaluate("section => section.setAttribute('data-before', '')")
    choose(page, "Run", "Run All Cells")
    expect(book.shown.locator("[data-before]")).to_have_count(0, timeout=PATIENCE)
    expect(book.live().count).to_have_text("自测已答 7 / 7 题")
    expect(book.shown).not_to_contain_text("已保存")
    handed_in = handing_in.hand_in(page, tmp_path)
    assert book.responses(handed_in) == given
    handing_in.check_full_marks(site, book.exercise, handed_in, tmp_path / "out")
    assert book.responses() == {}
    # Even without a kernel there is a submission, and it opens again.
    page.keyboard.press("Escape")
    unhurried(page)
    server.end_kernels()
    handed_in = handing_in.hand_in(page, tmp_path)
    handing_in.check_full_marks(site, book.exercise, handed_in, tmp_path / "again")
    assert "open_exercise(" in handed_in.read_text(encoding="utf-8")


@pytest.fixture
def device(site: Site, browser: Browser) -> Iterator[Callable[[], Page]]:
    """Open the exercise's page on a device that knows nothing of it yet."""
    contexts: list[BrowserContext] = []

    def begin() -> Page:
        contexts.append(browser.new_context(viewport={"width": 1300, "height": 900}))
        page = contexts[-1].new_page()
        page.goto(f"{site.origin}/one.html")
        wake(page)
        return page

    yield begin
    for context in contexts:
        context.close()


def test_from_the_page_to_the_notebook_and_back(
    lab: Server,
    site: Site,
    device: Callable[[], Page],
    enter: Enter,
    course: Course,
    tmp_path: Path,
) -> None:
    exercise = course.exercises[0]
    page = device()
    handing_in.answer_everything(page, exercise)
    from_page = handing_in.hand_in(page, lab.root)
    handing_in.check_full_marks(site, exercise, from_page, tmp_path / "first")

    book = Copybook(enter(lab).open(from_page.name), from_page, exercise).live()
    expect(book.count).to_have_text("自测已答 7 / 7 题")
    expect(book.place("county").option("taihu")).to_be_checked()
    assert book.metadata()["learner"] == LEARNER
    book.place("count").check.click()
    expect(book.place("count").outcome).to_contain_text("答对了", timeout=PATIENCE)
    book.answer("county", ["yuexi"])
    from_notebook = handing_in.hand_in(book.page, tmp_path)
    row = handing_in.graded(site, from_notebook, tmp_path / "second")
    assert row["item:county"] == "0"
    assert row["item:claims"] == "3"

    page = device()
    page.locator('.dabie-handin input[type="file"]').set_input_files(from_notebook)
    expect(page.locator(".dabie-strip-count")).to_have_text("自测已答 7 / 7 题")
    county = answering.Place(page, book.item("county"))
    expect(county.option("yuexi")).to_be_checked()
    answering.Mouse().answer(county, ["taihu"])
    handing_in.check_full_marks(
        site, exercise, handing_in.hand_in(page, tmp_path), tmp_path / "third"
    )
