"""Answers reach the file by themselves; where they cannot, a visible word says so, and none says 已保存."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from desks import PROMISED, Copybook, choose, press, wait_for
from playwright.sync_api import expect
from servers import Server

Open: TypeAlias = Callable[..., Copybook]

CLICKS = """async (clicks) => {
  for (const [item, name] of clicks) {
    const place = document.querySelector(`[data-item="${item}"]`);
    place.querySelector(`[aria-label="${name}"]`).click();
    await new Promise((next) => setTimeout(next, 5));
  }
}"""
"""Clicks from within the page: a test's own would be further apart than 5 ms."""

ELSEWHERE = "在别处改过"


def test_a_response_is_in_the_file_in_time(server: Server, copybook: Open) -> None:
    book = copybook(server)
    given = {}
    for item_id, response in (("county", ["taihu"]), ("count", "28")):
        book.answer(item_id, response)
        start = time.monotonic()
        given[item_id] = response
        book.until_kept(given)
        assert time.monotonic() - start < PROMISED
    book.until_saved()
    # Emptied, it leaves the file.
    book.place("county").button("清除").click()
    book.until_kept({"count": "28"})


def test_clicks_5_ms_apart_are_all_kept(server: Server, copybook: Open) -> None:
    book = copybook(server)
    order = book.place("order").order()
    clicks = [
        ("county", "太湖县"),
        ("claims", "甲"),
        ("claims", "乙"),
        ("county", "岳西县"),
        ("claims", "丁"),
    ]
    clicks += [
        ("claims", "乙"),
        ("county", "金寨县"),
        ("claims", "丙"),
        ("county", "太湖县"),
        ("claims", "丁"),
    ]
    clicks += [("order", f"上移：{book.item('order').interaction.options[order[1]]}")]
    book.page.evaluate(CLICKS, clicks)
    moved = [order[1], order[0], *order[2:]]
    book.until_kept({"county": ["taihu"], "claims": ["a", "c"], "order": moved})
    book.until_saved()


def test_saving_by_hand_right_after_an_answer_is_no_conflict(
    server: Server, copybook: Open
) -> None:
    book = copybook(server)
    for response in (["taihu"], ["yuexi"], ["jinzhai"]):
        book.answer("county", response)
        book.page.keyboard.press("Control+s")
        book.until_kept({"county": response})
    book.until_saved()
    expect(book.page.locator(".jp-Dialog")).to_have_count(0)


def test_renamed_while_open(server: Server, copybook: Open) -> None:
    book = copybook(server)
    book.answer("county", ["taihu"])
    book.until_kept({"county": ["taihu"]})
    choose(book.page, "File", "Rename Notebook…" if server.app == "jupyterlab" else "Rename…")
    book.page.locator(".jp-Dialog input").fill("yours.ipynb")
    book.page.keyboard.press("Enter")
    renamed = book.path.with_name("yours.ipynb")
    wait_for(renamed.exists, what="the renamed file")
    book.answer("count", "28")
    book.until_kept({"county": ["taihu"], "count": "28"}, renamed)
    book.until_saved()
    assert not book.path.exists()


def test_a_read_only_file_says_so_and_gives_the_answers_by_handing_in(
    server: Server, copybook: Open, put: Callable[..., Path]
) -> None:
    put(server, "mine.ipynb", "final").chmod(0o444)
    book = copybook(server, "mine.ipynb", "final", written=False)
    expect(book.note).to_contain_text("只读")
    book.answer("secret-county", ["other"])
    expect(book.place("secret-county").trouble).to_contain_text("只读")
    expect(book.shown).not_to_contain_text("已保存")
    expect(book.note).to_contain_text("只读")
    assert book.responses() == {}


def test_a_file_that_becomes_read_only_is_noticed(lab: Server, copybook: Open) -> None:
    book = copybook(lab)
    book.answer("county", ["taihu"])
    book.until_saved()
    book.path.chmod(0o444)
    book.answer("county", ["yuexi"])
    expect(book.note).to_contain_text("只读")
    expect(book.shown).not_to_contain_text("已保存")
    book.until_kept({"county": ["taihu"]})


def written_elsewhere(book: Copybook, responses: dict[str, object]) -> None:
    """Change the file as another program does."""
    notebook = json.loads(book.path.read_text(encoding="utf-8"))
    notebook["metadata"]["dabie"]["responses"] = responses
    book.path.write_text(json.dumps(notebook, ensure_ascii=False), encoding="utf-8")


def test_a_conflict_is_said_and_overwritten_only_when_asked(server: Server, copybook: Open) -> None:
    book = copybook(server)
    book.answer("county", ["taihu"])
    book.until_saved()
    written_elsewhere(book, {"count": "99"})
    book.answer("county", ["yuexi"])
    trouble = book.place("county").trouble
    expect(trouble).to_contain_text(ELSEWHERE)
    expect(book.note).to_contain_text(ELSEWHERE)
    expect(book.shown).not_to_contain_text("已保存")
    assert book.responses() == {"count": "99"}
    book.place("county").button("再保存一次").click()
    press(book.page, "Overwrite")
    book.until_kept({"county": ["yuexi"]})
    book.until_saved()
    expect(trouble).to_be_hidden()


def test_after_a_conflict_the_other_answers_can_be_loaded(server: Server, copybook: Open) -> None:
    book = copybook(server)
    book.answer("county", ["taihu"])
    book.until_saved()
    written_elsewhere(book, {"county": ["jinzhai"], "count": "99"})
    book.answer("county", ["yuexi"])
    book.place("county").button("再保存一次").click()
    press(book.page, "Revert")
    expect(book.place("county").option("jinzhai")).to_be_checked()
    expect(book.count).to_have_text("自测已答 2 / 7 题")
    book.live().answer("county", ["taihu"])
    book.until_kept({"county": ["taihu"], "count": "99"})
    book.until_saved()


def test_a_file_that_is_gone_is_noticed(lab: Server, copybook: Open) -> None:
    book = copybook(lab)
    book.path.rename(book.path.with_name("away.ipynb"))
    book.answer("county", ["taihu"])
    expect(book.note).to_contain_text("移走或删掉")
    expect(book.shown).not_to_contain_text("已保存")
    assert not book.path.exists()


def test_without_a_connection_nothing_is_called_saved_and_it_is_saved_once_there_is_one(
    lab: Server, copybook: Open
) -> None:
    book = copybook(lab)
    book.page.context.set_offline(True)
    book.answer("county", ["taihu"])
    expect(book.note).to_contain_text("没有保存成功")
    expect(book.shown).not_to_contain_text("已保存")
    assert book.responses() == {}
    book.page.context.set_offline(False)
    book.until_kept({"county": ["taihu"]})
    book.until_saved()
