"""Once visited, the course is read, worked and searched without any network."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from served import Site
from visiting import Begin

TAKEN = """async () => {
  const { active } = await navigator.serviceWorker.ready;
  const names = await caches.keys();
  return Boolean(active) && (await (await caches.open(names[0])).keys()).length;
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
