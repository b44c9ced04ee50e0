"""The service worker's list is the site, and changes with it."""

from __future__ import annotations

import json
import re
import struct
from pathlib import Path

from dabie.site.build import build


def files(out: Path) -> list[str]:
    match = re.search(r"^const FILES = (.*);$", (out / "sw.js").read_text("utf-8"), re.MULTILINE)
    assert match is not None
    listed: list[str] = json.loads(match[1])
    return listed


def test_what_is_taken_along_is_there_and_changes_its_edition(tiny: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build(tiny, out)
    taken = files(out)
    assert {"index.html", "one.html", "404.html", "search.html"} <= set(taken)
    assert {f"_static/notebooks/{one}.ipynb" for one in ("practice", "final")} <= set(taken)
    assert all((out / one).is_file() for one in taken) and "sw.js" not in taken
    before = (out / "sw.js").read_bytes()
    build(tiny, out)
    assert (out / "sw.js").read_bytes() == before
    chapter = tiny / "book" / "one.md"
    chapter.write_text(chapter.read_text("utf-8") + "\n又一句。\n", encoding="utf-8")
    build(tiny, out)
    assert (out / "sw.js").read_bytes() != before


def test_the_manifest_names_the_course_and_its_icon(tiny: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build(tiny, out)
    manifest = json.loads((out / "manifest.webmanifest").read_text("utf-8"))
    assert manifest["name"] and manifest["display"] == "standalone"
    for icon in manifest["icons"]:
        content = (out / icon["src"]).read_bytes()
        if icon["type"] == "image/png":
            assert "x".join(map(str, struct.unpack(">2I", content[16:24]))) == icon["sizes"]
    assert {"192x192", "512x512"} <= {one["sizes"] for one in manifest["icons"]}
    assert {"any", "maskable"} == {one["purpose"] for one in manifest["icons"]}
