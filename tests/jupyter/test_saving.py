"""Answers reach the file by themselves; where they cannot, a visible word says so, and none says 已保存."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from desks import Copybook, choose, edit, press, wait_for
from playwright.sync_api import expect
from servers import Server
from visiting import unhurried

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


def test_every_answer_is_in_the_file_however_quick_the_hand(server: Server, copybook: Open) -> None:
    book = copybook(server)
    given = {}
    for item_id, response in (("county", ["taihu"]), ("count", "28")):
        book.answer(item_id, response)
        given[item_id] = response
        book.until_kept(given)
    book.until_saved()
    # Emptied, it leaves the file.
    book.place("county").button("清除").click()
    book.place("count").button("清除").click()
    book.until_kept({})

    order = book.place("order").order()
    moved = [order[1], order[0], *order[2:]]
    clicks = [("county", "太湖县"), ("claims", "甲"), ("claims", "乙"), ("county", "岳西县")]
    clicks += [("claims", "丁"), ("claims", "乙"), ("county", "金寨县"), ("claims", "丙")]
    clicks += [("county", "太湖县"), ("claims", "丁")]
    clicks += [("order", f"上移：{book.item('order').interaction.options[moved[0]]}")]
    book.page.evaluate(CLICKS, clicks)
    kept = {"county": ["taihu"], "claims": ["a", "c"], "order": moved}
    book.until_kept(kept)
    book.until_saved()

    # Saved by hand while it is being saved: Jupyter alone would take that for a conflict.
    for response in (["yuexi"], ["jinzhai"], ["taihu"]):
        book.answer("county", response)
        book.page.keyboard.press("Control+s")
        book.until_kept({**kept, "county": response})
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


def test_a_file_that_becomes_read_only_or_is_gone_is_noticed(lab: Server, copybook: Open) -> None:
    book = copybook(lab)
    book.answer("county", ["taihu"])
    book.until_saved()
    book.path.chmod(0o444)
    book.answer("county", ["yuexi"])
    expect(book.note).to_contain_text("只读")
    expect(book.shown).not_to_contain_text("已保存")
    book.until_kept({"county": ["taihu"]})
    book.path.rename(book.path.with_name("away.ipynb"))
    book.answer("county", ["jinzhai"])
    expect(book.note).to_contain_text("移走或删掉")
    expect(book.shown).not_to_contain_text("已保存")
    assert not book.path.exists()


def written_elsewhere(book: Copybook, responses: dict[str, object]) -> None:
    edit(book.path, lambda notebook: notebook["metadata"]["dabie"].update(responses=responses))


def save_again(book: Copybook) -> None:
    """Press the button that has come, no sooner than a hand does that did not just press there."""
    expect(book.place("county").button("再保存一次")).to_be_visible()
    unhurried(book.page)
    book.place("county").button("再保存一次").click()


def test_a_conflict_is_said_and_decided_by_the_learner(server: Server, copybook: Open) -> None:
    book = copybook(server)
    county = book.place("county")
    book.answer("county", ["taihu"])
    book.until_saved()
    written_elsewhere(book, {"count": "99"})
    book.answer("county", ["yuexi"])
    expect(county.trouble).to_contain_text(ELSEWHERE)
    expect(book.note).to_contain_text(ELSEWHERE)
    expect(book.shown).not_to_contain_text("已保存")
    assert book.responses() == {"count": "99"}
    save_again(book)
    press(book.page, "Overwrite")
    book.until_kept({"county": ["yuexi"]})
    book.until_saved()
    expect(county.trouble).to_be_hidden()

    # Or the other way round: what is in the file comes in place of what is here.
    written_elsewhere(book, {"county": ["jinzhai"], "count": "99"})
    book.answer("county", ["taihu"])
    save_again(book)
    press(book.page, "Revert")
    expect(county.option("jinzhai")).to_be_checked()
    expect(book.live().count).to_have_text("自测已答 2 / 7 题")
    book.answer("county", ["taihu"])
    book.until_kept({"county": ["taihu"], "count": "99"})
    book.until_saved()


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
