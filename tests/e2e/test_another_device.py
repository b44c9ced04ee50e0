"""Going on from a handed-in file: elsewhere, or after this device was cleared."""

from __future__ import annotations

from pathlib import Path

import pytest
from answering import Mouse, Place, full_score
from handing_in import ID, NAME, UNIT, answer_everything, check_full_marks, hand_in, open_dialog
from playwright.sync_api import expect
from served import Site
from visiting import PHONE, Begin, unhurried, wake

CHAPTER = "one.html"
MOUSE = Mouse()


def test_another_device_goes_on_from_the_file(
    tiny_site: Site, visit: Begin, tmp_path: Path
) -> None:
    page = visit(tiny_site).open(CHAPTER)
    answer_everything(page, tiny_site.exercise("practice"))
    path = hand_in(page, tmp_path)

    other = visit(tiny_site, **PHONE).open(CHAPTER)
    wake(other)
    with other.expect_file_chooser() as choosing:
        other.get_by_role("button", name="打开交卷文件").click()
    choosing.value.set_files(path)
    count = len(tiny_site.exercise("practice").items)
    expect(other.locator(".dabie-strip-said")).to_have_text(f"已载入文件里的 {count} 题答案。")
    expect(other.locator(".dabie-strip-who")).to_have_text(f"学员：{ID} {NAME}")
    first, *_, last = tiny_site.exercise("practice").items
    expect(Place(other, first).option("taihu")).to_be_checked()
    expect(Place(other, last).field).to_have_value(full_score(last))
    for item in tiny_site.exercise("practice").items:
        expect(Place(other, item).state).to_have_text("已作答")

    (tmp_path / "other").mkdir()
    box = open_dialog(other)
    expect(box.get_by_label("编号")).to_have_value(ID)
    expect(box.get_by_label("单位")).to_have_value(UNIT)
    box.get_by_role("button", name="回去再看看").click()
    unhurried(other)
    again = hand_in(other, tmp_path / "other")
    check_full_marks(tiny_site, tiny_site.exercise("practice"), again, tmp_path / "out")


def test_a_file_never_replaces_other_answers_unasked(
    tiny_site: Site, visit: Begin, tmp_path: Path
) -> None:
    page = visit(tiny_site).open(CHAPTER)
    first = Place(page, tiny_site.exercise("practice").items[0])
    MOUSE.answer(first, ["taihu"])
    path = hand_in(page, tmp_path)

    other = visit(tiny_site).open(CHAPTER)
    there = Place(other, first.item)
    MOUSE.answer(there, ["yuexi"])
    choose = other.locator(".dabie-handin input[type=file]")
    choose.set_input_files(path)
    said = other.locator(".dabie-strip-said")
    expect(said).to_contain_text("两份不一样，用哪一份？")
    said.get_by_role("button", name="用这台设备上的").click()
    expect(there.option("yuexi")).to_be_checked()
    choose.set_input_files(path)
    said.get_by_role("button", name="用文件里的").click()
    expect(there.option("taihu")).to_be_checked()


WRONG_FILES = {
    "a picture": (b"\x89PNG\r\n\x1a\n", "这不是交卷文件"),
    "half a file": (b'{"cells": [', "文件不完整"),
    "a foreign notebook": (b'{"cells": [], "metadata": {}}', "没有作答记录"),
    "another course": (b'{"dabie": {"format": 1, "course": "x"}}', "另一门课程"),
    "another exercise": (
        b'{"dabie": {"format": 1, "course": "tiny", "exercise": "final"}}',
        "另一个练习",
    ),
}


@pytest.mark.parametrize("kind", WRONG_FILES)
def test_a_wrong_file_is_named_and_changes_nothing(
    tiny_site: Site, visit: Begin, kind: str
) -> None:
    page = visit(tiny_site).open(CHAPTER)
    there = Place(page, tiny_site.exercise("practice").items[0])
    MOUSE.answer(there, ["yuexi"])
    content, said = WRONG_FILES[kind]
    page.locator(".dabie-handin input[type=file]").set_input_files(
        {"name": "x.ipynb", "mimeType": "application/octet-stream", "buffer": content}
    )
    expect(page.locator(".dabie-handin").get_by_role("alert")).to_contain_text(said)
    expect(there.option("yuexi")).to_be_checked()
