"""Addresses inside the whole: where a page's anchor went when the pages were taken apart."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from .cleaning import ORIGIN
from .fragments import Fragment

OUTSIDE: Final = ("http", "https", "mailto")
_REFERRED = re.compile(r"url\(#([^)]+)\)")
Place = tuple[str, str]
"""A fragment's name and an anchor in it, which may be empty."""


def resolve(fragments: Iterable[Fragment], address: Callable[[Fragment, Place], str]) -> None:
    """Point every link to where its target is now; a link to what was left out becomes text."""
    held = list(fragments)
    targets: dict[Place, Place] = {}
    for one in held:
        page = one.body.get(ORIGIN, one.name)
        targets[page, ""] = (one.name, "")
        for element in one.body.find_all(id=True):
            targets[origin(element), element["id"]] = (one.name, element["id"])
    for one in held:
        for link in one.body.find_all("a", href=True):
            parts = urlsplit(link["href"])
            if parts.scheme in OUTSIDE:
                continue
            page = origin(link)
            if parts.path:
                joined = posixpath.join(posixpath.dirname(page), unquote(parts.path))
                page = posixpath.normpath(joined).removesuffix(".html")
            target = targets.get((page, unquote(parts.fragment)))
            if target is None:
                link.unwrap()
            else:
                link["href"] = address(one, target)
        for element in one.body.find_all(attrs={ORIGIN: True}):
            del element[ORIGIN]
        one.body.attrs.pop(ORIGIN, None)


def rename_anchors(fragment: Fragment) -> None:
    """Give every anchor its fragment's name in front, so that all may stand in one document."""
    for element in fragment.body.find_all(True):
        if element.get("id"):
            element["id"] = whole(fragment.name, element["id"])
        for name, value in element.attrs.items():
            if isinstance(value, str) and "url(#" in value:
                element[name] = _REFERRED.sub(
                    lambda found: f"url(#{whole(fragment.name, found[1])})", value
                )


def whole(name: str, anchor: str) -> str:
    """Return an anchor that is unique in the whole."""
    return f"{name}--{anchor}" if anchor else name


def origin(element: Any) -> str:
    """Return the page that an element came from."""
    held = element if element.get(ORIGIN) else element.find_parent(attrs={ORIGIN: True})
    return str(held[ORIGIN]) if held is not None else ""
