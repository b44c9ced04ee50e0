"""The search against an oracle of its own, and as a reader uses it."""

from __future__ import annotations

import random
import re
import unicodedata
from pathlib import Path

from axe import violations
from bs4 import BeautifulSoup
from playwright.sync_api import Page, expect
from served import Site
from visiting import PHONE, Begin

from dabie.view.bundle import bundle

PACKAGE = Path(__file__).parents[2] / "tools" / "dabie"
SEED = 19350203
SAMPLES = 200
UNSEEN = (
    "script, style, svg, select, button, noscript, .dabie-cites, .dabie-backs, .dabie-unusable, "
    ".dabie-source-number, .dabie-section-number, .dabie-figure-number, "
    ".dabie-controls, .dabie-handin, .dabie-worksheet, .dabie-objective-items, .dabie-item .dabie-head, "
    ".dabie-buttons, .dabie-tag, .dabie-print, .dabie-fold, .dabie-kicker, .dabie-meta, .dabie-below, "
    ".dabie-explained, .dabie-cell-head, .dabie-gathered"
)
RUNNING = ("a", "abbr", "b", "code", "em", "mark", "small", "span", "strong", "sub", "sup", "wbr")
"""What a sentence runs through."""
FIND = """async ([sources, index, queries]) => {
  const load = (source) => import(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
  const [{ prepare }, { look }] = await Promise.all(sources.map(load));
  const ready = prepare(JSON.parse(index));
  const start = performance.now();
  const found = queries.map((query) => look(ready, query).found.map(({ page }) => page.url));
  return { found, each: (performance.now() - start) / queries.length };
}"""
INDEX = "_static/search-"


def folded(text: str) -> str:
    """Fold width and case; what would change its length (…) stays as it is."""
    plain = ((one, unicodedata.normalize("NFKC", one).lower()) for one in text)
    kept = (other if len(other) == 1 else one for one, other in plain)
    return "".join(kept).replace("\u2060", "")


def texts(folder: Path) -> dict[str, list[str]]:
    """Read every page block by block; independent of how the index is made."""
    read = {}
    for path in folder.glob("*.html"):
        if path.name in ("404.html", "search.html", "mine.html", "check.html", "index.html"):
            continue
        article = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser").article
        assert article is not None
        for one in article.select(UNSEEN):
            one.extract()
        for leaf in article.select("br"):
            leaf.replace_with("\n")
        for one in article.find_all(True):
            if one.name not in RUNNING:
                one.insert_before("\n")
                one.insert_after("\n")
        blocks = re.split(r"\s*\n\s*", folded(article.get_text()))
        read[path.name] = [one for one in blocks if one.strip()]
    return read


def samples(read: dict[str, list[str]]) -> list[str]:
    chance = random.Random(SEED)
    blocks = [one for held in read.values() for one in held]
    chosen: list[str] = []
    while len(chosen) < SAMPLES:
        block = chance.choice(blocks)
        long = min(chance.randint(1, 12), len(block))
        at = chance.randrange(len(block) - long + 1)
        piece = block[at : at + long]
        if not re.search(r"\s", piece):
            chosen.append(piece)
    return chosen


def test_every_page_that_says_it_is_found_and_no_other(site: Site, visit: Begin) -> None:
    read = texts(site.folder)
    assert len(read) > 15
    queries = samples(read)
    page = visit(site).context.new_page()
    (index,) = site.folder.glob(f"{INDEX}*.json")
    sources = [bundle(PACKAGE / f"book/static/{name}.js").text for name in ("find", "look")]
    answer = page.evaluate(FIND, [sources, index.read_text(encoding="utf-8"), queries])
    for query, found in zip(queries, answer["found"], strict=True):
        due = {name for name, blocks in read.items() if any(query in one for one in blocks)}
        # The home page is laid out anew by its template; it is found as well.
        assert set(found) - {"index.html"} == due, query
    print(f"{answer['each']:.2f} ms a query")


def search(page: Page, query: str) -> None:
    page.get_by_role("searchbox", name="搜全书").fill(query)


