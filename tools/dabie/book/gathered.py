"""Pages that gather from others: written anew when what they gather has changed, and only then.

A page of all statements of law, of all teachers' notes, of all sentences of the essay takes
something from every chapter, and hardly ever from the line that an author has just changed.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Any, Final

from .chapters import contents

FRONT: Final = ("学时", "时长", "篇")
"""What such pages say of a chapter beside its number and title."""


def outdated(env: Any, mark: str, gather: Callable[[], object]) -> list[str]:
    """Return the pages with this mark if what they gather is not what it was at the last build.

    What is gathered must show everything in its `repr`, in an order that does not change.
    """
    pages = marked(env, mark)
    return pages if pages and changed(env, mark, (gather(), order(env))) else []


def marked(env: Any, mark: str) -> list[str]:
    """Return the pages whose metadata hold a mark."""
    return [docname for docname, front in env.metadata.items() if front.get(mark)]


def changed(env: Any, name: str, value: object) -> bool:
    """Tell whether a value is another than at the last build, and remember it for the next."""
    digest = sha256(repr(value).encode()).hexdigest()
    known: dict[str, str] = getattr(env, "dabie_gathered", {})
    env.dabie_gathered = {**known, name: digest}
    return known.get(name) != digest


def order(env: Any) -> list[tuple[object, ...]]:
    """Return the book's pages as others name them."""
    return [
        (
            one.docname,
            one.title,
            one.part,
            one.number,
            [one.front.get(key) for key in sorted(FRONT)],
        )
        for part in contents(env)
        for one in part.pages
    ]
