"""The pages about statutes: who leans on which article, and where old numbers stand now."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from dabie.site.build import build

LAWS = "# 条文依据\n\n:::{law-statements}\n:::\n"
NUMBERS = "# 新旧条号\n\n```{renumbering}\n```\n"


@pytest.fixture
def built(lawful: Path, tmp_path: Path) -> Callable[[str], BeautifulSoup]:
    book = lawful / "book"
    (book / "statutes.md").write_text(LAWS, encoding="utf-8")
    (book / "numbers.md").write_text(NUMBERS, encoding="utf-8")
    (book / "_toc.yml").write_text(
        "format: jb-book\nroot: index\n"
        "chapters: [{file: one}, {file: final}, {file: statutes}, {file: numbers}]\n"
    )
    build(lawful, tmp_path / "out")

    def read(name: str) -> BeautifulSoup:
        return BeautifulSoup((tmp_path / f"out/{name}.html").read_text("utf-8"), "html.parser")

    return read


def test_every_statement_is_listed_by_statute_and_article(
    built: Callable[[str], BeautifulSoup],
) -> None:
    page = built("statutes")
    (first, old, second) = page.select("section.dabie-law")
    assert "《夜班法》（2025年修订）" in first.get_text()
    assert "2026年1月1日起施行，核对截止2026年6月3日" in first.get_text()
    assert [one["id"] for one in first.select(".dabie-law-article")] == ["law-fa1-2", "law-fa1-3"]
    links = first.select("#law-fa1-3 .dabie-law-places a")
    assert [one.get_text() for one in links] == ["第一章“法条”", "第一章第 1 题"]
    chapter = built("one")
    for link in links:
        file, _, anchor = str(link["href"]).partition("#")
        assert file == "one.html" and chapter.find(id=anchor)
    assert "换班的时间不得超过八小时" in first.select("#law-fa1-3 details")[0].get_text()
    assert "2012年修正" in old.get_text()
    assert "没有存全文" in second.get_text() and not second.select("details")


def test_a_secret_statute_stays_secret(lawful: Path, tmp_path: Path) -> None:
    item = lawful / "exercises/final/secret-county.toml"
    text = item.read_text("utf-8")
    assert 'sources = ["shi2"]' in text
    item.write_text(
        text.replace('sources = ["shi2"]', 'sources = ["fa1"]').replace(
            'explanation = "', 'explanation = "《夜班法》（2025年修订）第四条。'
        ),
        "utf-8",
    )
    book = lawful / "book"
    (book / "statutes.md").write_text(LAWS, encoding="utf-8")
    (book / "_toc.yml").write_text(
        "format: jb-book\nroot: index\nchapters: [{file: one}, {file: final}, {file: statutes}]\n"
    )
    build(lawful, tmp_path / "out")
    page = (tmp_path / "out/statutes.html").read_text("utf-8")
    assert "law-fa1-3" in page and "law-fa1-4" not in page


def test_the_table_is_whole_without_script(built: Callable[[str], BeautifulSoup]) -> None:
    page = built("numbers")
    (row,) = page.select("tr.dabie-renumbering-row")
    cells = [one.get_text() for one in row.select("td")]
    assert cells[0] == "换班的时限" and "第二条" in cells[1] and "第三条" in cells[2]
    assert cells[3] == "增加十二小时一档"
    assert (row["data-group"], row["data-kind"]) == ("值守", "内容也改")
    assert len(page.select('script[type=module][src$="renumbering.js"]')) == 1
    assert "renumbering.js" not in str(built("one"))
