"""Once visited, the course is read, worked and searched without any network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from served import Site, built, served
from visiting import Begin

from dabie.site.build import build

TAKEN = """async () => {
  const { active } = await navigator.serviceWorker.ready;
  const names = await caches.keys();
  return Boolean(active) && (await (await caches.open(names[0])).keys()).length;
}"""


RENEWED = """async (before) => {
  for (let left = 200; left; left -= 1) {
    const names = await caches.keys();
    if (names.length === 1 && names[0] !== before) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error("the old edition is still there");
}"""


BECOME = """async () => {
  const { installing, active } = await navigator.serviceWorker.register("sw.js");
  const worker = installing || active;
  while (!["activated", "redundant"].includes(worker.state)) {
    await new Promise((done) => worker.addEventListener("statechange", done, { once: true }));
  }
  return worker.state;
}"""


def taken_along(page: Page) -> int:
    count = page.evaluate(TAKEN)
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    return int(count)


def test_without_network_everything_is_still_there(site: Site, visit: Begin) -> None:
    person = visit(site, service_workers="allow")
    page = person.open("index.html")
    assert taken_along(page) > 40
    person.context.set_offline(True)
    page.get_by_role("link", name="红二十五军、红二十八军").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("三年游击战争")
    place = page.locator("#item-liangtingao-county")
    place.scroll_into_view_if_needed()
    place.get_by_label("太湖县").check()
    place.get_by_role("button", name="核对答案").click()
    expect(place).to_contain_text("答对了")
    page.goto(f"{site.origin}/search.html?q=%E5%87%89%E4%BA%AD%E5%9D%B3")
    expect(page.locator(".dabie-found").first).to_be_visible()
    page.goto(f"{site.origin}/nowhere.html")
    expect(page.get_by_role("heading", level=1)).to_have_text("查无此页")
    person.expect("Failed to load resource")


@pytest.fixture
def own_site(root: Path, tmp_path: Path) -> Iterator[Site]:
    """A site that nobody else reads while it changes."""
    built(root / "tests" / "courses" / "tiny", tmp_path)
    with served(tmp_path) as site:
        yield site


def test_a_new_edition_takes_the_old_ones_place_under_an_open_page(
    own_site: Site, visit: Begin
) -> None:
    person = visit(own_site, service_workers="allow")
    old = person.open("one.html")
    taken_along(old)
    (before,) = old.evaluate("caches.keys()")
    chapter = own_site.root / "book" / "one.md"
    good = chapter.read_text("utf-8")
    chapter.write_text(f"{good}\n第二版的一句。\n", encoding="utf-8")
    build(own_site.root, own_site.folder)
    new = person.open("one.html")
    expect(new.get_by_text("第二版的一句。")).to_be_visible()
    # What was kept of the first edition goes once the second is there as a whole.
    new.evaluate(RENEWED, before)
    person.context.set_offline(True)
    for page in (new, old):
        page.reload()
        expect(page.get_by_text("第二版的一句。")).to_be_visible()


def test_half_of_another_edition_is_never_kept(own_site: Site, visit: Begin) -> None:
    """While a new site is copied over the old one, a worker meets files of both."""
    person = visit(own_site, service_workers="allow")
    page = own_site.folder / "one.html"
    whole = page.read_bytes()
    page.write_bytes(whole.replace(b"</main>", "<p>别的一版</p></main>".encode()))
    assert person.open("index.html").evaluate(BECOME) == "redundant"
    page.write_bytes(whole)
    # As docs/hosting.md says for a site below a folder.
    lost = own_site.folder / "404.html"
    lost.write_bytes(lost.read_bytes().replace(b'="/', b'="/course/'))
    assert taken_along(person.open("index.html")) > 20


def test_a_phone_may_install_the_course(tiny_site: Site, visit: Begin) -> None:
    person = visit(tiny_site, service_workers="allow")
    page = person.open("index.html")
    taken_along(page)
    asked = person.context.new_cdp_session(page)
    assert asked.send("Page.getAppManifest")["errors"] == []
    found = asked.send("Page.getInstallabilityErrors")["installabilityErrors"]
    # A test's browser keeps nothing, which is the only thing that it may say.
    assert [one["errorId"] for one in found] == ["in-incognito"]


def test_who_spares_the_line_takes_nothing_along(site: Site, visit: Begin) -> None:
    person = visit(site, service_workers="allow")
    person.context.add_init_script(
        "Object.defineProperty(navigator, 'connection', { value: { saveData: true } });"
    )
    page = person.open("index.html")
    page.wait_for_load_state("networkidle")
    assert (
        page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    )
