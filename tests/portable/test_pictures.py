"""Pictures and tables of an author's: sized without a style, taken along in every form."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from pypdf import PdfReader


def test_sizes_stand_as_attributes_and_classes(taken: Path) -> None:
    page = (taken / "part" / "low.html").read_text(encoding="utf-8")
    assert "style=" not in page
    drawn = re.findall(r"<img [^>]*>", page)
    assert all('src="../_images/dot.png"' in one for one in drawn)
    assert 'alt="一点" height="1"' in drawn[0]
    assert 'class="align-center"' in drawn[1]
    assert 'width="300"' in drawn[2]
    assert re.findall(r"dabie-col-\d", page) == ["dabie-col-3", "dabie-col-7"]


def test_what_sphinx_adds_is_in_the_books_language(taken: Path) -> None:
    page = (taken / "part" / "low.html").read_text(encoding="utf-8")
    assert '<p class="admonition-title">参见</p>' in page
    assert '<span class="caption-number">图 1 </span>' in page


def test_they_are_taken_along(taken: Path) -> None:
    with zipfile.ZipFile(taken / "tiny.epub") as book:
        assert 'href="part-low.xhtml"' in book.read("book/nav-page.xhtml").decode()
        assert book.read("book/images/1.png") == (taken / "_images" / "dot.png").read_bytes()
    assert sum(len(page.images) for page in PdfReader(taken / "tiny.pdf").pages) > 0
