"""When a stored text changes, everything that leans on the changed articles is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from dabie.catalog import Fault
from dabie.check import check_course
from dabie.check.law_lock import LOCK, accept
from dabie.cli import main

TEXT = "book/laws/fa1.md"


def faults(root: Path) -> list[Fault]:
    return [one for one in check_course(root) if not one.hint]


def amend(root: Path, old: str, new: str) -> None:
    text = (root / TEXT).read_text(encoding="utf-8")
    assert old in text
    (root / TEXT).write_text(text.replace(old, new), encoding="utf-8")


def test_who_leans_on_a_changed_article_is_named_until_it_is_accepted(lawful: Path) -> None:
    amend(lawful, "饮食由单位保证", "饮食由值班的人自理")
    found = {(one.file, one.key): one for one in faults(lawful)}
    lines = (lawful / "book/one.md").read_text(encoding="utf-8").splitlines()
    line = lines.index("第二条管饮食{cite}`fa1`。") + 1
    assert set(found) == {("book/one.md", f"第 {line} 行"), (TEXT, "")}
    said = found["book/one.md", f"第 {line} 行"]
    assert "《夜班法》（2025年修订）第二条，存档全文变了" in said.message
    assert "dabie laws" in said.remedy
    accept(lawful)
    assert faults(lawful) == []


def test_items_lean_too_and_so_do_quotations(lawful: Path) -> None:
    amend(lawful, "（二）没有换班的。", "（二）没有按时换班的。")
    files = {one.file for one in faults(lawful)}
    assert files == {"book/one.md", "exercises/practice/county.toml", TEXT}


def test_an_article_more_or_less_is_a_change(lawful: Path) -> None:
    amend(lawful, "第四条 本法", "第四条 灯要亮着。\n\n第五条 本法")
    (found,) = faults(lawful)
    assert "第四条、第五条" in found.message and "没有章节、题目依据它们" in found.message


def test_spaces_line_ends_and_widths_are_no_change(lawful: Path) -> None:
    text = (lawful / TEXT).read_text(encoding="utf-8")
    (lawful / TEXT).write_text(
        text.replace("\n", "\r\n").replace("2026", "２０２６"), encoding="utf-8"
    )
    assert faults(lawful) == []


def test_a_paragraph_more_is_a_change(lawful: Path) -> None:
    amend(lawful, "人手不足的，", "\n\n人手不足的，")
    assert faults(lawful)


def test_without_a_lock_one_is_asked_for(lawful: Path) -> None:
    (lawful / LOCK).unlink()
    (found,) = faults(lawful)
    assert (found.file, found.remedy) == (LOCK, "运行 dabie laws")
    (lawful / LOCK).write_text("{", encoding="utf-8")
    assert [one.file for one in faults(lawful)] == [LOCK]


def test_the_command_says_what_counts_as_read(
    lawful: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    amend(lawful, "饮食由单位保证", "饮食由值班的人自理")
    assert main(["-C", str(lawful), "laws"]) == 0
    said = capsys.readouterr().out
    assert "book/one.md" in said and "算作已经重读" in said
    assert main(["-C", str(lawful), "laws"]) == 0
    assert "条文没有变" in capsys.readouterr().out


def test_a_course_without_statutes_needs_none(
    tiny: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["-C", str(tiny), "laws"]) == 0
    assert "没有存法律全文" in capsys.readouterr().out and not (tiny / LOCK).exists()
