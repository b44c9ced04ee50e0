"""A person at a notebook in the browser: opens it from the page, answers, checks."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import answering
from desks import Place
from handing_in import check_full_marks, hand_in
from playwright.sync_api import Locator, Page, expect
from served import Site
from visiting import Visit

from dabie.core.items import Choice, Exercise, LongFillIn

LINK = "在浏览器中运行练习本"
ADDRESS = "lite/notebooks/{}.html"
PATIENCE = 120_000
"""Milliseconds for a kernel to start in a browser, on a busy machine."""

STANDS = re.compile("dabie-lite-stands")


class Notebook:
    """An exercise as it stands open in the browser, with a kernel of its own."""

    def __init__(self, page: Page, exercise: Exercise) -> None:
        self.page, self.exercise = page, exercise

    def live(self) -> Notebook:
        """Wait until every item can be answered."""
        expect(self.page.locator("body")).to_have_class(STANDS, timeout=PATIENCE)
        sections = self.page.locator(".dabie-exercise section.dabie-item")
        expect(sections).to_have_count(len(self.exercise.items), timeout=PATIENCE)
        expect(self.note).to_have_text(re.compile("."))
        return self

    @property
    def count(self) -> Locator:
        return self.page.locator(".dabie-strip-count")

    @property
    def note(self) -> Locator:
        return self.page.locator(".dabie-strip-note")

    def place(self, item_id: str) -> Place:
        return Place(self.page, next(one for one in self.exercise.items if one.id == item_id))

    def answer(self, item_id: str, response: Any) -> Place:
        place = self.place(item_id)
        answering.Mouse().answer(place, response)
        return place

    def answer_all_and_check(self) -> None:
        """Answer every item rightly; the kernel says so of each that it can score."""
        for item in self.exercise.items:
            place = self.answer(item.id, answering.full_score(item))
            place.check.click()
            said = "待评阅" if isinstance(item.interaction, LongFillIn) else "答对了"
            expect(place.section).to_contain_text(said, timeout=PATIENCE)

    def shows(self, item_id: str, option: str) -> None:
        """Wait until a choice shows this option as the answer."""
        place = self.place(item_id)
        assert isinstance(place.item.interaction, Choice)
        expect(place.option(option)).to_be_checked(timeout=PATIENCE)


def opened(page: Page, site: Site) -> Notebook:
    """Wait for the exercise that the tests open to stand in a page."""
    return Notebook(page, site.exercise("practice")).live()


def from_the_page_to_the_score(person: Visit, site: Site, folder: Path) -> None:
    """Press on the chapter's page, answer all, come back, hand in, and have it graded."""
    page = person.open("one.html")
    page.get_by_role("link", name=LINK).click()
    book = opened(page, site)
    expect(page).to_have_title(re.compile("^练习本 · .+ · 小课程$"))
    book.answer_all_and_check()
    page.reload()
    opened(page, site)
    expect(book.count).to_have_text("自测已答 7 / 7 题")
    path = hand_in(page, folder)
    check_full_marks(site, book.exercise, path, folder / "out")
