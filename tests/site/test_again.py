"""Building again writes just the pages that are due, and in the end what a first build would."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from dabie.site.build import build
from dabie.site.settings import remembered
from dabie.starting import new_course

HANDBOOK = "# 教师手册\n\n```{all-teacher-notes}\n```\n\n:::{part-articles} 课文\n表。\n:::\n"
SECOND = "# 第二处\n\n看一看。\n\n:::{teacher-notes}\n五分钟。\n:::\n"
ALWAYS = {"404.html", "check.html", "mine.html", "search.html", "index.html"}
"""Pages without a chapter, and the one with the contents: Sphinx writes them with every build."""
CHANGES = {
    # Of no other page's concern.
    ("## 导入\n", "## 导入\n\n多一句话。\n"): {"old-bridge"},
    ("**时间表（20分钟）**", "**先读一遍（20分钟）**"): {"old-bridge", "handbook"},
    # The sentence stands on the page of the whole essay and in the table of its sentences.
    (":::{essay} E01\n:::\n", ""): {"old-bridge", "essay", "trace"},
    ("**规则。**", "《展板核对办法》（2026年修订）第一条{cite}`banfa`。\n\n**规则。**"): {
        "old-bridge",
        "laws",
        "handbook",
    },
    ("{cite}`zhi1`", "{cite}`zhi1,bu1`"): {"old-bridge"},
    ("时长: 20", "时长: 25"): {"old-bridge", "handbook", "trace", "essay", "laws"},
}
"""What is changed in the chapter -> the pages that show it."""


def test_a_change_is_written_where_it_shows(tmp_path: Path) -> None:
    course, out = tmp_path / "course", tmp_path / "again"
    new_course(course, "样子")
    book = course / "book"
    (book / "handbook.md").write_text(HANDBOOK, encoding="utf-8")
    toc, chapter = book / "_toc.yml", book / "old-bridge.md"
    (book / "second.md").write_text(SECOND, encoding="utf-8")
    listed = f"{toc.read_text('utf-8').rstrip()}\n      - file: handbook\n"
    bridge, second = "      - file: old-bridge\n", "      - file: second\n"
    toc.write_text(listed.replace(bridge, bridge + second), encoding="utf-8")
    build(course, out)
    for (old, new), expected in CHANGES.items():
        before = times(out)
        text = chapter.read_text("utf-8")
        assert old in text
        chapter.write_text(text.replace(old, new, 1), encoding="utf-8")
        build(course, out)
        written = {name for name, time in times(out).items() if before.get(name) != time}
        assert written - ALWAYS == {f"{name}.html" for name in expected}, new
    # Chapters change places: so do their notes.
    toc.write_text(listed.replace(bridge, second + bridge), encoding="utf-8")
    build(course, out)
    build(course, tmp_path / "first")
    assert pages(out) == pages(tmp_path / "first")


def test_what_is_remembered_is_made_once_for_each_key(tmp_path: Path) -> None:
    file, made = tmp_path / "state" / "settings.json", []

    def compute() -> dict[str, object]:
        made.append(1)
        return {"count": len(made)}

    assert [remembered(file, key, compute)["count"] for key in ("a", "a", "b")] == [1, 1, 2]
    file.write_text("{", encoding="utf-8")
    assert remembered(file, "b", compute) == {"count": 3}
    # What JSON would change is never kept.
    for odd in ((1, 2), date(2026, 1, 1), {1: 2}):
        assert remembered(file, "c", lambda odd=odd: {"odd": odd}) == {"odd": odd}
    assert remembered(file, "b", compute) == {"count": 3}


def times(out: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in out.glob("*.html")}


def pages(out: Path) -> dict[str, str]:
    found = [*out.glob("*.html"), *out.glob("_static/search-*")]
    return {path.name: path.read_text("utf-8") for path in found}
