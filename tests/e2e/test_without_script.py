"""Without script, and on paper: every item can be read, and answered with a pen."""

from __future__ import annotations

import pytest
from answering import Mouse, Place, full_score, one_of_each
from playwright.sync_api import Page, expect
from served import Site
from visiting import DESKTOP, PHONE, Begin, wake

from dabie.core.items import Choice, LongFillIn, Matching, Sequencing

PRACTICE = ("guerrilla-war", "guerrilla-war.html")
ASSESSMENT = ("guerrilla-war-test", "guerrilla-war-test.html")


@pytest.mark.parametrize(("exercise", "address"), [PRACTICE, ASSESSMENT])
@pytest.mark.parametrize("screen", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_item_is_readable_without_script(
    site: Site, visit: Begin, exercise: str, address: str, screen: dict[str, object]
) -> None:
    page = visit(site, java_script_enabled=False, **screen).open(address)
    for item in site.exercise(exercise).items:
        host = page.locator(f'.dabie-host[data-item="{item.id}"]')
        shown = host.inner_text()
        expect(host.locator(".dabie-prompt")).to_be_visible()
        for text in offered(item.interaction):
            assert text in shown, item.id
        # Nothing there is made to be pressed, and nothing tells the answer.
        assert host.locator("button, input, select, textarea").count() == 0
        assert not item.explanation or item.explanation not in shown
    note = page.get_by_text("这里现在只能看，不能作答")
    expect(note.first).to_be_visible()
    expect(page.get_by_role("note").first).to_contain_text("可以换一个浏览器")
    expect(page.get_by_role("link", name="下载练习本").first).to_be_visible()
    assert page.get_by_role("button").filter(visible=True).count() == 0


def offered(interaction: object) -> list[str]:
    match interaction:
        case Choice(options=options):
            return [one.text for one in options.values()]
        case Sequencing(options=texts):
            return list(texts.values())
        case Matching(left=left, right=right):
            return [*left.values(), *right.values()]
        case LongFillIn(rubric=rubric):
            return [text for one in rubric for text in (one.criterion, *one.levels)]
        case _:
            return []


def test_the_note_is_gone_where_script_runs(site: Site, visit: Begin) -> None:
    page = visit(site).open(PRACTICE[1])
    expect(page.get_by_text("这里现在只能看，不能作答")).to_be_hidden()


LINE = "one => getComputedStyle(one).borderBottomStyle"


def test_a_page_prints_as_a_worksheet(site: Site, visit: Begin) -> None:
    page = visit(site).open(PRACTICE[1])
    wake(page)
    items = site.exercise("guerrilla-war").items
    for item in one_of_each(items):
        there = Place(page, item)
        Mouse().answer(there, full_score(item))
        there.check.click()
        expect(there.outcome).to_be_visible()
    page.emulate_media(media="print")
    assert page.get_by_role("button").filter(visible=True).count() == 0
    for gone in (".dabie-outcome", ".dabie-feedback", ".dabie-state", ".dabie-tag", ".dabie-handin",
                 ".dabie-topbar", ".dabie-sidebar", "textarea"):  # fmt: skip
        assert page.locator(gone).filter(visible=True).count() == 0, gone
    sheet = page.locator(".dabie-worksheet")
    expect(sheet).to_be_visible()
    expect(sheet).to_have_text("编号姓名单位日期")
    for item in items:
        section = Place(page, item).section
        for text in offered(item.interaction):
            assert text in section.inner_text(), item.id
        if isinstance(item.interaction, LongFillIn):
            lines = section.locator(".dabie-line")
            assert lines.count() == 10  # for 120—200字
            assert {one.evaluate(LINE) for one in lines.all()} == {"solid"}
            expect(section.get_by_text("得分")).to_be_visible()


def test_what_was_answered_is_not_printed(site: Site, visit: Begin) -> None:
    """The worksheet of a page that is answered looks the same as that of one that is not."""
    page = visit(site).open(PRACTICE[1])
    wake(page)
    items = one_of_each(site.exercise("guerrilla-war").items)
    before = pictures(page, site)
    for item in items:
        Mouse().answer(Place(page, item), full_score(item))
    picked = pictures(page, site)
    for item in items:
        Place(page, item).check.click()
    checked = pictures(page, site)
    for item in items:
        assert picked[item.id] == before[item.id], item.id
        assert checked[item.id] == before[item.id], item.id


def pictures(page: Page, site: Site) -> dict[str, bytes]:
    page.emulate_media(media="print", reduced_motion="reduce")
    taken = {
        item.id: Place(page, item).section.screenshot(animations="disabled")
        for item in one_of_each(site.exercise("guerrilla-war").items)
    }
    page.emulate_media(media="screen")
    return taken


def test_printing_brings_every_item_along(site: Site, visit: Begin) -> None:
    page = visit(site).open(PRACTICE[1])
    assert page.locator(".dabie-static").count() > 0
    paper = page.pdf(prefer_css_page_size=True)
    assert paper.startswith(b"%PDF") and paper.count(b"/Type /Page\n") > 4
    assert page.locator(".dabie-static").count() == 0
