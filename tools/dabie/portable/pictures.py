"""The pictures of a site, as each form holds them: in the page of a PDF, as files of an EPUB."""

from __future__ import annotations

import base64
import posixpath
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from .addresses import origin
from .fragments import Fragment

KINDS: Final = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".svg": "image/svg+xml",
}
FOLDER: Final = "images"
"""Where an EPUB has them."""


def embedded(fragments: Iterable[Fragment], site: Path) -> None:
    """Put every picture into the page itself."""
    for picture, path in _pictures(fragments, site):
        packed = base64.b64encode(path.read_bytes()).decode()
        picture["src"] = f"data:{KINDS[path.suffix.lower()]};base64,{packed}"


def beside(fragments: Iterable[Fragment], site: Path) -> dict[str, bytes]:
    """Point every picture to a file of its own, and return the files by their names."""
    held: dict[str, bytes] = {}
    names: dict[Path, str] = {}
    for picture, path in _pictures(fragments, site):
        name = names.setdefault(path, f"{FOLDER}/{len(names) + 1}{path.suffix.lower()}")
        held[name] = path.read_bytes()
        picture["src"] = name
    return held


def _pictures(fragments: Iterable[Fragment], site: Path) -> list[tuple[Any, Path]]:
    """Return the pictures with their files; what is no file of the site leaves its words."""
    found = []
    for fragment in fragments:
        for picture in fragment.body.find_all("img"):
            address = urlsplit(picture.get("src", ""))
            if address.scheme == "data":
                continue
            inside = posixpath.join(posixpath.dirname(origin(picture)), unquote(address.path))
            path = site / posixpath.normpath(inside)
            if path.suffix.lower() in KINDS and path.is_file() and not address.netloc:
                found.append((picture, path))
            else:
                picture.replace_with(picture.get("alt", ""))
    return found
