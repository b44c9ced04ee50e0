"""Items in a page: what stands there without script, and what the host is told."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup, Tag

Read = Callable[[str], BeautifulSoup]


def told(node: Tag, name: str) -> object:
    script = node.select_one(f'script[type="application/json"].{name}')
    assert script is not None
    return json.loads(script.get_text())


def host(page: Read, item: str) -> Tag:
    found = page("one").select_one(f'.dabie-host[data-item="{item}"]')
    assert found is not None
    return found


def test_a_host_carries_exercise_number_and_public_definition(page: Read) -> None:
    county = host(page, "county")
    assert (county["data-exercise"], county["data-number"]) == ("practice", "1")
    assert county["id"] == "item-county"
    definition = told(county, "dabie-definition")
    assert isinstance(definition, dict)
    assert (definition["id"], definition["key"]) == ("county", ["taihu"])


@pytest.mark.parametrize(
    ("item", "selector", "texts"),
    [
        ("county", ".dabie-option .dabie-text", {"太湖县", "岳西县", "金寨县"}),
        ("claims", ".dabie-option .dabie-text", {"甲", "乙", "丙", "丁"}),
        ("order", ".dabie-row .dabie-text", None),
        ("names", ".dabie-pair .dabie-text", None),
        ("gap", ".dabie-prompt .dabie-blank .dabie-field", {"\xa0"}),
        ("count", ".dabie-number-area span", {"\xa0", "人"}),
        ("essay", ".dabie-criterion, .dabie-rubric th", {"说明来源", "下一步"}),
    ],
)
def test_every_kind_is_readable_without_script(
    page: Read, item: str, selector: str, texts: set[str] | None
) -> None:
    static = host(page, item).select_one("section.dabie-item.dabie-static")
    assert static is not None and static.select_one(".dabie-prompt") is not None
    found = {one.get_text() for one in static.select(selector)}
    assert found == texts if texts else len(found) > 1


def test_the_static_item_does_not_tell_the_key(page: Read) -> None:
    drawn = host(page, "county").select_one(".dabie-static")
    assert drawn is not None
    assert "词条写明" not in drawn.get_text() and "岳西县一年后" not in drawn.get_text()


def test_right_sides_are_readable_without_script(page: Read) -> None:
    offered = host(page, "names").select_one(".dabie-offered")
    assert offered is not None and offered.get_text().startswith("从这里选：")


def test_the_strip_tells_the_host_what_to_hand_in(page: Read) -> None:
    strip = page("one").select_one('.dabie-handin[data-exercise="practice"]')
    assert strip is not None
    facts = told(strip, "dabie-exercise")
    assert isinstance(facts, dict)
    assert facts["items"] == ["county", "claims", "order", "names", "gap", "count", "essay"]
    assert facts["mode"] == "practice" and facts["revision"].startswith("sha256:")
    assert facts["notebook"] == "_static/notebooks/practice.ipynb"


def test_an_exercise_is_all_items_in_order_and_the_strip(page: Read) -> None:
    final = page("final")
    assert [one["data-item"] for one in final.select(".dabie-host")] == [
        "secret-county",
        "secret-words",
    ]
    assert len(final.select(".dabie-handin")) == 1


def test_only_pages_with_items_load_the_host(page: Read) -> None:
    loaded = {
        name: [str(one.get("src")) for one in page(name).select("script[src]")]
        for name in ("one", "glossary")
    }
    assert any("host.js" in one for one in loaded["one"])
    assert not any("host.js" in one for one in loaded["glossary"])


def test_a_page_with_items_asks_for_three_scripts_and_two_sheets(page: Read) -> None:
    head = page("one").head
    assert head is not None
    scripts = [str(one["src"]).rsplit("/", 1)[-1] for one in head.select("script[src]")]
    assert scripts == ["host.js", "page.js", "mode.js"]
    sheets = [str(one["href"]).rsplit("/", 1)[-1] for one in head.select('[rel="stylesheet"]')]
    assert sheets == ["book.css", "items.css"]


def test_objectives_lead_to_their_items(page: Read) -> None:
    links = page("one").select(".dabie-objective-items a")
    assert [one.get_text() for one in links] == ["1", "2", "3", "4", "5", "6", "7"]
    assert links[0]["href"] == "#item-county"


def test_the_home_page_lists_exercises_for_the_host(page: Read) -> None:
    listed = told(page("index"), "dabie-exercises")
    assert isinstance(listed, list)
    assert [(one["id"], one["url"], len(one["items"])) for one in listed] == [
        ("practice", "one.html", 7),
        ("final", "final.html", 2),
    ]
