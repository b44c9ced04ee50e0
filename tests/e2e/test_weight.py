"""What a first visit asks for: few requests, few bytes; no timing, so that a slow machine agrees."""

from __future__ import annotations

import gzip
from urllib.parse import urlsplit

import pytest
from served import Site
from visiting import PHONE, Begin

# Asked for when all is drawn, and by the browser as it likes.
LATER = ("manifest.webmanifest", "icon.svg", "sw.js")


@pytest.mark.parametrize(
    ("name", "requests"),
    [
        # The page; what draws it; what makes its items live; what it can do without items.
        ("guerrilla-war.html", {"mode.js", "book.css", "items.css", "host.js", "page.js"}),
        ("index.html", {"mode.js", "book.css", "items.css", "host.js", "home.js", "page.js"}),
        ("essay.html", {"mode.js", "book.css", "page.js"}),
    ],
)
def test_a_page_is_light(site: Site, visit: Begin, name: str, requests: set[str]) -> None:
    person = visit(site, **PHONE)
    person.open(name).wait_for_load_state("networkidle")
    asked = [urlsplit(one).path for one in person.requests if not one.endswith(LATER)]
    assert {one.rpartition("/")[2] for one in asked} == {name, *requests}
    assert len(asked) == len(set(asked))
    sizes = {one: len(gzip.compress((site.folder / one[1:]).read_bytes(), 6)) for one in asked}
    assert sum(size for one, size in sizes.items() if one.endswith(".js")) <= 24 * 1024
    assert sum(sizes.values()) <= 100 * 1024


def test_no_chapter_is_heavier_than_a_slow_line_bears(site: Site) -> None:
    sizes = {
        one.name: len(gzip.compress(one.read_bytes(), 6)) for one in site.folder.glob("*.html")
    }
    heaviest = max(sizes, key=lambda one: sizes[one])
    assert sizes[heaviest] <= 64 * 1024, heaviest


# The same blocks as while the page is early, laid out at once, but each for itself; in pixels.
APART = """() => {
  const root = document.documentElement;
  const whole = root.scrollHeight;
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])
    .flatMap((rule) => [...(rule.cssRules || [])]).filter((rule) => rule.style?.contentVisibility === "auto");
  rules.forEach(({ style }) => {
    style.contentVisibility = "visible";
    style.contain = "layout";
  });
  root.classList.add("dabie-early");
  return rules.length ? root.scrollHeight - whole : "no rules";
}"""
SHIFTS = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => { sum += value; }))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 100);
})"""
# Where a thing far below stands on the screen once a jump has led there, and half a second later.
JUMPED = """() => new Promise((done) => {
  const place = document.querySelector(".dabie-handin");
  const top = () => place.getBoundingClientRect().top;
  place.scrollIntoView({ block: "center" });
  const before = top();
  setTimeout(() => done([before, top()]), 500);
})"""
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
EARLY = "() => document.documentElement.classList.contains('dabie-early')"


def test_what_is_laid_out_late_then_moves_nothing(site: Site, visit: Begin) -> None:
    page = visit(site, **PHONE).open()
    moved = {}
    for name in site.pages:
        page.goto(f"{site.origin}/{name}#main")
        moved[name] = page.evaluate(APART)
    assert {name: one for name, one in moved.items() if one} == {}


def test_a_reader_sees_nothing_jump_and_gets_the_whole_page(site: Site, visit: Begin) -> None:
    page = visit(site, viewport=PHONE["viewport"]).open("guerrilla-war.html")
    assert page.evaluate(EARLY)
    page.mouse.move(180, 400)
    for _ in range(12):
        page.mouse.wheel(0, 300)
        page.evaluate(DRAWN)
    page.wait_for_function(f"() => !({EARLY})()")
    assert page.evaluate(SHIFTS) <= 0.02
    tall = "() => document.documentElement.scrollHeight"
    height = page.evaluate(tall)
    page.goto(f"{site.origin}/guerrilla-war.html#main")
    assert not page.evaluate(EARLY)
    assert page.evaluate(tall) == height


@pytest.mark.parametrize("name", ["guerrilla-war.html", "start.html"])
def test_what_a_jump_leads_to_stays_where_it_is(site: Site, visit: Begin, name: str) -> None:
    page = visit(site, **PHONE).open(name)
    assert page.evaluate(EARLY)
    before, after = page.evaluate(JUMPED)
    assert abs(after - before) <= 2
    assert not page.evaluate(EARLY)
