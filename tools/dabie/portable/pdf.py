"""The course as one tagged A4 PDF: cover, contents with page numbers, every page, key sheet."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Final

from ..core.errors import DabieError
from .addresses import rename_anchors, resolve, whole
from .chromium import find, print_page
from .fragments import Book
from .styles import coloured, style

POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
WIDEST: Final = "0000"
"""Stands for a page number until the pages are known: the contents keep their length."""


def ready() -> None:
    """Say before a long build what a PDF needs and is not there."""
    find()
    try:
        import pikepdf  # noqa: F401
    except ImportError:
        raise DabieError("做 PDF 要用 pikepdf；请安装：pip install 'dabie[book]'") from None


def write_pdf(book: Book, out: Path, work: Path) -> None:
    """Print the book twice: only the first printing tells on which page a chapter begins."""
    ready()
    resolve(book.fragments, lambda _, target: f"#{whole(*target)}")
    for one in book.fragments:
        rename_anchors(one)
    work.mkdir(parents=True, exist_ok=True)
    page, printed, profile = work / "whole.html", work / "whole.pdf", work / "profile"
    try:
        numbers: dict[str, int] = {}
        for _ in range(2):
            page.write_text(document(book, numbers), encoding="utf-8", newline="\n")
            print_page(page, printed, profile)
            numbers = dict(zip((one.name for one in book.fragments), _begins(printed), strict=True))
        pack(printed, out)
    finally:
        shutil.rmtree(profile, ignore_errors=True)


def document(book: Book, numbers: Mapping[str, int]) -> str:
    """Return the whole as one HTML document."""
    body = "\n".join(
        f'<div class="fragment f{place}" id="{escape(whole(one.name, ""))}">{one.body}</div>'
        for place, one in enumerate(book.fragments)
    )
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f"<title>{escape(book.title)}</title>"
        f"<style>\n{style('pdf')}\n{_heads(book)}</style></head><body>\n"
        f"{_cover(book)}\n{_contents(book, numbers)}\n{coloured(body)}\n</body></html>\n"
    )


def _cover(book: Book) -> str:
    promise = f"<p>{escape(book.promise)}</p>" if book.promise else ""
    unsigned = f'<p class="unsigned">{escape(book.banner)}</p>' if book.banner else ""
    return f'<div class="cover"><h1>{escape(book.title)}</h1>{promise}{unsigned}</div>'


def _contents(book: Book, numbers: Mapping[str, int]) -> str:
    groups = ""
    for part, fragments in groupby(book.fragments, key=lambda one: one.part):
        rows = "".join(
            f'<li><a href="#{escape(one.name)}"><span>{escape(one.title)}</span>'
            f'<span class="leader"></span><span class="at">{numbers.get(one.name, WIDEST)}</span>'
            "</a></li>"
            for one in fragments
        )
        groups += (f"<h2>{escape(part)}</h2>" if part else "") + f"<ol>{rows}</ol>"
    return f'<nav class="contents"><h1>目录</h1>{groups}</nav>'


def _heads(book: Book) -> str:
    """Return a named page for every fragment: its running head says where one is."""
    line = (
        "color: #333; border-bottom: 1px solid #000; padding-bottom: 3mm; margin-bottom: 5mm;"
        # The thick line of the double rule, above the border's thin one.
        " background: linear-gradient(#000, #000) no-repeat 0 calc(100% - 2px) / 100% 2px;"
        ' vertical-align: bottom; font: 9pt "Noto Sans CJK SC", "Microsoft YaHei", sans-serif;'
    )
    return "".join(
        f".f{place} {{ page: f{place}; }}\n@page f{place} {{"
        f" @top-left {{ width: 30%; text-align: left; content: {_quoted(book.title)}; {line} }}"
        f" @top-right {{ width: 70%; text-align: right; content: {_quoted(one.title)}; {line} }}"
        " }\n"
        for place, one in enumerate(book.fragments)
    )


def _quoted(text: str) -> str:
    escaped = "".join(f"\\{ord(one):x} " if one in '"\\<\n' else one for one in text)
    return f'"{escaped}"'


def _begins(path: Path) -> Iterator[int]:
    """Yield the page on which each fragment begins: the outline's top, after cover and contents."""
    from pikepdf import Array, Page, Pdf

    with Pdf.open(path) as printed, printed.open_outline() as outline:
        for one in outline.root[2:]:
            # Chromium writes where an entry leads as an array that begins with the page itself.
            assert isinstance(one.destination, Array)
            yield Page(one.destination[0]).index + 1


def pack(printed: Path, out: Path) -> None:
    """Write a PDF anew and smaller: two fifths of it were plain objects, the tags above all.

    What is left is mostly the shapes of characters, which Chromium keeps one by one for fonts of
    cubic outlines as Noto's are. The identity is that of the content, so that the same book gives
    the same bytes.
    """
    from pikepdf import ObjectStreamMode, Pdf

    with Pdf.open(printed) as pdf:
        pdf.save(
            out,
            object_stream_mode=ObjectStreamMode.generate,
            compress_streams=True,
            recompress_flate=True,
            deterministic_id=True,
        )
