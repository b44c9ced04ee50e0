"""Drawing by hand: SVG elements from names, attributes and what they hold."""

from __future__ import annotations

from html import escape


def element(name: str, *inside: str, **attributes: object) -> str:
    """Return an element; `class_` is the attribute `class`, `x_y` is `x-y`.

    >>> element("text", "a<b", x=1, class_="label")
    '<text x="1" class="label">a<b</text>'
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_number(value))}"'
        for key, value in attributes.items()
    )
    return f"<{name}{written}>{''.join(inside)}</{name}>"


def text(words: str, x: float, y: float, class_: str = "", anchor: str = "start") -> str:
    """Return a text whose words are escaped."""
    more: dict[str, object] = {"class_": class_} if class_ else {}
    if anchor != "start":
        more["text_anchor"] = anchor
    return element("text", escape(words), x=x, y=y, **more)


def drawing(width: float, height: float, label: str, *inside: str, class_: str) -> str:
    """Return a picture of that many pixels that says what it shows."""
    return element(
        "svg",
        *inside,
        width=width,
        height=height,
        viewBox=f"0 0 {_number(width)} {_number(height)}",
        class_=class_,
        role="img",
        aria_label=label,
    )


def _number(value: object) -> str:
    # No more digits than anybody sees, and the same on every machine.
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)