def test_what_the_course_is_about_is_found_with_its_passage(site: Site, visit: Begin) -> None:
    page = visit(site, **PHONE).open("search.html")
    results = page.locator("#search-results")
    for query in ("红二十八军", "治安管理处罚法", "1935年", "凉亭坳", "坳", "游击战", "１９３５年"):
        search(page, query)
        expect(page.locator(".dabie-search-said")).to_contain_text(re.compile(r"找到 \d+ 处"))
        expect(results.locator("mark").first).to_have_text(unicodedata.normalize("NFKC", query))
    assert not violations(page)
    search(page, "凉亭坳 南田村")
    expect(results.locator("li.dabie-found").first).to_contain_text("凉亭坳")


READ = {
    "红 二十八 军": "按“红二十八军”在",
    "1935 年": "按“1935年”在",
    "紅二十八軍": "按“红二十八军”在",
    "「凉亭坳」": "按“凉亭坳”在",
    "“凉亭坳”会议，": "按“凉亭坳 会议”在",
    "凉亭坳 瑶落坪": "没有找到“瑶落坪”。下面",
    "红二十八军第三次组建时,凉亭坳属于哪个县？": "没有一字不差的。下面",
    "红二十九军": "没有找到“红二十九军”",
    "hongjun": "不认拼音",
    "<b>鳄鱼皮包</b>": "没有找到“<b>鳄鱼皮包</b>”",
}


def test_what_is_meant_is_found_where_the_very_characters_are_not(site: Site, visit: Begin) -> None:
    page = visit(site, **PHONE).open("search.html")
    said = page.locator(".dabie-search-said")
    for query, words in READ.items():
        search(page, query)
        expect(said).to_contain_text(words)
        assert (page.locator(".dabie-found").count() > 0) == words.endswith(("在", "下面"))
    search(page, "《治安管理处罚法》")
    said.get_by_role("button", name=re.compile(r"不管标点，有 \d+ 页")).tap()
    expect(said).to_contain_text(re.compile(r"^在 \d+ 页里"))
    search(page, "紅二十八軍")
    page.locator(".dabie-found li a").first.tap()
    expect(page.get_by_role("complementary", name="页内查找")).to_contain_text("“红二十八军”第")


def test_nothing_is_searched_while_a_word_is_put_together(site: Site, visit: Begin) -> None:
    page = visit(site).open("search.html")
    field, said = page.get_by_role("searchbox", name="搜全书"), page.locator(".dabie-search-said")
    field.focus()
    keyboard = page.context.new_cdp_session(page)
    for typed in ("h", "hong"):
        keyboard.send(
            "Input.imeSetComposition",
            {"text": typed, "selectionStart": len(typed), "selectionEnd": len(typed)},
        )
    expect(field).to_have_value("hong")
    assert said.text_content() == "" and "q=" not in page.url
    keyboard.send("Input.insertText", {"text": "红军"})
    expect(said).to_contain_text("找到")


def test_the_way_back_leads_to_the_same_place_in_the_results(site: Site, visit: Begin) -> None:
    page = visit(site, **PHONE).open("search.html")
    search(page, "红军")
    link = page.locator(".dabie-found li a").nth(20)
    link.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    link.tap()
    expect(page.get_by_role("complementary", name="页内查找")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("searchbox", name="搜全书")).to_have_value("红军")
    page.wait_for_function("(before) => Math.abs(scrollY - before) < 40", arg=before)
    assert before > 500


def test_titles_come_before_headings_and_headings_before_text(site: Site, visit: Begin) -> None:
    page = visit(site).open("search.html")
    search(page, "术语")
    expect(page.locator(".dabie-found h2 a").first).to_have_text("术语")
    search(page, "便衣队")
    expect(page.locator(".dabie-found h2 a").first).to_have_text("术语")
    first = page.locator(".dabie-found").first.locator(".dabie-found-heading").first
    expect(first).to_have_text("便衣队")


def test_nothing_is_read_before_it_is_needed(site: Site, visit: Begin) -> None:
    person = visit(site)
    person.open("guerrilla-war.html").wait_for_load_state("networkidle")
    assert not [one for one in person.requests if "search" in one]
    page = person.open("search.html?q=%E5%87%89%E4%BA%AD")
    expect(page.locator(".dabie-found").first).to_be_visible()
    assert [one for one in person.requests if INDEX in one]


