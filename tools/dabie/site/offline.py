"""What makes a site installable and readable without network: its manifest and service worker."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Final

from ..core.items import Course
from ..lite.build import ROOM

WORKER: Final = "sw.js"
MANIFEST: Final = "manifest.webmanifest"
TAKEN: Final = frozenset(
    (".html", ".css", ".js", ".json", ".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".ipynb")
)
"""Kinds of files that are taken along: the book with its pictures, and its exercises."""
EDITED: Final = ("404.html",)
"""What may be changed by hand where a site is put (docs/hosting.md), and is kept as it is found."""

ICONS: Final = (
    ("icon-192.png", "192x192", "image/png", "any"),
    ("icon-512.png", "512x512", "image/png", "any"),
    ("icon-maskable.png", "512x512", "image/png", "maskable"),
    ("icon.svg", "any", "image/svg+xml", "any"),
)
"""A phone that installs the course draws these; older ones know no drawing but PNG."""


def write_offline(course: Course, out: Path) -> None:
    """Write both for a built site; the same site gives the same bytes."""
    files = sorted(_taken(out))
    digests = {name: sha256((out / name).read_bytes()).hexdigest()[:12] for name in files}
    edition = sha256(json.dumps(digests).encode()).hexdigest()[:8]
    digests.update(dict.fromkeys(EDITED, ""))
    listed = json.dumps(digests, ensure_ascii=False)
    worker = Path(__file__).with_name(WORKER).read_text(encoding="utf-8")
    filled = {"EDITION": edition, "COURSE": course.id}
    for key, value in filled.items():
        worker = worker.replace(f"%{key}%", value)
    worker = worker.replace('{ "%FILES%": "" }', listed)
    _write(out / WORKER, worker)
    folder = next(one for one in files if one.endswith("/icon.svg")).rpartition("/")[0]
    manifest = {
        "name": course.title,
        "short_name": course.title,
        "lang": "zh-CN",
        "start_url": "./index.html",
        "scope": "./",
        "display": "standalone",
        "background_color": "#f8f3e9",
        "theme_color": "#f8f3e9",
        "icons": [
            {"src": f"{folder}/{name}", "sizes": sizes, "type": kind, "purpose": purpose}
            for name, sizes, kind, purpose in ICONS
        ],
    }
    _write(out / MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1) + "\n")


def _taken(out: Path) -> Iterator[str]:
    """Yield what a reader takes along; a kernel in the browser is too large for that."""
    for path in out.rglob("*"):
        inside = path.relative_to(out).as_posix()
        if path.suffix in TAKEN and not inside.startswith((WORKER, f"{ROOM}/")) and path.is_file():
            yield inside


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
