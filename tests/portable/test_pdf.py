"""The PDF is tagged, has an outline and page numbers, and holds items as a worksheet, never a key."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from dabie.core.errors import DabieError
from dabie.portable import chromium
from dabie.portable.pdf import pack


@pytest.fixture(scope="module")
def reader(taken: Path) -> PdfReader:
    return PdfReader(taken / "tiny.pdf", strict=True)


@pytest.fixture(scope="module")
def pages(reader: PdfReader) -> list[str]:
    return [one.extract_text() for one in reader.pages]


def tops(reader: PdfReader) -> list[tuple[str, int]]:
    return [
        (str(one.title), (reader.get_destination_page_number(one) or 0) + 1)
        for one in reader.outline
        if not isinstance(one, list)
    ]


def test_it_is_tagged_and_says_its_language_and_title(reader: PdfReader) -> None:
    root = reader.root_object
    assert root["/Lang"] == "zh-CN"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]
    assert reader.metadata is not None and reader.metadata.title == "小课程"


def test_its_objects_are_packed_and_its_bytes_depend_on_the_content_alone(
    taken: Path, tmp_path: Path
) -> None:
    made = taken / "tiny.pdf"
    assert b"/ObjStm" in made.read_bytes() and b"/StructElem" not in made.read_bytes()
    pack(made, tmp_path / "once.pdf")
    pack(made, tmp_path / "twice.pdf")
    assert (tmp_path / "once.pdf").read_bytes() == (tmp_path / "twice.pdf").read_bytes()


def test_the_outline_has_every_page_of_the_book(reader: PdfReader) -> None:
    assert [title for title, _ in tops(reader)] == [
        "小课程", "目录", "关于这本书", "第一章的题目", "测评", "下", "上", "练习答案",
    ]  # fmt: skip


def test_the_contents_name_the_page_where_each_begins(reader: PdfReader, pages: list[str]) -> None:
    for title, at in tops(reader)[2:]:
        assert re.search(rf"{title}\s*{at}\b", pages[1]), title
        assert title in pages[at - 1]


def test_every_page_but_the_cover_has_its_number(pages: list[str]) -> None:
    assert 5 <= len(pages) <= 12
    for number, text in enumerate(pages[1:], start=2):
        assert f"{number} / {len(pages)}" in text


def test_no_character_is_written_as_the_radical_that_looks_like_it(pages: list[str]) -> None:
    assert re.findall("[\u2e80-\u2fdf]", "".join(pages)) == []


def test_items_are_a_worksheet(pages: list[str]) -> None:
    text = "\n".join(pages[:-1])
    assert "编号" in text and "姓名" in text
    assert "○" in text and "□" in text
    words = re.sub(r"\s", "", text)
    assert "在方框里填1到" in words and "从这里选" in words and "得分" in words
    assert "核对答案" not in text


def test_keys_of_the_practice_stand_at_the_end_only(pages: list[str]) -> None:
    why = "词条写明时属太湖县"
    assert why in pages[-1]
    assert all(why not in one for one in pages[:-1])


def test_links_inside_lead_somewhere(reader: PdfReader) -> None:
    named = set(reader.named_destinations)
    links = [
        one.get_object()["/Dest"].lstrip("/")
        for page in reader.pages
        for one in page.get("/Annots", ())
        if "/Dest" in one.get_object()
    ]
    assert links
    assert {one.lstrip("/") for one in links} <= {one.lstrip("/") for one in named}


def test_without_a_chromium_it_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(chromium.shutil, "which", lambda name: None)
    monkeypatch.setattr(chromium, "PLACES", ())
    with pytest.raises(DabieError, match="apt-get install chromium"):
        chromium.find()
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    with pytest.raises(DabieError, match="/nowhere/chromium"):
        chromium.find()
