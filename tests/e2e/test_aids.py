"""The decision tree, the deadline calculator and the table of old and new numbers, in a browser."""

from __future__ import annotations

from axe import violations
from playwright.sync_api import expect
from served import Site
from visiting import PHONE, Begin, unhurried


def test_a_limit_is_asked_for_and_counted_by_keyboard(site: Site, visit: Begin) -> None:
    page = visit(site, **PHONE).open("limits.html")
    tree = page.locator(".dabie-limits-tree .dabie-aid")
    page.get_by_role("button", name="治安案件：传唤后询问查证").focus()
    page.keyboard.press("Enter")
    asked = tree.locator(".dabie-tree-ask")
    expect(asked).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # 是
    expect(tree.locator(".dabie-tree-past")).to_have_count(2)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # 否
    found = tree.locator(".dabie-tree-result")
    expect(found).to_contain_text("上限 十二小时")
    expect(found).to_contain_text(
        "《治安管理处罚法》（2025年修订）第九十七条，核对截止2026年6月3日"
    )
    assert violations(page) == []
    found.get_by_role("link", name="算到哪一刻").press("Enter")
    expect(page.get_by_label("哪一件事")).to_have_value("inquiry-12")
    page.get_by_label("日期").fill("2026-03-02")
    page.get_by_label("时刻").fill("22:50")
    result = page.locator(".dabie-deadline [role=status]")
    expect(result).to_contain_text("最迟 2026年3月3日（星期二） 10:50")
    assert violations(page) == []


def test_an_answer_can_be_taken_back(site: Site, visit: Begin) -> None:
    page = visit(site).open("limits.html")
    page.get_by_role("button", name="刑事案件：传唤、拘传").click()
    page.get_by_role("button", name="否", exact=True).click()
    found = page.locator(".dabie-tree-found")
    expect(found).to_contain_text("十二小时")
    page.get_by_role("button", name="改这一问：案情特别重大、复杂？").click()
    expect(found).to_have_count(0)
    page.get_by_role("button", name="是", exact=True).click()
    unhurried(page)
    page.get_by_role("button", name="是", exact=True).click()
    expect(found).to_contain_text("二十四小时")


def test_a_holiday_moves_the_last_day_only_where_the_law_lets_it(site: Site, visit: Begin) -> None:
    page = visit(site).open("limits.html#calculate-case-30")
    what, date = page.get_by_label("哪一件事"), page.get_by_label("日期")
    expect(what).to_have_value("case-30")
    date.fill("2026-04-01")
    result = page.locator(".dabie-deadline [role=status]")
    expect(result).to_contain_text("最后一日 2026年5月1日（星期五）")
    days = page.get_by_label("鉴定、听证的天数")
    days.fill("-3")
    expect(days).to_have_accessible_description("这里要填天数，例如 3；没有就空着。")
    expect(result).to_have_text("天数改好，这里再给出最后一日。")
    days.fill("")
    page.get_by_label("最后一日是节假日").check()
    expect(result).to_contain_text("填上放假到哪一天")
    page.get_by_label("放假到哪一天").fill("2026-05-05")
    expect(result).to_contain_text("最后一日 2026年5月6日（星期三）")
    what.select_option("arrest-30")
    expect(page.get_by_label("最后一日是节假日")).to_be_hidden()
    expect(result).to_contain_text("最后一日 2026年5月1日（星期五）")
    expect(result).to_contain_text("不因节假日顺延")


def test_without_script_the_trees_and_the_table_are_there(site: Site, visit: Begin) -> None:
    page = visit(site, java_script_enabled=False, **PHONE).open("limits.html")
    expect(page.get_by_text("这里要打开脚本才能一步步问").first).to_be_visible()
    expect(page.locator(".dabie-tree-figures .dabie-picture svg:visible")).to_have_count(4)
    row = page.locator("#limit-inquiry-8")
    expect(row).to_contain_text("八小时")
    expect(row).to_contain_text("第九十七条")


def test_old_numbers_are_found_by_number_word_and_kind(site: Site, visit: Begin) -> None:
    page = visit(site, **PHONE).open("renumbering.html")
    rows = page.locator(".dabie-renumbering-row:visible")
    whole = rows.count()
    entry, count = page.get_by_label("条号或词"), page.locator(".dabie-renumbering-count")
    entry.fill("８３")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("第九十七条")
    expect(count).to_have_text(f"{whole} 条里有 1 条")
    entry.fill("听证")
    expect(rows).to_contain_text("第一百一十七条")
    page.get_by_label("只换条号").check()
    expect(count).to_have_text("没有合条件的，换一个条件")
    page.get_by_role("button", name="全部显示").click()
    expect(rows).to_have_count(whole)
    assert violations(page) == []
