"""A notebook that a trainer writes: items in a few lines, shown, answered, scored."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
from answering import Mouse
from desks import PATIENCE, Enter, Place, choose, wait_for
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import expect
from servers import Server

from dabie import score

ITEMS = """import ipywidgets
from dabie import exercise, item, score

county = item("choice", "会址**当时**属于哪个县？", options={"taihu": "太湖县", "yuexi": "岳西县"}, key="taihu")
even = item("choice", "哪些是偶数？", multiple=True, options={"a": "二", "b": "三", "c": "四"}, key=["a", "c"])
order = item("sequencing", "按先后排。", options={"a": "出发", "b": "会合", "c": "整编"}, key=["a", "b", "c"])
names = item("matching", "旧名配今名。", left={"h": "黄安", "l": "礼山"}, right={"a": "红安", "d": "大悟"}, key={"h": "a", "l": "d"})
gap = item("fill-in", "七加{{1}}是十五。", key={1: ["8", "八"]})
total = item("numeric", "七加八是多少？", key=15, unit="个")
essay = item("long-fill-in", "写一句有出处的话。", rubric=[{"criterion": "出处", "levels": ["没有", "有"]}])
every = [county, even, order, names, gap, total, essay]
"""
SHOWN = """warm_up = exercise(*every)
ipywidgets.VBox([ipywidgets.HTML("<h3>热身</h3>"), warm_up])"""
SCORED = """print(score(total, "15 个").state, score(county, ["yuexi"]).state, warm_up.responses.get("item-6"))"""
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
RESPONSES: list[Any] = [
    ["taihu"],
    ["a", "c"],
    ["a", "b", "c"],
    {"h": "a", "l": "d"},
    {"1": "8"},
    "15",
    "据县志。",
]


def test_every_kind_in_a_notebook_of_ones_own(server: Server, enter: Enter) -> None:
    names: dict[str, Any] = {}
    exec(ITEMS, names)
    cells = [new_code_cell(source) for source in (ITEMS, SHOWN, SCORED)]
    path: Path = server.root / "warm-up.ipynb"
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": KERNEL}), path)
    page = enter(server).open("warm-up.ipynb")
    wait_for(server.is_ready, what="a kernel that listens")
    choose(page, "Run", "Run All Cells")
    for at, (one, response) in enumerate(zip(names["every"], RESPONSES, strict=True), start=1):
        place = Place(page, replace(one, id=f"item-{at}"))
        expect(place.section).to_be_attached(timeout=PATIENCE)
        Mouse().answer(place, response)
        place.check.click()
        state = "pending" if one.kind == "long-fill-in" else "right"
        expect(place.section).to_have_attribute("data-state", state, timeout=PATIENCE)
        assert score(one, response).state == state
    # Nothing says that such an exercise could be handed in, or is saved.
    shown = page.locator(".dabie-exercise")
    expect(shown.get_by_role("button", name="交卷", exact=True)).to_be_hidden()
    expect(shown).not_to_contain_text("已保存")
    page.locator(".jp-CodeCell").last.locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    expect(page.locator(".jp-OutputArea-output").last).to_have_text("right wrong 15")
