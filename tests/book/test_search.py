"""What a page says to a search: every word that a reader sees, under the anchor that leads there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dabie.book.passages import passages


def said(html: str) -> list[tuple[str, str, str]]:
    return [(one.anchor, one.heading, one.text) for one in passages(html)]


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<section id=a><h2>题</h2><p>甲</p><p>乙</p></section>", [("a", "题", "甲\n乙")]),
        # A phrase runs through emphasis and over a mark; a joiner is no character.
        ("<section id=a>一<em>二</em><sup class=dabie-cites>[1]</sup>\u2060——三</section>",
         [("a", "", "一二——三")]),
        ("<section id=a>甲<section id=b>乙</section>丙</section>", [("a", "", "甲\n丙"), ("b", "", "乙")]),
        ("<dl><dt id=t>词</dt><dd>释义</dd><dt id=u>字</dt><dd>解</dd></dl>",
         [("t", "词", "释义"), ("u", "字", "解")]),
        ("<dl><dt>溯源</dt><dd>甲</dd></dl>", [("", "", "溯源\n甲")]),
        ("<div class=dabie-host id=item-a><div class=dabie-head>第5题</div><p>问</p></div>",
         [("item-a", "", "问")]),
        ("<p>甲<script>var x</script><svg><text>图</text></svg>乙<br>丙</p>", [("", "", "甲乙\n丙")]),
        ("<p>a &lt;b&gt;&nbsp; c</p></div></p>", [("", "", "a <b> c")]),
    ],
)  # fmt: skip
def test_passages(html: str, found: list[tuple[str, str, str]]) -> None:
    assert said(html) == found


def index(site: Path) -> list[Any]:
    (path,) = (site / "_static").glob("search-*.json")
    read: list[Any] = json.loads(path.read_text(encoding="utf-8"))["pages"]
    return read


def test_the_index_holds_chapters_items_and_terms_but_no_key(site: Path) -> None:
    pages = index(site)
    assert [one[0] for one in pages][:3] == ["index.html", "one.html", "two.html"]
    held = {anchor: text for _, _, found in pages for anchor, _, text in found}
    assert any("会议" in text for text in held.values())
    assert "会址" in held["item-county"]
    text = json.dumps(pages, ensure_ascii=False)
    assert "词条" not in text  # only in explanations
    assert ["便衣队"] == [name for _, _, found in pages for _, name, _ in found if name == "便衣队"]


def test_a_build_of_one_chapter_keeps_the_others_in_the_index(course: Path, tmp_path: Path) -> None:
    from dabie.site.build import build

    out = tmp_path / "site"
    build(course, out)
    before = index(out)
    chapter = course / "book" / "two.md"
    text = chapter.read_text(encoding="utf-8")
    try:
        chapter.write_text(text + "\n又添了一句新话。\n", encoding="utf-8")
        build(course, out)
    finally:
        chapter.write_text(text, encoding="utf-8")
    after = index(out)
    assert [one[0] for one in after] == [one[0] for one in before]
    assert "又添了一句新话" in json.dumps(after, ensure_ascii=False)
    assert len(json.dumps(after)) > len(json.dumps(before))
