"""Two scorers, one truth: every item's samples and much nonsense, in Python and in the page."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from dabie.catalog import load_course
from dabie.core.errors import ResponseError
from dabie.core.items import Item
from dabie.core.publish import publish
from dabie.core.scoring import score
from dabie.view.bundle import bundle

PACKAGE = Path(__file__).parents[2] / "tools" / "dabie"

IN_PAGE = """async ([source, cases]) => {
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const { score } = await import(url);
  return cases.map(([item, response]) => score(item, response));
}"""


def cases(folder: Path) -> Iterator[tuple[Item, dict[str, object], object]]:
    for exercise in load_course(folder).exercises:
        # Published as practice: an assessment's definition has no key for the page to score by.
        shown = publish(type(exercise)(exercise.id, "", "practice", "", exercise.items), render=str)
        for item, definition in zip(exercise.items, shown, strict=True):
            for sample in item.samples:
                yield item, definition, sample.response


def judged(item: Item, response: object) -> dict[str, Any]:
    try:
        return score(item, response).to_json()
    except ResponseError:
        return {"state": "malformed"}


def compare(browser: Browser, triples: list[tuple[Item, dict[str, object], object]]) -> None:
    page = browser.new_page()
    page.goto("about:blank")
    pairs = [[definition, response] for _, definition, response in triples]
    theirs = page.evaluate(IN_PAGE, [bundle(PACKAGE / "book/static/score.js").text, pairs])
    page.close()
    for (item, _, response), outcome in zip(triples, theirs, strict=True):
        if outcome["state"] == "malformed":
            assert outcome.pop("reason")
        assert outcome == judged(item, response), (item.id, response)


@pytest.mark.parametrize("course", [".", "tests/courses/tiny"])
def test_every_sample_earns_the_same(browser: Browser, root: Path, course: str) -> None:
    triples = [
        (item, definition, response)
        for item, definition, response in cases(root / course)
        # TOML can write a number that JSON hands to JavaScript as a number all the same.
        if not isinstance(response, float)
    ]
    assert triples
    compare(browser, triples)


NUMBERS = (
    "2980", "２９８０", "2,980人", " 2980 人 ", "2960", "3000", "3000.0000001", "+2980", "-2980", ".5",
    "5.", "1e3", "2.98E3", "1e-400", "1e999999", "0e999999", "29,80", "0x10", "NaN", "一百", "人",
    "2980 人人", "\u22123", "1_000", "", " ", "\ufeff2980\u0085", "2980\u3000", "9" * 64, "9" * 65,
)  # fmt: skip
TEXTS = (
    "三",
    " ３。",
    "3。。",
    "军 ",
    "ＪＵＮ",
    "İ",
    "ß",
    "Σ",
    "。",
    "\u001c3",
    "\ufeff三",
    "x" * 1001,
)


def test_nonsense_is_judged_alike(browser: Browser, root: Path) -> None:
    chance = random.Random(20261123)
    triples = [
        (item, definition, _any(chance, 3))
        for item, definition, _ in cases(root / "tests/courses/tiny")
        for _ in range(60)
    ]
    for item, definition, _ in cases(root / "tests/courses/tiny"):
        if item.id == "count":
            triples += [(item, definition, one) for one in NUMBERS]
        if item.id == "gap":
            triples += [(item, definition, {"1": one, "2": "军"}) for one in TEXTS]
        if item.id == "order":
            orders = [chance.sample("abcde", 5) for _ in range(40)]
            triples += [(item, definition, one) for one in orders]
    compare(browser, triples)


def _any(chance: random.Random, depth: int) -> object:
    plain: list[object] = [
        None, True, 0, 1.5, "", "a", "b", "三", "2980", "taihu", "huangan", "__proto__", "constructor"
    ]  # fmt: skip
    pick = chance.random()
    if depth == 0 or pick < 0.3:
        return chance.choice(plain)
    if pick < 0.65:
        return [_any(chance, depth - 1) for _ in range(chance.randrange(5))]
    names = ("1", "2", "huangan", "lishan", "a", "__proto__x")
    return {chance.choice(names): _any(chance, depth - 1) for _ in range(chance.randrange(3))}
