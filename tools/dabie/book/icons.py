"""The theme's few icons, drawn in place: no icon font is loaded for them."""

from __future__ import annotations

from typing import Final

_RING = "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z"
PATHS: Final = {
    "menu": "M4 7h16M4 12h16M4 17h16",
    "search": "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16.2 16.2L21 21",
    "moon": "M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z",
    "warn": "M12 4L2.8 20h18.4zM12 10v4.5m0 2.5v.3",
    "fold": "M9.5 6l6 6-6 6",
    "close": "M5.5 5.5l13 13m0-13l-13 13",
    "speech": "M4 5h16v11h-8.5L7 20v-4H4z",
    "document": "M6 3.5h8l4 4v13H6zM14 3.5v4h4M9 12h6M9 16h6",
    "curve": "M4 18c4-14 12-14 16 0",
    "query": _RING + "M9.6 9.6a2.5 2.5 0 1 1 3.6 2.3c-.8.4-1.2.9-1.2 1.9m0 2.7v.3",
}


def icon(name: str) -> str:
    """Return an icon as inline SVG; it only repeats the word beside it."""
    return (
        f'<svg class="dabie-icon dabie-icon-{name}" viewBox="0 0 24 24" aria-hidden="true">'
        f'<path d="{PATHS[name]}"/></svg>'
    )
