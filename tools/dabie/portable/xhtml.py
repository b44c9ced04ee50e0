"""Writes what was read as HTML as XML, which EPUB asks for."""

from __future__ import annotations

from typing import Any, Final

SVG: Final = "http://www.w3.org/2000/svg"
CASED: Final = {
    name.lower(): name
    for name in (
        "viewBox", "preserveAspectRatio", "markerWidth", "markerHeight", "markerUnits", "refX",
        "refY", "patternUnits", "patternContentUnits", "patternTransform", "gradientUnits",
        "gradientTransform", "clipPathUnits", "maskUnits", "textLength", "lengthAdjust",
        "startOffset", "pathLength", "spreadMethod",
        "clipPath", "linearGradient", "radialGradient", "textPath",
    )
}  # fmt: skip
"""Names in SVG that HTML reads in any case, and XML in this one only."""

YOUNG: Final = frozenset(("paint-order",))
"""Properties younger than SVG 1.1, which the check of an EPUB allows as a style only."""


def to_xhtml(body: Any) -> str:
    """Return an element as well-formed XML."""
    for svg in body.find_all("svg"):
        svg["xmlns"] = SVG
        for one in (svg, *svg.find_all(True)):
            one.name = CASED.get(one.name, one.name)
            for name in [key for key in one.attrs if key in CASED]:
                one[CASED[name]] = one.attrs.pop(name)
            for name in YOUNG.intersection(one.attrs):
                styled = f"{name}: {one.attrs.pop(name)}"
                one["style"] = f"{one['style']}; {styled}" if one.get("style") else styled
    for one in body.find_all(True):
        # What XHTML has no place for, and no reader misses.
        for name in [key for key in one.attrs if key == "class" and not one[key]]:
            del one[name]
    return str(body.decode(formatter="minimal"))
