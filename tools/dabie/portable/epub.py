"""The course as an EPUB 3: a file for every page, navigation, and nothing that runs."""

from __future__ import annotations

import os
import time
import zipfile
from collections.abc import Mapping
from hashlib import sha256
from html import escape
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from .addresses import Place, resolve
from .fragments import Book, Fragment
from .pictures import KINDS
from .styles import coloured, style
from .xhtml import to_xhtml

TYPE: Final = "application/epub+zip"
EARLIEST: Final = (1980, 1, 1, 0, 0, 0)
"""What a zip can hold at the earliest: no file says when it was written."""
CONTAINER: Final = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>\n"
)
FEATURES: Final = ("tableOfContents", "structuralNavigation", "alternativeText", "readingOrder")
SUMMARY: Final = "全书是文字，图有文字说明；题目是练习纸，不能在阅读器里作答。"


def write_epub(
    course: str, book: Book, out: Path, pictures: Mapping[str, bytes] = MappingProxyType({})
) -> None:
    """Write the package with its pictures; the same pages give the same bytes."""
    resolve(book.fragments, _address)
    files = {
        "style.css": style("epub"),
        "cover.xhtml": _file(book.title, _cover(book)),
        "nav.xhtml": _file("目录", _navigation(book)),
    }
    for one in book.fragments:
        files[_name(one)] = _file(one.title, coloured(to_xhtml(one.body)))
    files["package.opf"] = _package(course, book, files, pictures)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        # The type comes first and as it is, so that a reader finds it at a fixed place.
        _add(archive, "mimetype", TYPE, zipfile.ZIP_STORED)
        _add(archive, "META-INF/container.xml", CONTAINER)
        for name, text in files.items():
            _add(archive, f"book/{name}", text)
        for name, content in pictures.items():
            _add(archive, f"book/{name}", content, zipfile.ZIP_STORED)


def _add(
    archive: zipfile.ZipFile, name: str, content: str | bytes, how: int = zipfile.ZIP_DEFLATED
) -> None:
    entry = zipfile.ZipInfo(name, EARLIEST)
    entry.compress_type, entry.external_attr, entry.create_system = how, 0o644 << 16, 3
    archive.writestr(entry, content.encode() if isinstance(content, str) else content)


def _name(fragment: Fragment) -> str:
    return f"{fragment.name}.xhtml"


def _address(where: Fragment, target: Place) -> str:
    name, anchor = target
    file = "" if name == where.name and anchor else f"{name}.xhtml"
    return file + (f"#{anchor}" if anchor else "")


def _file(title: str, body: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
        ' lang="zh-CN" xml:lang="zh-CN">\n'
        f"<head><title>{escape(title)}</title>"
        '<link rel="stylesheet" type="text/css" href="style.css"/></head>\n'
        f"<body>\n{body}\n</body></html>\n"
    )


def _cover(book: Book) -> str:
    promise = f"<p>{escape(book.promise)}</p>" if book.promise else ""
    unsigned = f'<p class="unsigned">{escape(book.banner)}</p>' if book.banner else ""
    return (
        f'<section class="cover" epub:type="titlepage"><h1>{escape(book.title)}</h1>'
        f"{promise}{unsigned}</section>"
    )


def _navigation(book: Book) -> str:
    entries = ""
    for part, fragments in groupby(book.fragments, key=lambda one: one.part):
        rows = "".join(
            f'<li><a href="{escape(_name(one))}">{escape(one.title)}</a></li>' for one in fragments
        )
        entries += f"<li><span>{escape(part)}</span><ol>{rows}</ol></li>" if part else rows
    first = escape(_name(book.fragments[0]))
    return (
        f'<nav epub:type="toc" id="toc"><h1>目录</h1><ol>{entries}</ol></nav>'
        '<nav epub:type="landmarks" hidden="hidden"><h2>要处</h2><ol>'
        '<li><a epub:type="toc" href="#toc">目录</a></li>'
        f'<li><a epub:type="bodymatter" href="{first}">正文</a></li></ol></nav>'
    )


def _package(
    course: str, book: Book, files: Mapping[str, str], pictures: Mapping[str, bytes]
) -> str:
    whole = "".join(files.values()).encode() + b"".join(pictures.values())
    content = sha256(whole).hexdigest()
    metadata = [
        # Another text is another publication: a reader's notes never move to changed pages.
        f'<dc:identifier id="id">urn:uuid:{uuid5(NAMESPACE_URL, f"{course}:{content}")}'
        "</dc:identifier>",
        f"<dc:title>{escape(book.title)}</dc:title>",
        "<dc:language>zh-CN</dc:language>",
        f'<meta property="dcterms:modified">{_modified()}</meta>',
        '<meta property="schema:accessMode">textual</meta>',
        '<meta property="schema:accessMode">visual</meta>',
        '<meta property="schema:accessModeSufficient">textual</meta>',
        '<meta property="schema:accessibilityHazard">none</meta>',
        f'<meta property="schema:accessibilitySummary">{SUMMARY}</meta>',
        *(f'<meta property="schema:accessibilityFeature">{one}</meta>' for one in FEATURES),
    ]
    if book.promise:
        metadata.append(f"<dc:description>{escape(book.promise)}</dc:description>")
    manifest = [_listed(name, text) for name, text in files.items()]
    manifest += [
        f'<item id="{_id(name)}" href="{name}" media-type="{KINDS[Path(name).suffix]}"/>'
        for name in pictures
    ]
    pages = ["cover.xhtml", "nav.xhtml", *(_name(one) for one in book.fragments)]
    spine = [f'<itemref idref="{_id(name)}"/>' for name in pages]
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"'
        ' xml:lang="zh-CN">\n'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        + "\n".join(metadata)
        + "\n</metadata>\n<manifest>\n"
        + "\n".join(manifest)
        + "\n</manifest>\n<spine>\n"
        + "\n".join(spine)
        + "\n</spine>\n</package>\n"
    )


def _listed(name: str, text: str) -> str:
    kind = "text/css" if name.endswith(".css") else "application/xhtml+xml"
    properties = "nav" if name == "nav.xhtml" else "svg" if "<svg" in text else ""
    told = f' properties="{properties}"' if properties else ""
    return f'<item id="{_id(name)}" href="{escape(name)}" media-type="{kind}"{told}/>'


def _id(name: str) -> str:
    return "f-" + name.replace(".", "-").replace("/", "-")


def _modified() -> str:
    """Return the one time that EPUB demands: as reproducible builds name it, or none at all."""
    named = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = time.gmtime(int(named)) if named.isdecimal() else (*EARLIEST, 0, 0, 0)
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", moment)