def test_the_shortcut_leads_to_the_field(site: Site, visit: Begin) -> None:
    page = visit(site).open("guerrilla-war.html")
    page.keyboard.press("/")
    expect(page).to_have_url(re.compile("/search.html"))
    expect(page.get_by_role("searchbox", name="搜全书")).to_be_focused()
    page.go_back()
    page.keyboard.press("Control+k")
    expect(page).to_have_url(re.compile("/search.html"))


def test_what_was_searched_for_is_marked_on_the_page(site: Site, visit: Begin) -> None:
    page = visit(site, **PHONE).open("search.html")
    search(page, "凉亭坳会议")
    page.locator('.dabie-found a[href*="guerrilla-war"]').first.tap()
    bar = page.get_by_role("complementary", name="页内查找")
    expect(bar).to_contain_text(re.compile(r"“凉亭坳会议”第 1 / \d+ 处"))
    seen = """() => {
      const [range] = CSS.highlights.get("dabie-found-now");
      const { top, bottom } = range.getBoundingClientRect();
      return [range.toString().replace(/\\u2060/g, ""), top > 52 && bottom < innerHeight];
    }"""
    assert page.evaluate(seen) == ["凉亭坳会议", True]
    bar.get_by_role("button", name="下一处").tap()
    expect(bar).to_contain_text("第 2 /")
    assert page.evaluate(seen) == ["凉亭坳会议", True]
    assert not violations(page)
    bar.get_by_role("button", name="关闭").tap()
    expect(bar).to_have_count(0)
    assert "find=" not in page.url


def test_a_hit_in_a_fold_opens_it_and_one_across_elements_is_found(
    site: Site, visit: Begin
) -> None:
    page = visit(site).open(
        "guerrilla-war.html?find=%E6%8B%BF%E9%87%8D%E5%BB%BA%E6%97%B6%E7%9A%84%E4%BA%BA%E6%95%B0#id22"
    )
    expect(page.get_by_role("complementary", name="页内查找")).to_be_visible()
    expect(page.locator("details.dabie-teacher-notes")).to_have_attribute("open", "")
    # 归 + a mark + 。: the phrase runs through the mark.
    page = visit(site).open("guerrilla-war.html?find=" + "三次组建的红二十八军")
    expect(page.get_by_role("complementary", name="页内查找")).to_contain_text("第 1 /")


def test_a_hit_in_an_item_stays_the_current_one_when_the_item_comes_to_life(
    site: Site, visit: Begin
) -> None:
    page = visit(site).open("first-half-test.html?find=%E5%87%89%E4%BA%AD%E5%9D%B3")
    expect(page.get_by_role("complementary", name="页内查找")).to_contain_text("第 1 /")
    live = """() => {
      const [range] = CSS.highlights.get("dabie-found-now");
      const host = range.startContainer.parentElement.closest(".dabie-host");
      return range.toString() === "凉亭坳" && host !== null && !host.querySelector(".dabie-static");
    }"""
    page.wait_for_function(live)


def test_where_highlights_are_unknown_words_are_wrapped(site: Site, visit: Begin) -> None:
    person = visit(site)
    person.context.add_init_script("delete window.Highlight;")
    page = person.open("guerrilla-war.html?find=%E5%87%89%E4%BA%AD%E5%9D%B3")
    expect(page.locator("#main mark").first).to_have_text("凉亭坳")
    page.get_by_role("button", name="关闭").click()
    expect(page.locator("#main mark")).to_have_count(0)


def test_without_the_index_it_says_so(site: Site, visit: Begin) -> None:
    person = visit(site)
    person.expect("Failed to load resource")
    person.context.route(f"**/{INDEX}*.json", lambda route: route.abort())
    page = person.open("search.html")
    search(page, "凉亭")
    expect(page.locator(".dabie-search-said")).to_contain_text("过一会儿再试")
    # The address is that of an edition that has been replaced since.
    person.context.unroute_all()
    person.context.route(f"**/{INDEX}*.json", lambda route: route.fulfill(status=404))
    search(page, "凉亭坳")
    expect(page.locator(".dabie-search-said")).to_contain_text("刷新这一页")
