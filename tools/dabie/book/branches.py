"""Draws a chain of questions: diamonds ask, 是 goes down, 否 goes right, a box names its article.

Twice, at real pixels, for wide and narrow screens, coloured by the page's own properties.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final


@dataclass(frozen=True, slots=True)
class End:
    """What a way leads to: a limit and the article that says so."""

    id: str
    words: str
    article: str
    number: str


@dataclass(frozen=True, slots=True)
class Sizes:
    """One of the two drawings, in pixels."""

    width: int
    middle: int
    diamond: tuple[int, int]
    box: tuple[int, int]
    type: int
    leading: int
    per_line: int
    gap: int
    short: bool


WIDE: Final = Sizes(648, 214, (408, 108), (176, 60), 15, 23, 15, 44, False)
NARROW: Final = Sizes(324, 110, (216, 156), (86, 60), 13, 19, 8, 38, True)


def draw(asks: Sequence[str], ends: Sequence[End], size: Sizes) -> str:
    """Return the drawing; there is one end more than there are questions."""
    half = size.diamond[1] // 2
    step = size.diamond[1] + size.gap
    centres = [4 + half + step * at for at in range(len(asks))]
    parts: list[str] = []
    for at, (ask, end) in enumerate(zip(asks, ends, strict=False)):
        y = centres[at]
        parts += _diamond(ask, y, size)
        below = y + half
        parts += [_line((size.middle, below), (size.middle, below + size.gap))]
        parts += [_label("是", size.middle + 14, below + size.gap // 2 + 5)]
        last = max(place for place, one in enumerate(ends[:-1]) if one.id == end.id)
        parts += _no(y, centres[last], last == at, size)
        if last == at:
            parts += _box(end, size.width - size.box[0] // 2 - 2, y, size, filled=False)
    bottom = centres[-1] + half + size.gap + size.box[1] // 2
    parts += _box(ends[-1], size.middle, bottom, size, filled=True)
    height = bottom + size.box[1] // 2 + 4
    drawn = "".join(parts)
    view = f"0 0 {size.width} {height}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}">{drawn}</svg>'


def lines(text: str, per_line: int) -> list[str]:
    """Break a question into lines of like length, none of which begins with a mark.

    >>> lines("情况复杂，而且可能拘留？", 6)
    ['情况复杂，而', '且可能拘留？']
    """
    count = -(-len(text) // per_line)
    size = -(-len(text) // count)
    broken = [text[at : at + size] for at in range(0, len(text), size)]
    for at in range(1, len(broken)):
        while broken[at] and broken[at][0] in "，。、？；：”":
            broken[at - 1] += broken[at][0]
            broken[at] = broken[at][1:]
    return [one for one in broken if one]


def _diamond(ask: str, y: int, size: Sizes) -> list[str]:
    across, down = size.diamond[0] // 2, size.diamond[1] // 2
    x = size.middle
    points = f"{x},{y - down} {x + across},{y} {x},{y + down} {x - across},{y}"
    shape = (
        f'<polygon points="{points}" fill="var(--dabie-sheet)" stroke="var(--dabie-red)" '
        'stroke-width="1.5"/>'
    )
    broken = lines(ask, size.per_line)
    top = y - (len(broken) - 1) * size.leading / 2 + size.type * 0.36
    texts = [
        _text(one, x, top + size.leading * at, size.type, weight=600)
        for at, one in enumerate(broken)
    ]
    return [shape, *texts]


def _no(y: int, target: int, own: bool, size: Sizes) -> list[str]:
    right = size.middle + size.diamond[0] // 2
    left = size.width - size.box[0] - 2
    label = _label("否", (right + left) // 2 if own else right + 14, y - 7)
    if own:
        return [_line((right, y), (left, y)), label]
    # One shared line to the box that both answers lead to.
    middle = size.width - size.box[0] // 2 - 2
    return [
        _line((right, y), (middle, y)),
        _line((middle, y), (middle, target - size.box[1] // 2)),
        label,
    ]


def _box(end: End, x: int, y: int, size: Sizes, *, filled: bool) -> list[str]:
    wide, high = size.box
    fill = "var(--dabie-sunk)" if filled else "var(--dabie-sheet)"
    shape = (
        f'<rect x="{x - wide // 2}" y="{y - high // 2}" width="{wide}" height="{high}" rx="3" '
        f'fill="{fill}" stroke="var(--dabie-edge)"/>'
    )
    article = f"第{end.number}条" if size.short else end.article
    return [
        shape,
        _text(end.words, x, y - 4, size.type + 1, weight=700),
        _text(article, x, y + 18, 13, colour="ink-2"),
    ]


def _line(start: tuple[int, int], end: tuple[int, int]) -> str:
    (a, b), (c, d) = start, end
    return f'<path d="M{a} {b}L{c} {d}" stroke="var(--dabie-ink-2)" fill="none"/>'


def _label(words: str, x: int, y: int) -> str:
    return _text(words, x, y, 13, colour="ink-2")


def _text(
    words: str, x: float, y: float, size: int, *, weight: int = 400, colour: str = "ink"
) -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size}" font-weight="{weight}" '
        f'text-anchor="middle" fill="var(--dabie-{colour})">{escape(words)}</text>'
    )
