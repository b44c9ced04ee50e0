"""What becomes of an exercise when its kernel restarts, runs it again, or goes away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from desks import PATIENCE, Copybook, Enter, choose, edit, press
from playwright.sync_api import expect
from servers import Server

from dabie.core.items import Course

GIVEN = {"county": ["taihu"], "count": "28"}
OUT_OF_DATE = "section => section.setAttribute('data-before', '')"


def drawn_anew(book: Copybook) -> None:
    """Wait until the output is another than the one that was marked, and live."""
    expect(book.shown.locator("[data-before]")).to_have_count(0, timeout=PATIENCE)
    book.live()


def test_run_again_and_after_a_restart_the_answers_are_there_and_can_be_checked(
    server: Server, copybook: Callable[..., Copybook]
) -> None:
    book = copybook(server)
    county = book.place("county")
    book.answer("county", ["taihu"])
    county.check.click()
    expect(county.outcome).to_contain_text("答对了", timeout=PATIENCE)

    # In the same kernel nothing is lost, the outcome neither.
    county.section.evaluate(OUT_OF_DATE)
    choose(book.page, "Run", "Run All Cells")
    drawn_anew(book)
    expect(county.outcome).to_contain_text("答对了")
    book.answer("count", "28")
    book.until_kept(GIVEN)
    book.until_saved()

    county.section.evaluate(OUT_OF_DATE)
    choose(book.page, "Kernel", "Restart Kernel…")
    press(book.page, "Restart")
    drawn_anew(book)
    expect(county.option("taihu")).to_be_checked()
    expect(book.place("count").field).to_have_value("28")
    county.check.click()
    expect(county.outcome).to_contain_text("答对了", timeout=PATIENCE)
    assert book.responses() == GIVEN

    county.section.evaluate(OUT_OF_DATE)
    choose(book.page, "Kernel", "Restart Kernel and Run All Cells…")
    press(book.page, "Restart")
    drawn_anew(book)
    book.answer("county", ["yuexi"])
    book.until_kept({**GIVEN, "county": ["yuexi"]})


def test_without_a_kernel_answers_are_kept_and_a_word_says_why_nothing_is_checked(
    lab: Server, copybook: Callable[..., Copybook]
) -> None:
    book = copybook(lab)
    lab.end_kernels()
    book.answer("county", ["taihu"])
    book.until_kept({"county": ["taihu"]})
    book.place("county").check.click()
    expect(book.note).to_contain_text("内核没有回应", timeout=PATIENCE)
    expect(book.place("county").section).to_have_attribute("data-state", "answered")
    book.answer("county", ["yuexi"])
    book.until_kept({"county": ["yuexi"]})


def test_what_a_busy_kernel_says_late_still_counts(
    lab: Server, enter: Enter, put: Callable[..., Path], course: Course
) -> None:
    path = put(lab, "mine.ipynb")

    def busy(notebook: dict[str, Any]) -> None:
        sleep = "import time\ntime.sleep(13)"
        cell = {**notebook["cells"][1], "id": "busy", "metadata": {}, "source": sleep}
        notebook["cells"].insert(1, cell)

    edit(path, busy)
    book = Copybook(enter(lab).open("mine.ipynb"), path, course.exercises[0]).live()
    book.page.locator(".jp-CodeCell .cm-content").first.click()
    book.page.keyboard.press("Control+Enter")
    county = book.place("county")
    book.answer("county", ["taihu"])
    county.check.click()
    missed = county.page.locator(".dabie-exercise-note")
    expect(missed).to_have_text("内核没有回应，这一题没有核对。", timeout=PATIENCE)
    expect(county.outcome).to_contain_text("答对了", timeout=PATIENCE)
    expect(missed).to_be_empty()
    expect(book.note).not_to_contain_text("内核没有回应")
