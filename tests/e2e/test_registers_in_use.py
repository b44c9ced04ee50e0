"""Timeline and map as a reader uses them: filtered, measured, and whole without script."""

from __future__ import annotations

import re

from axe import violations
from playwright.sync_api import Page, expect
from served import Site
from visiting import PHONE, Begin


def shown(page: Page, selector: str) -> int:
    return page.locator(f"{selector}:visible").count()


def test_the_timeline_is_filtered_by_force_place_and_disagreement(site: Site, visit: Begin) -> None:
    page = visit(site, **PHONE).open("timeline.html")
    count = page.locator(".dabie-timeline-count")
    total = page.locator(".dabie-timeline-event").count()
    assert shown(page, ".dabie-timeline-event") == total > 50
    expect(count).to_have_text(f"共 {total} 件")
    page.get_by_label("红二十八军").tap()
    some = shown(page, ".dabie-timeline-event")
    expect(count).to_have_text(f"{total} 件里有 {some} 件")
    page.get_by_label("地点（今）").select_option("安徽岳西")
    fewer = shown(page, ".dabie-timeline-event")
    page.get_by_label("只看各家不一的").tap()
    fewest = shown(page, ".dabie-timeline-event")
    assert total > some > fewer > fewest > 0
    expect(page.locator(".dabie-timeline-event:visible").first).to_contain_text("各家不一")
    assert shown(page, ".dabie-timeline-year") <= fewest
    assert not violations(page)
    page.get_by_label("红四方面军").tap()
    page.get_by_label("红二十八军").tap()
    expect(count).to_have_text("没有合条件的事，换一个条件")
    page.get_by_role("button", name="全部显示").tap()
    assert shown(page, ".dabie-timeline-event") == total
    expect(count).to_have_text(f"共 {total} 件")


def test_a_link_to_a_hidden_event_uncovers_it(site: Site, visit: Begin) -> None:
    page = visit(site).open("timeline.html")
    page.get_by_label("红二十五军").check()
    hidden = page.locator(".dabie-timeline-event:not(:visible) [id]").first
    target = hidden.get_attribute("id")
    page.evaluate("id => { location.hash = id; }", target)
    expect(page.locator(f'[id="{target}"]')).to_be_visible()
    expect(page.get_by_label("红二十五军")).not_to_be_checked()


def test_on_the_map_two_places_are_measured(site: Site, visit: Begin) -> None:
    page = visit(site).open("map.html")
    said = page.locator(".dabie-map-said")
    page.locator(".dabie-map-from").select_option("liangtingao")
    expect(said).to_contain_text("再选一处")
    page.locator(".dabie-map-to").select_option("yaoluoping")
    # 0.18° north: 20 km.
    expect(said).to_have_text(
        "凉亭坳到鹞落坪，直线约 20 公里，鹞落坪在北面。点位是约估，可能差10公里以上；走山路比直线长。"
    )
    expect(page.locator(".dabie-wide .dabie-map-line")).to_have_attribute("d", re.compile("^M.*L"))
    assert not violations(page)
    page.get_by_role("button", name="重新选").click()
    expect(said).to_have_text("选两处，或在图上点两处，看直线距离。")
    expect(page.locator(".dabie-wide .dabie-map-line")).to_have_attribute("d", "")


def test_on_a_phone_two_taps_measure_and_a_force_is_picked_out(site: Site, visit: Begin) -> None:
    page = visit(site, **PHONE).open("map.html")
    badges = page.locator(".dabie-narrow .dabie-map-badge")
    badges.filter(has=page.locator("text=/^2$/")).tap()
    badges.filter(has=page.locator("text=/^3$/")).tap()
    expect(page.locator(".dabie-map-said")).to_contain_text("红安县到七里坪，直线约 20 公里")
    page.get_by_label("红四方面军").tap()
    expect(page.locator(".dabie-place:visible")).to_have_count(
        page.locator(".dabie-narrow .dabie-map-badge:not(.dabie-map-dim)").count()
    )
    left = page.locator(".dabie-place:visible strong").all_inner_texts()
    assert "七里坪" in left and "鹞落坪" not in left
    assert not violations(page)


def test_without_script_both_are_whole(site: Site, visit: Begin) -> None:
    person = visit(site, java_script_enabled=False)
    page = person.open("timeline.html")
    expect(page.locator(".dabie-controls")).to_be_hidden()
    assert shown(page, ".dabie-timeline-event") > 50
    page = person.open("map.html")
    expect(page.locator(".dabie-controls")).to_be_hidden()
    assert shown(page, ".dabie-place") == 12
