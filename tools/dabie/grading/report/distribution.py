"""The plot of scores: ten bars of ten percentage points, hatched below the pass line."""

from __future__ import annotations

from typing import Final

from ..analysis.statistics import BINS, ExerciseStatistics
from .svg import drawing, element, text

PASS: Final = 60
"""Percent from which an exercise counts as passed in the plot."""
_TOP, _BOTTOM = 34, 44


def said_bins() -> list[str]:
    """Return the names of the bars.

    >>> said_bins()[0], said_bins()[-1]
    ('0–', '90–100')
    """
    return [f"{at * 10}–" for at in range(BINS - 1)] + ["90–100"]


def said_distribution(one: ExerciseStatistics) -> str:
    """Say what the plot shows."""
    if one.median is None:
        return "还没有定下来的得分。"
    below = sum(one.bins[: PASS // 10])
    return (
        f"{sum(one.bins)} 人，中位得分率 {one.median:.1%}；"
        f"{below} 人在 {PASS}% 以下，{sum(one.bins) - below} 人在 {PASS}% 及以上。"
    )


def plot_distribution(one: ExerciseStatistics, width: int, name: str) -> str:
    """Draw the distribution that many pixels wide; `name` makes its hatching its own."""
    height = 300 if width > 400 else 250
    left, right = 36, 6
    highest = _nice(max(one.bins))
    step = (width - left - right) / BINS
    down = (height - _TOP - _BOTTOM) / highest
    base = height - _BOTTOM
    parts = [_hatching(name)]
    for value in range(0, highest + 1, max(highest // 5, 1)):
        y = base - value * down
        parts.append(element("line", x1=left, x2=width - right, y1=y, y2=y, class_="grid"))
        parts.append(text(str(value), left - 6, y + 4, "tick", "end"))
    for at, count in enumerate(one.bins):
        x = left + at * step + 2
        y = base - count * down
        passed = at * 10 >= PASS
        look: dict[str, object] = (
            {"class_": "full"} if passed else {"fill": f"url(#{name})", "class_": "hatched"}
        )
        if count:
            parts.append(element("rect", x=x, y=y, width=step - 4, height=base - y, **look))
            parts.append(text(str(count), x + step / 2 - 2, y - 5, "value", "middle"))
        label = said_bins()[at] if width > 400 or at in (0, 3, 6, 9) else ""
        label = label if width > 400 or at < BINS - 1 else "90–"
        parts.append(text(label, x + step / 2 - 2, base + 17, "tick", "middle"))
    parts.append(element("line", x1=left, x2=width - right, y1=base, y2=base, class_="axis"))
    if one.median is not None:
        x = left + (width - left - right) * one.median
        anchor = "end" if one.median > 0.5 else "start"
        beside = x - 5 if anchor == "end" else x + 5
        parts.append(element("line", x1=x, x2=x, y1=16, y2=base, class_="median"))
        parts.append(text(f"中位 {one.median * 100:.1f}", beside, 22, "strong", anchor))
    foot = f"得分率（%），每组 10 个百分点；斜纹为 {PASS} 以下"
    if width <= 400:
        foot = f"得分率（%）；斜纹为 {PASS} 以下"
    parts.append(text(foot, left + (width - left) / 2, height - 8, "tick", "middle"))
    return drawing(width, height, said_distribution(one), *parts, class_=_size(width))


def _size(width: int) -> str:
    return "plot wide" if width > 400 else "plot narrow"


def _nice(value: int) -> int:
    """Return a round number, not below the value, that five lines divide."""
    bound = 5
    while bound < value:
        for factor in (2, 2, 2.5):
            if bound >= value:
                break
            bound = int(bound * factor)
    return bound


def _hatching(name: str) -> str:
    line = element("path", d="M0 6L6 0", class_="hatch")
    pattern = element("pattern", line, id=name, width=6, height=6, patternUnits="userSpaceOnUse")
    return element("defs", pattern)
