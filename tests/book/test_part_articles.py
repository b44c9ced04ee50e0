"""The chapters of a part against their articles."""

from __future__ import annotations

from pathlib import Path

from bs4 import BeautifulSoup

from dabie.site.build import build

MORE = """---
学时: 1
核对截止: "2026-06-03"
---

# 第二章的题目

## 法条

《夜班法》（2025年修订）第三条管换班，第四条管施行{cite}`fa1`。

## 延伸阅读

《夜班法》（2025年修订）第一条至第四条{cite}`fa1`。
"""
PAGE = "# 承诺与条文\n\n:::{part-articles} 承诺\n承诺靠哪些条文。\n:::\n"


def test_articles_that_several_chapters_share_are_marked(lawful: Path, tmp_path: Path) -> None:
    book = lawful / "book"
    (book / "two.md").write_text(MORE, encoding="utf-8")
    (book / "chart.md").write_text(PAGE, encoding="utf-8")
    (book / "laws.md").write_text("# 条文依据\n\n:::{law-statements}\n:::\n", encoding="utf-8")
    (book / "_toc.yml").write_text(
        "format: jb-book\nroot: index\nparts:\n"
        "  - caption: 承诺\n    chapters: [{file: one}, {file: two}]\n"
        "  - caption: 附录\n    chapters: [{file: final}, {file: chart}, {file: laws}]\n"
    )
    build(lawful, tmp_path / "out")
    page = BeautifulSoup((tmp_path / "out/chart.html").read_text("utf-8"), "html.parser")
    first, second = page.select(".dabie-part-row")
    assert [one.get_text() for one in first.select(".dabie-part-chip")] == [
        "二", "三，几项共用", "九",
    ]  # fmt: skip
    assert [one.get_text() for one in second.select(".dabie-part-chip")] == ["三，几项共用", "四"]
    (shared,) = second.select(".dabie-part-chip-shared")
    assert shared.get_text() == "三，几项共用"
    assert shared["href"] == "laws.html#law-fa1-3"
    laws = BeautifulSoup((tmp_path / "out/laws.html").read_text("utf-8"), "html.parser")
    assert all(
        laws.find(id=str(one["href"]).partition("#")[2]) for one in page.select("a.dabie-part-chip")
    )
