"""A sketch map as SVG, drawn from points alone: relative positions, and never a boundary.

Equirectangular at the middle of the frame. Badges that would cover each other are moved apart,
with a line to the spot; names go to whichever side is free.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import combinations
from math import cos, hypot, radians
from typing import Final

from ..catalog.places import Place, Point

KM_PER_DEGREE: Final = 111.2
NARROW: Final = 400
"""Below this width, in px, numbers stand without their names: the list has them."""
MARGIN_KM: Final = 50
"""How far the frame reaches beyond the outermost numbered place, half as far in a narrow one."""
BADGE: Final = 11
"""Radius of a numbered place, in px."""
SCALE_KM: Final = 50
STEPS: Final = 60
FONT: Final = 13.5

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """What part of the world is drawn, and how wide, in px."""

    west: float
    north: float
    east: float
    south: float
    width: int

    @property
    def scale(self) -> float:
        """Return px per km."""
        return self.width / ((self.east - self.west) * KM_PER_DEGREE * self._squeeze)

    @property
    def height(self) -> float:
        """Return the height in px."""
        return (self.north - self.south) * KM_PER_DEGREE * self.scale

    @property
    def _squeeze(self) -> float:
        return cos(radians((self.north + self.south) / 2))

    def holds(self, point: Point) -> bool:
        """Tell whether a point lies in the frame."""
        return self.west <= point.lon <= self.east and self.south <= point.lat <= self.north

    def at(self, point: Point) -> tuple[float, float]:
        """Return where a point is drawn."""
        x = (point.lon - self.west) * KM_PER_DEGREE * self._squeeze * self.scale
        y = (self.north - point.lat) * KM_PER_DEGREE * self.scale
        return round(x, 1), round(y, 1)


def frame_around(points: Sequence[Point], width: int) -> Frame:
    """Return the frame that holds all points with a margin."""
    lats, lons = [one.lat for one in points], [one.lon for one in points]
    up = MARGIN_KM / KM_PER_DEGREE / (1 if width > NARROW else 2)
    across = up / cos(radians((min(lats) + max(lats)) / 2))
    return Frame(min(lons) - across, max(lats) + up, max(lons) + across, min(lats) - up, width)


def sketch(numbered: Sequence[Place], others: Iterable[Place], *, width: int, alt: str) -> str:
    """Return the map: numbered places as badges 1, 2, …; others, where they fit, as small squares.

    Badges carry `data-place`, so that a script can find them.
    """
    points = [one.point for one in numbered if one.point]
    frame = frame_around(points, width)
    spots = [frame.at(one) for one in points]
    badges = _apart(spots, frame)
    taken: list[Box] = [_around(x, y, BADGE + 1) for x, y in badges]
    taken += [_around(x, y, 4) for x, y in spots]
    # The scale bar and the sign of north keep their corner.
    taken.append((0, frame.height - 84, 130, frame.height))
    drawn = [_badges(numbered, spots, badges)]
    if width > NARROW:
        drawn.append(_names(numbered, badges, taken, frame))
    drawn.append(
        _seats([one for one in others if one.point and frame.holds(one.point)], frame, taken)
    )
    drawn.append(_scale(frame))
    drawn.append('<path class="dabie-map-line" d=""/>')
    size = f"0 0 {width} {frame.height:.0f}"
    return f'<svg viewBox="{size}" role="img" aria-label="{escape(alt)}">{"".join(drawn)}</svg>'


def _apart(spots: Sequence[tuple[float, float]], frame: Frame) -> list[tuple[float, float]]:
    """Move badges that overlap away from each other, a little at a time, always the same way."""
    moved = [list(one) for one in spots]
    due = 2 * BADGE + 3
    for _ in range(STEPS):
        for one, other in combinations(moved, 2):
            dx, dy = other[0] - one[0], other[1] - one[1]
            gap = hypot(dx, dy)
            if gap >= due:
                continue
            push = (due - gap) / 2
            ux, uy = (dx / gap, dy / gap) if gap else (1.0, 0.0)
            one[0], one[1] = one[0] - ux * push, one[1] - uy * push
            other[0], other[1] = other[0] + ux * push, other[1] + uy * push
    inside = BADGE + 1
    return [
        (
            round(min(max(x, inside), frame.width - inside), 1),
            round(min(max(y, inside), frame.height - inside), 1),
        )
        for x, y in moved
    ]


def _badges(
    places: Sequence[Place],
    spots: Sequence[tuple[float, float]],
    badges: Sequence[tuple[float, float]],
) -> str:
    drawn = []
    for number, (place, spot, (x, y)) in enumerate(
        zip(places, spots, badges, strict=True), start=1
    ):
        about = " dabie-map-about" if place.point and place.point.about else ""
        lead = ""
        if hypot(spot[0] - x, spot[1] - y) > 3:
            lead = f'<path d="M{spot[0]} {spot[1]}L{x} {y}"/>'
            lead += f'<circle cx="{spot[0]}" cy="{spot[1]}" r="3"/>'
        drawn.append(
            f'<g class="dabie-map-badge{about}" data-place="{place.key}" '
            f'data-x="{spot[0]}" data-y="{spot[1]}">{lead}'
            f'<circle class="dabie-map-disc" cx="{x}" cy="{y}" r="{BADGE}"/>'
            f'<text x="{x}" y="{y + 4.8:.1f}">{number}</text></g>'
        )
    return "".join(drawn)


def _names(
    places: Sequence[Place],
    badges: Sequence[tuple[float, float]],
    taken: list[Box],
    frame: Frame,
) -> str:
    words = []
    for place, (x, y) in zip(places, badges, strict=True):
        words.append(_word(short(place.name), x, y, BADGE + 4, taken, frame, "dabie-map-name"))
    return "".join(words)


def _seats(places: Iterable[Place], frame: Frame, taken: list[Box]) -> str:
    spots = [(one, frame.at(one.point)) for one in places if one.point]
    taken += [_around(x, y, 4) for _, (x, y) in spots]
    squares = [
        f'<rect class="dabie-map-seat" x="{x - 3:.1f}" y="{y - 3:.1f}" width="6" height="6"/>'
        for _, (x, y) in spots
    ]
    words = [
        _word(short(one.name), x, y, 7, taken, frame, "dabie-map-word") for one, (x, y) in spots
    ]
    return "".join([*squares, *words])


def _word(
    text: str, x: float, y: float, off: float, taken: list[Box], frame: Frame, name: str
) -> str:
    """Return a name on the side of its point that covers least of what is drawn already."""
    wide, high = len(text) * FONT, FONT * 1.2
    sides = (
        (x + off, y - high / 2),
        (x - off - wide, y - high / 2),
        (x - wide / 2, y + off),
        (x - wide / 2, y - off - high),
    )

    def cost(corner: tuple[float, float]) -> float:
        box = (*corner, corner[0] + wide, corner[1] + high)
        beyond = max(0, 2 - box[0]) + max(0, box[2] - frame.width + 2)
        beyond += max(0, 2 - box[1]) + max(0, box[3] - frame.height + 2)
        return sum(_shared(box, one) for one in taken) + 1000 * beyond

    left, top = min(sides, key=cost)
    taken.append((left, top, left + wide, top + high))
    return f'<text class="{name}" x="{left:.1f}" y="{top + FONT:.1f}">{escape(text)}</text>'


def _scale(frame: Frame) -> str:
    end, low = round(10 + SCALE_KM * frame.scale), round(frame.height - 10)
    bar = f"M10 {low - 5}V{low}H{end}V{low - 5}"
    top = low - 68
    north = f"M17 {top}L24 {top + 20}L17 {top + 15.5}L10 {top + 20}Z"
    return (
        f'<path class="dabie-map-scale" d="{bar}"/>'
        f'<text class="dabie-map-word" x="{end + 8}" y="{low + 3}">{SCALE_KM}公里</text>'
        f'<path class="dabie-map-north" d="{north}"/>'
        f'<text class="dabie-map-word" x="10" y="{top + 37}">北</text>'
    )


def short(name: str) -> str:
    """Return a name without what every county seat shares.

    >>> short("岳西县"), short("新县"), short("鹞落坪")
    ('岳西', '新县', '鹞落坪')
    """
    return name[:-1] if len(name) > 2 and name[-1] in "县市" else name


def _around(x: float, y: float, reach: float) -> Box:
    return x - reach, y - reach, x + reach, y + reach


def _shared(one: Box, other: Box) -> float:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across * down if across > 0 and down > 0 else 0.0
