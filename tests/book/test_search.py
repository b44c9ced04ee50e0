"""The terms that a page is found by."""

from __future__ import annotations

from pathlib import Path

import pytest

from dabie.book.search import Bigrams


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("凉亭坳", {"凉", "亭", "坳", "凉亭", "亭坳"}),
        ("1935年2月", {"1935", "年", "2", "月"}),
        ("再起\u2060——E13", {"再", "起", "再起", "E13"}),
    ],
)
def test_terms(text: str, terms: set[str]) -> None:
    assert set(Bigrams({}).split(text)) == terms


@pytest.mark.parametrize(
    ("term", "indexed"), [("凉亭", "zz凉亭"), ("1935", "zz1935"), ("E13", "e13")]
)
def test_numbers_and_short_terms_are_not_dropped(term: str, indexed: str) -> None:
    assert Bigrams({}).stem(term) == indexed


def test_the_index_holds_chapters_and_items_but_no_key(site: Path) -> None:
    index = (site / "searchindex.js").read_text("utf-8").encode().decode("unicode_escape", "ignore")
    assert "zz会议" in index and "zz会址" in index  # a chapter's words, an item's prompt
    assert "zz词条" not in index  # only in explanations
