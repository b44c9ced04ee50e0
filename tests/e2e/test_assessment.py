"""An assessment in the page: answered and handed in, never judged, and nothing there to judge by."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from answering import Mouse, Place, full_score
from handing_in import graded, hand_in
from playwright.sync_api import Page, Response, expect
from searching import texts_in
from served import Site
from visiting import Begin, wake

from dabie.core.items import LongFillIn

TEST = "guerrilla-war-test"
MOUSE = Mouse()
VERDICTS = (
    "答对了", "部分对", "不对", "核对答案", "写好了", "看答案", "再试一次", "应当", "为什么", "出处：",
)  # fmt: skip


@pytest.fixture
def page(site: Site, visit: Begin) -> Page:
    return visit(site).open(f"{TEST}.html")


def words(page: Page) -> str:
    return " ".join(page.locator(".dabie-item").all_inner_texts())


def test_every_answer_is_saved_and_none_is_judged(site: Site, page: Page) -> None:
    for item in site.exercise(TEST).items:
        there = Place(page, item)
        MOUSE.answer(there, full_score(item))
        expect(there.state).to_have_text("已保存")
        expect(there.outcome).to_contain_text("测评不当场判分。交卷前可以随时改。")
        expect(there.outcome).to_contain_text(re.compile(r"已保存\s*\d\d:\d\d"))
    assert not [one for one in VERDICTS if one in words(page)]
    cells = page.locator(".dabie-topbar .dabie-cell")
    states = {one.get_attribute("data-state") for one in cells.all()}
    assert states == {"answered"}
    page.reload()
    wake(page)
    assert not [one for one in VERDICTS if one in words(page)]
    for item in site.exercise(TEST).items:
        expect(Place(page, item).state).to_have_text("已保存")


def test_an_answer_can_be_changed_and_taken_back(site: Site, page: Page) -> None:
    first = Place(page, site.exercise(TEST).items[0])
    MOUSE.answer(first, ["october"])
    first.option("daban").click()
    expect(first.option("october")).not_to_be_checked()
    first.button("清除").click()
    expect(first.state).to_have_text("未作答")
    expect(first.outcome).to_be_hidden()


def test_a_text_that_is_no_number_is_told_without_judging(site: Site, page: Page) -> None:
    item = next(one for one in site.exercise(TEST).items if one.kind == "numeric")
    there = Place(page, item)
    MOUSE.answer(there, "半个月")
    page.keyboard.press("Tab")
    expect(there.state).to_have_text("需要改一下")
    expect(there.field).to_have_accessible_description(re.compile("^这里要填阿拉伯数字"))
    there.field.fill("15")
    page.keyboard.press("Tab")
    expect(there.state).to_have_text("已保存")


def test_the_hand_in_is_graded_in_full(site: Site, page: Page, tmp_path: Path) -> None:
    exercise = site.exercise(TEST)
    for item in exercise.items:
        MOUSE.answer(Place(page, item), full_score(item))
    row = graded(site, hand_in(page, tmp_path), tmp_path / "out")
    long = sum(one.max_score for one in exercise.items if isinstance(one.interaction, LongFillIn))
    assert (row["status"], row["reason"]) == ("needs-review", "")
    assert row["score"] == f"{exercise.max_score - long:f}"
    assert row["max_score"] == f"{exercise.max_score:f}"


SECRET = re.compile(r'CANARY|"key"|"feedback"|"explanation"|"sources"|"samples"|"tolerance"')


def test_nothing_that_reaches_the_browser_tells_the_key(
    tiny_site: Site, visit: Begin, tmp_path: Path
) -> None:
    person = visit(tiny_site)
    responses: list[Response] = []
    person.context.on("response", lambda one: responses.append(one))
    page = person.open("final.html")
    wake(page)
    county, gap = tiny_site.exercise("final").items
    MOUSE.answer(Place(page, county), ["other"])
    MOUSE.answer(Place(page, gap), {"1": "鹞落坪"})
    row = graded(tiny_site, hand_in(page, tmp_path), tmp_path / "out")
    assert (row["status"], row["score"]) == ("graded", "0")

    received = {one.url: one.body() for one in responses if one.ok}
    assert len(received) > 5 and any(one.endswith("final.ipynb") for one in received)
    code = (".js", ".css")
    held = [
        (url, text)
        for url, body in received.items()
        if not url.split("?")[0].endswith(code)
        for text in texts_in(body)
    ]
    held.append(("the page as it stands", page.content()))
    held.append(("the device", page.evaluate("JSON.stringify(localStorage)")))
    assert {where for where, text in held if SECRET.search(text)} == set()
    scripts = "".join(
        body.decode() for url, body in received.items() if url.split("?")[0].endswith(code)
    )
    assert scripts and "CANARY" not in scripts


def test_the_same_search_finds_what_a_practice_page_tells(tiny_site: Site) -> None:
    page, notebook = (
        tiny_site.folder / one for one in ("one.html", "_static/notebooks/practice.ipynb")
    )
    for path in (page, notebook):
        found = {one for text in texts_in(path.read_bytes()) for one in SECRET.findall(text)}
        assert {'"key"', '"feedback"', '"explanation"', '"sources"', '"tolerance"'} <= found
