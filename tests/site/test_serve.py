"""Types, compression and how long a browser may keep what it was given."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dabie.core.errors import DabieError
from dabie.site.serve import _address, application, serve

FILES = {
    "index.html": "<h1>首页</h1>" + "字" * 900,
    "404.html": "<h1>查无此页</h1>",
    "_static/dabie-0123abcd/host.js": "export {};",
    "_static/search-0123abcd.json": "[]",
    "_static/notebooks/one.ipynb": "{}",
    "lite/pyodide.mjs": "export {};",
    "lite/pyodide.wasm": "\0asm",
}


@pytest.fixture
def client(tmp_path: Path, asking: Callable[[Any], Any]) -> Any:
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return asking(application(tmp_path))


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/", "text/html"),
        ("/_static/dabie-0123abcd/host.js", "text/javascript"),
        ("/_static/notebooks/one.ipynb", "application/x-ipynb+json"),
        ("/lite/pyodide.mjs", "text/javascript"),
        ("/lite/pyodide.wasm", "application/wasm"),
    ],
)
def test_types(client: Any, address: str, kind: str) -> None:
    answer = client(address)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(kind)
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_what_has_its_hash_in_its_address_is_kept_and_the_rest_asked_for(
    client: Any,
) -> None:
    for address in ("/_static/dabie-0123abcd/host.js", "/_static/search-0123abcd.json"):
        assert "immutable" in client(address).headers["cache-control"]
    page = client("/")
    assert page.headers["cache-control"] == "no-cache"
    again = client("/", If_None_Match=page.headers["etag"])
    assert (again.status_code, again.content) == (304, b"")


def test_pages_are_compressed(client: Any) -> None:
    assert client("/").headers["content-encoding"] == "gzip"


def test_a_lost_page_is_the_course_s_own(client: Any) -> None:
    answer = client("/a/b.html")
    assert answer.status_code == 404 and "查无此页" in answer.text
    # It may be there tomorrow: nobody keeps this answer unasked.
    assert answer.headers["cache-control"] == "no-cache"


def test_why_it_cannot_be_served_is_said(client: Any, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(DabieError, match=f"占着这个端口；换一个：--port {port + 1}"):
            serve(tmp_path, port=port)
    with pytest.raises(DabieError, match="没有 99999 这个端口"):
        serve(tmp_path, port=99999)
    with pytest.raises(DabieError, match="这台电脑没有 192.0.2.1 这个地址"):
        serve(tmp_path, host="192.0.2.1")


def test_what_is_said_can_be_typed_into_a_browser() -> None:
    assert _address("127.0.0.1", 8000) == "http://127.0.0.1:8000"
    assert _address("::1", 8000) == "http://[::1]:8000"
    assert _address("0.0.0.0", 8000).startswith("http://127.0.0.1:8000")


def test_what_was_not_built_is_not_served(tmp_path: Path) -> None:
    with pytest.raises(DabieError, match="dabie build"):
        serve(tmp_path)
