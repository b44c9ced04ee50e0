"""The plot of items: difficulty against discrimination; triangles in words need a look."""

from __future__ import annotations

import math
from typing import Final

from ..analysis.advice import EASY, HARD, WEAK
from ..analysis.statistics import ExerciseStatistics, ItemStatistics
from .svg import drawing, element, text

_STEP: Final = 0.2
_LOW, _HIGH = -0.2, 0.6
"""What the discrimination's axis shows at least."""
_LINE: Final = 15
"""Height of a label in pixels."""


def said_items(one: ExerciseStatistics) -> str:
    """Say what the plot shows."""
    known = [item for item in one.items if item.discrimination is not None]
    suspicious = [item for item in known if item.advice.word]
    if not known:
        return "得分没有差别或人太少，画不出。"
    said = f"{len(known)} 题里 {len(known) - len(suspicious)} 题合适"
    named = "、".join(f"第 {item.number} 题{item.advice.word}" for item in suspicious[:6])
    more = "等" if len(suspicious) > 6 else ""
    return f"{said}；要复查：{named}{more}。" if suspicious else f"{said}。"


def plot_items(one: ExerciseStatistics, width: int) -> str:
    """Draw the items that many pixels wide."""
    height = 316 if width > 400 else 286
    left, right, top, bottom = 40, 8, 30, 44
    low, steps = _axis(one)
    high = low + steps * _STEP

    def x(difficulty: float) -> float:
        return left + (width - left - right) * difficulty

    def y(discrimination: float) -> float:
        return height - bottom - (height - top - bottom) * (discrimination - low) / (high - low)

    parts = [
        element(
            "rect",
            x=x(HARD),
            y=y(high),
            width=x(EASY) - x(HARD),
            height=y(WEAK) - y(high),
            class_="fine",
        )
    ]
    for step in range(6):
        parts.append(
            element(
                "line", x1=x(step / 5), x2=x(step / 5), y1=top, y2=height - bottom, class_="grid"
            )
        )
        parts.append(text(f"{step / 5:.1f}", x(step / 5), height - bottom + 17, "tick", "middle"))
    for step in range(steps + 1):
        value = round(low + step * _STEP, 1)
        look = "grid" if value else "axis"
        parts.append(
            element("line", x1=left, x2=width - right, y1=y(value), y2=y(value), class_=look)
        )
        shown = f"{value + 0.0:.1f}".replace("-", "−")
        parts.append(text(shown, left - 6, y(value) + 4, "tick", "end"))
    rule = f"合适：难度 {HARD}–{EASY}，区分度 ≥ {WEAK}"
    # Above the field, where no mark can stand on it.
    parts.append(text(rule, (x(HARD) + x(EASY)) / 2, top - 9, "rule", "middle"))
    taken = [(x(HARD), top - 24.0, x(EASY), top - 4.0)]
    known = [
        (item, x(item.difficulty), y(item.discrimination))
        for item in one.items
        if item.difficulty is not None and item.discrimination is not None
    ]
    # Every mark first, so that no label stands on one.
    for item, across, up in known:
        taken.append((across - 6, up - 6, across + 6, up + 6))
        parts.append(_mark(across, up, suspicious=bool(item.advice.word)))
    # Words first: a bare number finds a place more easily.
    for item, across, up in sorted(known, key=lambda one: (not one[0].advice.word, one[0].number)):
        parts += _label(item, across, up, taken, (left, width - right), short=width <= 400)
    foot = "难度（得分的比例；越靠右越容易）"
    parts.append(text(foot, left + (width - left) / 2, height - 8, "tick", "middle"))
    # Upright, beside the axis, as Chinese is written.
    for place, letter in enumerate("区分度"):
        parts.append(text(letter, 7, height / 2 - 20 + place * 14, "tick", "middle"))
    return drawing(
        width, height, said_items(one), *parts, class_="plot wide" if width > 400 else "plot narrow"
    )


def _axis(one: ExerciseStatistics) -> tuple[float, int]:
    """Return where the axis of discrimination starts, and its steps: all items are inside."""
    values = [item.discrimination for item in one.items if item.discrimination is not None]
    low = min([_LOW, *(math.floor(value / _STEP - 0.2) * _STEP for value in values)])
    high = max([_HIGH, *(math.ceil(value / _STEP + 0.1) * _STEP for value in values)])
    return round(low, 1), round((high - low) / _STEP)


def _mark(x: float, y: float, *, suspicious: bool) -> str:
    if suspicious:
        return element("path", d=f"M{x:.1f} {y - 6:.1f}l6.5 11h-13z", class_="look")
    return element("circle", cx=x, cy=y, r=5, class_="dot")


def _label(
    item: ItemStatistics,
    x: float,
    y: float,
    taken: list[tuple[float, float, float, float]],
    bounds: tuple[float, float],
    *,
    short: bool,
) -> list[str]:
    """Return the label at the first place where nothing stands; none where all is taken."""
    word = item.advice.word.partition("，")[0] if short else item.advice.word
    choices = [f"第{item.number}题：{word}", f"{item.number}"] if word else [f"{item.number}"]
    for words in choices:
        size = sum(13 if one > "⺀" else 7.2 for one in words)
        for dx, dy, anchor in (
            (9, 4, "start"),
            (-9, 4, "end"),
            (0, -10, "middle"),
            (0, 20, "middle"),
        ):
            start = x + dx - {"start": 0.0, "end": size, "middle": size / 2}[anchor]
            box = (start, y + dy - _LINE + 3, start + size, y + dy + 3)
            if (
                bounds[0] <= box[0]
                and box[2] <= bounds[1]
                and not any(_meet(box, one) for one in taken)
            ):
                taken.append(box)
                return [text(words, x + dx, y + dy, "said" if word else "tick", anchor)]
    return []


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
