"""A notebook in the browser, from the press on the page to the score; on any address of the site."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from chromium import INTRANET
from copybooks import ADDRESS, LINK, from_the_page_to_the_score, opened
from handing_in import check_full_marks, hand_in
from playwright.sync_api import Page, expect
from served import Site
from visiting import Begin, wake

OFF = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("The user has switched it off", "SecurityError"); } });
Object.defineProperty(window, "indexedDB", { get() { throw new DOMException("off", "SecurityError"); } });"""
# A window that the browser has put to sleep hears of nothing.
SLEEPY = (
    'addEventListener("storage", (event) => window.asleep && event.stopImmediatePropagation());'
)
ITEMS = """(within) => Array.from(document.querySelectorAll(`${within} [data-item]`), (one) => {
  const { left, top, width, height } = one.getBoundingClientRect();
  return [one.dataset.item, left, top, width, height].map((each) => (typeof each === "number" ? Math.round(each) : each));
})"""
# Where everything was the moment before it was replaced.
BEFORE = f"""document.addEventListener("dabie:open", () => {{
  window.before = window.before || ({ITEMS})(".dabie-lite-reading");
}});"""
LARGE = ("pyodide", "python_stdlib", "dabie_kernel", "bundle", "jlab_core")
AGAIN = """async () => {
  const { warm } = await import(document.querySelector("[src$='page.js']").src.replace("page.js", "warm.js"));
  await warm(document.querySelector(".dabie-run a").href);
}"""
DRAFT = 'JSON.parse(localStorage.getItem("dabie:tiny::practice")).responses'


@pytest.mark.parametrize("host", ["127.0.0.1", INTRANET], ids=["localhost", "intranet"])
def test_from_the_page_to_the_score(
    host: str, lite_site: Site, enter: Begin, tmp_path: Path
) -> None:
    person = enter(origin=f"http://{host}:{lite_site.port}")
    from_the_page_to_the_score(person, lite_site, tmp_path)
    (page,) = person.context.pages
    assert page.evaluate("isSecureContext") is (host != INTRANET)
    # The kernel that was begun with the page is the one that is used, each time.
    assert len([one for one in person.requests if "/comlink.worker" in one]) == 2


@pytest.mark.parametrize("spared", [False, True])
def test_it_is_fetched_from_when_a_reader_makes_for_it(
    spared: bool, lite_site: Site, enter: Begin
) -> None:
    person = enter()
    connection = f'{{ saveData: {json.dumps(spared)}, type: "wifi" }}'
    person.context.add_init_script(
        f'Object.defineProperty(navigator, "connection", {{ value: {connection} }});'
    )
    page = person.open("one.html")
    page.wait_for_load_state("networkidle")
    assert not [one for one in person.requests if "/lite/" in one]
    page.get_by_role("link", name=LINK).focus()
    loaded = (
        "(name) => performance.getEntriesByType('resource').some((one) => one.name.includes(name))"
    )
    page.wait_for_function(loaded, arg="/warm.js")
    for name in () if spared else LARGE:
        page.wait_for_function(loaded, arg=name)
    # Begun again by hand, and waited for: nothing but this is asked for.
    page.evaluate(AGAIN)
    asked = {one.rpartition("/")[2] for one in person.requests if "/lite/" in one}
    assert {one.partition(".")[0] for one in asked} == (set() if spared else {"folder", *LARGE})


def test_page_and_notebooks_share_their_answers(lite_site: Site, enter: Begin) -> None:
    person = enter()
    person.context.add_init_script(SLEEPY)
    chapter = person.open("one.html")
    wake(chapter)
    chapter.get_by_role("radio", name="太湖县", exact=True).click()
    book = opened(person.open(ADDRESS.format("practice")), lite_site)
    book.shows("county", "taihu")
    # Written on the page while the notebook is open, it appears there by itself …
    chapter.bring_to_front()
    chapter.get_by_role("radio", name="岳西县", exact=True).click()
    book.shows("county", "yuexi")
    # … and the other way round the page asks before it drops what it shows.
    book.page.bring_to_front()
    book.answer("county", ["taihu"])
    expect(book.note).to_contain_text("已保存")
    chapter.get_by_role("button", name="载入新的").first.click()
    expect(chapter.get_by_role("radio", name="太湖县", exact=True)).to_be_checked()

    # A second notebook of the same exercise hears of it, too.
    other = opened(person.open(ADDRESS.format("practice")), lite_site)
    other.shows("county", "taihu")
    book.page.bring_to_front()
    book.answer("county", ["yuexi"])
    other.shows("county", "yuexi")
    # What is answered in one while the other is asleep is not written over …
    other.page.evaluate("window.asleep = true")
    book.answer("county", ["taihu"])
    expect(book.note).to_contain_text("已保存")
    other.page.bring_to_front()
    other.answer("gap", {"1": "八", "2": "七"})
    other.shows("county", "taihu")
    assert set(other.page.evaluate(DRAFT)) == {"county", "gap"}
    # … not even where both changed the same item, unless the learner says so.
    book.page.bring_to_front()
    book.answer("county", ["yuexi"])
    expect(book.note).to_contain_text("已保存")
    other.page.bring_to_front()
    place = other.answer("county", ["jinzhai"])
    expect(other.note).to_contain_text("在另一个窗口里也改过")
    assert other.page.evaluate(DRAFT)["county"] == ["yuexi"]
    place.section.get_by_role("button", name="再保存一次").click()
    expect(other.note).to_contain_text("已保存")
    assert other.page.evaluate(DRAFT)["county"] == ["jinzhai"]
    book.shows("county", "jinzhai")


