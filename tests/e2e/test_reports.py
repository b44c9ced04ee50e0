"""What an organiser and a learner open from a run: reachable, readable, nothing fetched."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from axe import violations
from looks import check_by_day_and_night
from playwright.sync_api import Browser, Page

from dabie.catalog import load_course
from dabie.core.items import Choice
from dabie.grading import Options, Texts, grade

COURSE = Path(__file__).parents[1] / "courses" / "tiny"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Results of forty learners of the tiny course, with everything that a report can show."""
    folder = tmp_path_factory.mktemp("report")
    course = load_course(COURSE)
    chance = random.Random(1)
    inbox = folder / "in"
    inbox.mkdir()
    copied = "".join(chr(0x5000 + at * 3) for at in range(120))
    for number in range(40):
        for exercise in course.exercises:
            responses: dict[str, Any] = {}
            for item in exercise.items:
                if isinstance(item.interaction, Choice):
                    wrong = number > 20
                    pool = list(item.interaction.options)
                    responses[item.id] = (
                        [chance.choice(pool)] if wrong else list(item.interaction.key)
                    )
                elif item.kind == "long-fill-in":
                    responses[item.id] = (
                        copied + str(number) if number < 3 else f"据文章记述，第{number}份"
                    )
            content = {
                "format": 1,
                "course": course.id,
                "exercise": exercise.id,
                "learner": {"id": f"{number:06}", "name": f"学员{number}", "unit": "城关派出所"},
                "responses": responses,
                "saved_at": "2026-11-23T08:00:00+08:00",
            }
            text = json.dumps({"dabie": content}, ensure_ascii=False)
            (inbox / f"{exercise.id}-{number}.json").write_text(text, encoding="utf-8")
    (inbox / "坏的-080213.ipynb").write_text('{"cells": [')
    texts = Texts({}, {"one": "启示", "final": "承诺"})
    grade(course, [inbox], folder / "out", texts=texts)
    (book,) = (folder / "out" / "review").glob("*.xlsx")
    filled = openpyxl.load_workbook(book)
    sheet = filled["essay"]
    head = {cell.value: cell.column for cell in sheet[5]}
    for row in range(6, 40):
        for heading, column in head.items():
            if heading[0].isdigit():
                sheet.cell(row, column, row % 2)
        sheet.cell(row, head["评语"], "来源交代得清楚。下一步核实可以写得再具体些。")
    (folder / "reviews").mkdir()
    filled.save(folder / "reviews" / "张.xlsx")
    grade(course, [inbox], folder / "out", texts=texts, options=Options(reviews=folder / "reviews"))
    return folder / "out"


@pytest.fixture(params=[360, 1440])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": request.param, "height": 800})
    opened = context.new_page()
    # A refusal by the policy is an error on the console; a request is one too many.
    opened.on("console", lambda message: pytest.fail(message.text))
    opened.on("request", lambda one: one.url.startswith("file:") or pytest.fail(one.url))
    yield opened
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_report_is_accessible_and_fits(page: Page, out: Path, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto((out / "report.html").as_uri())
    width = page.viewport_size["width"] if page.viewport_size else 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for number in range(page.locator("details").count()):
        page.locator("summary").nth(number).click()
    assert violations(page) == []
    # One of the two drawings of a plot is shown, whatever the width.
    assert page.locator("svg.plot:visible").count() * 2 == page.locator("svg.plot").count()


def test_the_report_looks_as_approved(page: Page, out: Path) -> None:
    page.goto((out / "report.html").as_uri())
    assert page.viewport_size is not None
    screen = "phone" if page.viewport_size["width"] == 360 else "desktop"
    check_by_day_and_night(page, f"report-{screen}")


def test_printing_is_one_press(page: Page, out: Path) -> None:
    page.add_init_script("window.print = () => { document.title = '印了' }")
    page.goto((out / "report.html").as_uri())
    page.get_by_role("button", name="打印").click()
    assert page.title() == "印了"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_reviewed_page_is_accessible(page: Page, out: Path, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme)
    for name in sorted((out / "feedback").glob("0000*.html"))[:1]:
        page.goto(name.as_uri())
        assert page.locator(".reached").count() > 0
        assert page.get_by_text("评阅人的话").count() == 1
        assert violations(page) == []
