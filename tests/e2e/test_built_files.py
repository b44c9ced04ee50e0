"""The built files: nothing in them loads from elsewhere; plain links to elsewhere are links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from searching import files_in
from served import Site

LOADING = (
    "src", "srcset", "poster", "data", "action", "formaction", "background", "manifest", "cite",
    "xlink:href", "ping",
)  # fmt: skip
"""Attributes that make a browser ask for something, on whatever element."""
CSS_LOADS = re.compile(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""", re.IGNORECASE)
SCRIPT_STRINGS = re.compile(r"""(?<!href=\\)["'`]((?:https?:|wss?:)?//[^"'`\s]*)["'`]""")
"""Any address of another host in a script, whatever is done with it, but for links in a text."""
NAMES = {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
"""What looks like an address and is the name of a language."""
ELSEWHERE = re.compile(r"^\s*(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)


def in_css(text: str) -> Iterator[str]:
    for match in CSS_LOADS.finditer(re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)):
        yield match[1] or match[2]


def in_script(text: str) -> Iterator[str]:
    for match in SCRIPT_STRINGS.finditer(text):
        if match[1] not in NAMES and len(match[1]) > 2:
            yield match[1]


def in_page(text: str) -> Iterator[str]:
    soup = BeautifulSoup(text, "html.parser")
    for one in soup.find_all(True):
        for name, value in one.attrs.items():
            if name in LOADING and one.name != "blockquote":
                yield from (part.split()[0] for part in str(value).split(",") if part.split())
            if name == "href" and one.name not in ("a", "area"):
                yield str(value)
            if name == "style":
                yield from in_css(str(value))
            if name.startswith("on"):
                yield from in_script(str(value))
        if one.name == "meta" and str(one.get("http-equiv", "")).lower() == "refresh":
            yield str(one.get("content", "")).partition("=")[2]
        if one.name == "style":
            yield from in_css(one.get_text())
        if one.name == "script" and one.get("type", "module") in ("module", "text/javascript"):
            yield from in_script(one.get_text())


READERS = {".html": in_page, ".css": in_css, ".js": in_script, ".svg": in_page}


def addresses(files: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    for name, content in files.items():
        read = READERS.get("." + name.rpartition(".")[2])
        if read is not None:
            for address in read(content.decode("utf-8")):
                yield name, address


def test_nothing_loads_from_elsewhere(site: Site) -> None:
    files = files_in(site.folder)
    found = list(addresses(files))
    assert {"book.css", "host.js", "icon.svg"} <= {
        address.rpartition("/")[2].partition("?")[0] for _, address in found
    }
    assert [(name, one) for name, one in found if ELSEWHERE.match(one)] == []


def test_every_file_that_a_page_loads_is_there(site: Site) -> None:
    files = files_in(site.folder)
    for name, address in addresses(files):
        path = address.partition("?")[0].partition("#")[0].lstrip("/")
        if name.endswith(".html") and path and not path.startswith("data:"):
            assert path in files, (name, address)


def test_each_way_of_loading_would_be_found() -> None:
    page = """<link href="https://a.test/x.css" rel=stylesheet><script src="//b.test/x.js"></script>
      <img srcset="https://c.test/1.png 1x, https://d.test/2.png 2x" src=x.png>
      <p style="background: url(https://e.test/x.png)"><script>fetch("https://f.test/")</script>
      <style>@import "https://g.test/x.css";</style><a href="https://fine.test/">x</a>
      <svg><image xlink:href="https://h.test/x.svg"/></svg>"""
    script = 'import x from "https://i.test/x.js"; import("//j.test/y.js")'
    style = "@font-face { src: url('https://k.test/x.woff2') }"
    files = {"x.html": page.encode(), "x.js": script.encode(), "x.css": style.encode()}
    foreign = [one for _, one in addresses(files) if ELSEWHERE.match(one)]
    assert {one.split("/")[2].split(".")[0] for one in foreign} == set("abcdefghijk")
