"""What a device keeps: shown, taken to another device in a file, and never mixed up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from axe import violations
from playwright.sync_api import Page, expect
from served import Site
from visiting import PHONE, Begin


def answer(page: Page) -> None:
    county = page.locator("#item-county")
    county.scroll_into_view_if_needed()
    county.get_by_label("太湖县").check()
    expect(page.locator(".dabie-progress-words").first).to_have_text("1 / 7 题")


def saved(page: Page, folder: Path) -> Path:
    with page.expect_download() as waiting:
        page.get_by_role("button", name="存成文件").click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def take(page: Page, path: Path) -> None:
    page.get_by_label("进度文件").set_input_files(path)


def test_progress_goes_to_another_device_in_a_file(
    tiny_site: Site, visit: Begin, tmp_path: Path
) -> None:
    page = visit(tiny_site).open("one.html")
    answer(page)
    page.get_by_role("link", name="我的进度").click()
    expect(page.locator(".dabie-mine")).to_contain_text("全书已答 1 /")
    expect(page.locator(".dabie-mine-list li").first).to_contain_text("已答 1 / 7 题，保存于")
    path = saved(page, tmp_path)
    assert "-进度-" in path.name
    held = json.loads(path.read_text("utf-8"))
    assert held["drafts"]["practice"]["responses"] == {"county": ["taihu"]}

    other = visit(tiny_site, **PHONE).open("mine.html")
    expect(other.locator(".dabie-mine-list li").first).to_contain_text("未开始")
    take(other, path)
    expect(other.locator(".dabie-mine-said")).to_contain_text("已取回 1 题")
    expect(other.locator(".dabie-mine-list li").first).to_contain_text("已答 1 / 7 题")
    assert not violations(other)
    other.goto(f"{tiny_site.origin}/one.html")
    other.locator("#item-county").scroll_into_view_if_needed()
    expect(other.locator("#item-county").get_by_label("太湖县")).to_be_checked()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("x", "这不是进度文件"),
        ('{"metadata": {"dabie": {}}}', "这是交卷文件"),
        ('{"dabie_progress":1,"course":"tiny","saved', "不完整"),
        ('{"dabie_progress": 2}', "格式这里不认识"),
        ('{"dabie_progress": 1, "course": "other"}', "另一门课程"),
        ('{"dabie_progress": 1, "course": "tiny", "drafts": {"practice": {"version": 9}}}', "没有能取回的答案"),
        ('{"dabie_progress": 1, "course": "tiny", "drafts": [], "learner": 3}', "没有能取回的答案"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_back_is_said(
    tiny_site: Site, visit: Begin, tmp_path: Path, content: str, said: str
) -> None:
    path = tmp_path / "x.json"
    path.write_text(content, encoding="utf-8")
    page = visit(tiny_site).open("mine.html")
    take(page, path)
    expect(page.locator(".dabie-mine-said")).to_contain_text(said)


def test_another_learner_s_file_is_not_mixed_in(
    tiny_site: Site, visit: Begin, tmp_path: Path
) -> None:
    path = tmp_path / "x.json"
    draft = {
        "version": 1,
        "responses": {"county": ["taihu"]},
        "saved_at": "2026-01-01T00:00:00+08:00",
    }
    content = {"dabie_progress": 1, "course": "tiny", "drafts": {"practice": draft}}
    path.write_text(json.dumps(content | {"learner": {"id": "7"}}), encoding="utf-8")
    page = visit(tiny_site).open("mine.html")
    take(page, path)
    expect(page.locator(".dabie-mine")).to_contain_text("学员：7。全书已答 1 /")
    path.write_text(json.dumps(content | {"learner": {"id": "8"}}), encoding="utf-8")
    take(page, path)
    expect(page.locator(".dabie-mine-said")).to_contain_text("文件是学员 8 的，这台设备上现在是 7")


def test_of_two_answers_the_later_one_stays(tiny_site: Site, visit: Begin, tmp_path: Path) -> None:
    page = visit(tiny_site).open("one.html")
    answer(page)
    path = tmp_path / "x.json"
    draft = {
        "version": 1,
        "responses": {"county": ["yuexi"], "count": "28"},
        "saved_at": "2020-01-01T00:00:00+08:00",
    }
    content = {"dabie_progress": 1, "course": "tiny", "drafts": {"practice": draft}}
    path.write_text(json.dumps(content), encoding="utf-8")
    page.goto(f"{tiny_site.origin}/mine.html")
    take(page, path)
    expect(page.locator(".dabie-mine-list li").first).to_contain_text("已答 2 / 7 题")
    page.goto(f"{tiny_site.origin}/one.html")
    page.locator("#item-county").scroll_into_view_if_needed()
    expect(page.locator("#item-county").get_by_label("太湖县")).to_be_checked()
