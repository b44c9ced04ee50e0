"""The teacher's notes of all chapters on one page."""

from __future__ import annotations

import shutil
from pathlib import Path

from bs4 import BeautifulSoup

from dabie.book.all_notes import notes_of
from dabie.site.build import build

FIRST = "# 早的一章\n\n正文。\n\n::::{teacher-notes}\n时间：十分钟{cite}`shi2`。\n\n:::{unverified} 甲\n乙。\n:::\n::::\n\n末段。\n"
SECOND = (
    "---\n学时: 1\n时长: 45\n---\n\n# 晚的一章\n\n:::{teacher-notes}\n见[早的一章](zz.md)。\n:::\n"
)


def test_the_notes_of_all_chapters_stand_on_one_page(course: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(course, tmp_path / "course"))
    book = root / "book"
    # By name the second comes first: the order is the book's.
    (book / "zz.md").write_text(FIRST, encoding="utf-8")
    (book / "aa.md").write_text(SECOND, encoding="utf-8")
    (book / "notes.md").write_text("# 手册\n\n## 提示\n\n```{all-teacher-notes}\n```\n")
    toc = (book / "_toc.yml").read_text(encoding="utf-8")
    more = "{file: final}, {file: zz}, {file: aa}, {file: notes}"
    (book / "_toc.yml").write_text(toc.replace("{file: final}", more), encoding="utf-8")
    build(root, tmp_path / "out")
    page = BeautifulSoup((tmp_path / "out/notes.html").read_text("utf-8"), "html.parser")

    sections = page.select("section[id^=notes-]")
    assert [one["id"] for one in sections] == ["notes-two", "notes-zz", "notes-aa"]
    two, first, second = sections
    assert two.select_one("h3").get_text().startswith("第一章 第二个题目")
    assert "十分钟" in first.get_text() and first.select_one(".dabie-unverified")
    assert "末段" not in first.get_text() and "正文。" not in first.get_text()
    # A mark leads to the sources of this page, not of the chapter's.
    assert page.find(id=str(first.select_one("a.dabie-cite")["href"]).removeprefix("#"))
    assert second.select_one("a[href='zz.html']")
    assert "约 45 分钟" in second.select_one(".dabie-notes-of").get_text()
    # On paper nothing has to be unfolded.
    assert not page.select("article details.dabie-teacher-notes")


def test_a_chapter_without_notes_has_none() -> None:
    assert notes_of("# 题目\n\n正文。\n") == ([], 0)
