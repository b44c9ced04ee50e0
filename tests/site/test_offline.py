"""The service worker's list is the site, and changes with it."""

from __future__ import annotations

import json
import re
import struct
from hashlib import sha256
from pathlib import Path

from dabie.site.build import build

DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)


def files(out: Path) -> dict[str, str]:
    """Return what is taken along, with the beginning of each file's digest."""
    match = re.search(r"^const FILES = (.*); //", (out / "sw.js").read_text("utf-8"), re.MULTILINE)
    assert match is not None
    listed: dict[str, str] = json.loads(match[1])
    return listed


def test_what_is_taken_along_is_there_and_changes_its_edition(tiny: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (tiny / "book" / "part").mkdir()
    (tiny / "book" / "part" / "下.md").write_text("# 下\n\n![点](dot.png)\n", encoding="utf-8")
    (tiny / "book" / "part" / "dot.png").write_bytes(DOT)
    contents = tiny / "book" / "_toc.yml"
    contents.write_text(contents.read_text("utf-8") + "  - file: part/下\n", encoding="utf-8")
    build(tiny, out)
    taken = files(out)
    assert {"part/下.html", "_images/dot.png"} <= set(taken)
    assert {"index.html", "one.html", "404.html", "search.html"} <= set(taken)
    assert {f"_static/notebooks/{one}.ipynb" for one in ("practice", "final")} <= set(taken)
    assert "sw.js" not in taken
    # A site that is put into a folder may have its addresses changed by hand.
    assert taken["404.html"] == "" and sum(not one for one in taken.values()) == 1
    for name, digest in taken.items():
        assert sha256((out / name).read_bytes()).hexdigest().startswith(digest)
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