def test_its_text_is_read_at_once_and_stays_in_its_place(
    lite_site: Site, enter: Begin, tmp_path: Path
) -> None:
    person = enter(viewport={"width": 360, "height": 740}, color_scheme="dark")
    person.context.add_init_script(BEFORE)
    page = person.open(ADDRESS.format("practice"))
    expect(page.get_by_role("heading", name="练一练")).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("可以先读题")
    page.locator('[data-item="order"]').evaluate("one => one.scrollIntoView()")
    book = opened(page, lite_site)
    expect(page.locator(".dabie-lite-reading")).to_have_count(0)
    assert page.evaluate(f'({ITEMS})("#main")') == page.evaluate("window.before")
    expect(page.locator('body[data-jp-theme-light="false"]')).to_be_visible()
    # Cells of a learner's own run, are handed in, and are gone afterwards, which is said.
    page.locator(".jp-MarkdownCell").first.click()
    page.keyboard.press("Escape")
    page.keyboard.press("b")
    page.keyboard.press("Enter")
    page.keyboard.type("6 * 7")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".jp-OutputArea").get_by_text("42", exact=True)).to_be_visible()
    expect(book.note).to_contain_text("自己加的格子")
    written = json.loads(hand_in(page, tmp_path).read_text("utf-8"))
    assert "6 * 7" in ["".join(one["source"]) for one in written["cells"]]
    page.reload()
    expect(opened(page, lite_site).note).not_to_contain_text("自己加的格子")
    expect(page.locator(".jp-CodeCell")).to_have_count(1)


@pytest.mark.parametrize("why", ["太旧", "关掉了脚本"])
def test_where_it_cannot_run_it_can_be_read_and_downloaded(
    why: str, lite_site: Site, enter: Begin, tmp_path: Path
) -> None:
    person = enter(java_script_enabled=why == "太旧")
    person.context.add_init_script("delete window.WeakRef")
    page = person.open(ADDRESS.format("practice"))
    expect(page.locator(".dabie-lite-trouble:visible")).to_contain_text(why)
    expect(page.locator(".dabie-lite-state")).to_be_hidden()
    expect(page.get_by_text("时属于哪个县").first).to_be_visible()
    check_download(page, lite_site, tmp_path)
    assert not [one for one in person.requests if one.endswith(".wasm")]


def check_download(page: Page, site: Site, folder: Path) -> None:
    with page.expect_download() as waiting:
        page.get_by_role("link", name="下载练习本").click()
    waiting.value.save_as(folder / waiting.value.suggested_filename)
    whole = (site.folder / "_static" / "notebooks" / "practice.ipynb").read_text("utf-8")
    assert (folder / "practice.ipynb").read_text("utf-8") == whole


def test_without_storage_it_says_so_and_hands_in(
    lite_site: Site, enter: Begin, tmp_path: Path
) -> None:
    person = enter(origin=f"http://{INTRANET}:{lite_site.port}")
    person.context.add_init_script(OFF)
    book = opened(person.open(ADDRESS.format("practice")), lite_site)
    expect(book.note).to_contain_text("不让网页存东西")
    check_download(book.page, lite_site, tmp_path)
    book.answer_all_and_check()
    expect(book.note).to_contain_text("点“交卷”")
    path = hand_in(book.page, tmp_path)
    check_full_marks(lite_site, book.exercise, path, tmp_path / "out")


def test_an_address_of_jupyterlites_own_form_leads_there(lite_site: Site, enter: Begin) -> None:
    person = enter(java_script_enabled=True)
    person.context.route("**/page.js", lambda route: route.abort())
    person.expect("Failed to load resource")
    page = person.open("lite/notebooks/index.html?path=practice.ipynb")
    page.wait_for_url("**/practice.html")
    page.goto(f"{person.origin}/lite/notebooks/index.html")
    page.get_by_role("link", name="练一练").click()
    page.wait_for_url("**/practice.html")
