"""Getting about in the book: contents, day and night, and pages that are not there."""

from __future__ import annotations

import re

from axe import violations
from playwright.sync_api import Browser, expect
from served import Site
from visiting import PHONE, Begin


def test_the_contents_open_as_a_drawer_on_a_phone(site: Site, visit: Begin) -> None:
    page = visit(site, **PHONE).open("guerrilla-war.html")
    menu = page.get_by_role("button", name="目录")
    contents = page.get_by_role("navigation", name="全书目录")
    expect(contents).to_be_hidden()
    menu.tap()
    expect(menu).to_have_attribute("aria-expanded", "true")
    expect(contents.locator("[aria-current=page]")).to_be_focused()
    assert not violations(page)
    page.keyboard.press("Escape")
    expect(contents).to_be_hidden()
    expect(menu).to_be_focused()
    menu.tap()
    contents.locator("summary", has_text="开始").tap()
    contents.get_by_role("link", name=re.compile("^感悟原文")).tap()
    expect(page).to_have_url(re.compile("/essay.html$"))


def test_what_is_not_found_is_said(site: Site, visit: Begin) -> None:
    page = visit(site).open("search.html?q=鳄鱼皮包")
    said = page.locator(".dabie-search-said")
    expect(said).to_have_text("没有找到“鳄鱼皮包”。换一个词，或少打几个字。")
    page.get_by_role("searchbox", name="搜全书").fill("xyzzy")
    expect(said).to_have_text("没有找到“xyzzy”。这里不认拼音，打汉字再找。")


def test_day_or_night_is_kept_on_the_device(site: Site, visit: Begin) -> None:
    person = visit(site, color_scheme="light")
    page = person.open("guerrilla-war.html")
    day = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="夜间").click()
    expect(page.get_by_role("button", name="夜间")).to_have_attribute("aria-pressed", "true")
    night = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert night != day
    page.goto(f"{site.origin}/essay.html")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == night


def test_a_lost_page_leads_back(site: Site, visit: Begin) -> None:
    person = visit(site)
    person.expect("Failed to load resource: .* 404")
    page = person.open("a/page/that/is/not/there.html")
    expect(page.get_by_role("heading", level=1)).to_have_text("查无此页")
    expect(page.get_by_text("你的答案还在，没有丢。")).to_be_visible()
    assert not violations(page)
    styled = "getComputedStyle(document.querySelector('.dabie-skip')).position"
    assert page.evaluate(styled) != "static"
    page.get_by_role("link", name="回首页").click()
    expect(page).to_have_url(re.compile(f"{site.port}/(index.html)?$"))


def test_a_note_opens_under_its_paragraph(site: Site, visit: Begin) -> None:
    page = visit(site, **PHONE).open("guerrilla-war.html")
    cited = page.locator("main p a.dabie-cite").first
    cited.tap()
    expect(page.locator(".dabie-note")).to_contain_text("级")
    expect(cited).to_have_attribute("aria-expanded", "true")
    assert not violations(page)
    cited.tap()
    expect(page.locator(".dabie-note")).to_have_count(0)


def test_where_there_is_a_margin_a_note_stands_in_it_and_moves_nothing(
    site: Site, visit: Begin
) -> None:
    page = visit(site).open("guerrilla-war.html")
    for kind in ("cite", "term"):
        link = page.locator(f"main p a.dabie-{kind}").nth(1)
        link.scroll_into_view_if_needed()
        height = page.evaluate("document.documentElement.scrollHeight")
        link.click()
        place = page.evaluate(
            """kind => {
              const note = document.querySelector(".dabie-note").getBoundingClientRect();
              const block = document.querySelector(`[aria-expanded=true].dabie-${kind}`)
                .closest("p").getBoundingClientRect();
              const main = document.querySelector("main").getBoundingClientRect();
              return [note.top - block.top, note.left - main.right, note.width];
            }""",
            kind,
        )
        assert [round(one) for one in place] == [0, 48, 230]
        assert page.evaluate("document.documentElement.scrollHeight") == height
        assert not violations(page)
    page.keyboard.press("Escape")
    expect(page.locator(".dabie-note")).to_have_count(0)
    expect(link).to_be_focused()


def test_a_mouse_that_rests_on_a_mark_sees_its_note_until_it_leaves(
    site: Site, visit: Begin
) -> None:
    page = visit(site).open("guerrilla-war.html")
    note = page.locator(".dabie-note.dabie-margin-note")
    cited = page.locator("main p a.dabie-cite").nth(1)
    cited.hover()
    expect(note).to_contain_text("级")
    note.hover()
    page.wait_for_timeout(400)  # longer than it takes to close
    expect(note).to_be_visible()
    page.get_by_role("heading", level=1).hover()
    expect(note).to_have_count(0)
    cited.hover()
    expect(note).to_be_visible()
    cited.click()
    page.get_by_role("heading", level=1).hover()
    page.wait_for_timeout(400)
    expect(note).to_be_visible()
    page.keyboard.press("Escape")
    expect(note).to_have_count(0)


def test_a_term_is_explained_where_it_stands(site: Site, visit: Begin) -> None:
    page = visit(site, **PHONE).open("guerrilla-war.html")
    term = page.locator("main p a.dabie-term").first
    term.tap()
    note = page.get_by_role("note").filter(has_text="看术语表")
    expect(note).to_contain_text(f"{term.inner_text()}：")
    assert not violations(page)
    note.get_by_role("link", name="看术语表").tap()
    expect(page).to_have_url(re.compile("glossary.html#term-"))


def test_only_the_readers_part_is_unfolded_beside_the_text(site: Site, visit: Begin) -> None:
    page = visit(site).open("commitment-law.html")
    contents = page.get_by_role("navigation", name="全书目录")
    expect(contents.locator("details[open] summary")).to_have_text("四项承诺")
    expect(contents.locator("[aria-current=page]")).to_be_in_viewport()
    contents.get_by_text("附录").click()
    contents.get_by_role("link", name="时限工具").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("时限工具")


def test_a_page_opened_as_a_file_promises_no_answering(site: Site, browser: Browser) -> None:
    alone = browser.new_context().new_page()
    alone.goto((site.folder / "guerrilla-war.html").as_uri())
    expect(alone.get_by_text("这里现在只能看，不能作答").first).to_be_visible()
    expect(alone.locator(".dabie-item .dabie-buttons").first).to_be_hidden()
    alone.context.close()
