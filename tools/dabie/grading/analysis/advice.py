"""What to look at in an item, in one word for a plot and one sentence for a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

EASY: Final = 0.9
HARD: Final = 0.3
WEAK: Final = 0.2
"""Acceptable are difficulties from HARD to EASY, and discriminations from WEAK on."""
FEW: Final = 20
"""Below so many scores a statistic says little."""


@dataclass(frozen=True, slots=True)
class Advice:
    """`word` is empty where nothing needs a look."""

    word: str
    sentence: str
    serious: bool = False


def advise(scored: int, difficulty: float | None, discrimination: float | None) -> Advice:
    """Say what to look at, the gravest first.

    >>> advise(200, 0.22, -0.08).word
    '高分者反而答错，查标准答案'
    >>> advise(200, 0.6, 0.4).word
    ''
    """
    if difficulty is None:
        return Advice("", "还没有评阅完，评完再看。")
    few = f"只有 {scored} 人，仅供参考：" if scored < FEW else ""
    if discrimination is not None and discrimination < 0:
        return Advice(
            "高分者反而答错，查标准答案",
            f"{few}总分高的人这题反而得分低：先查标准答案，再看题面会不会有两种读法。",
            serious=scored >= FEW,
        )
    if difficulty > EASY:
        return Advice("太易", f"{few}几乎人人得分：确认不是选项一眼可排除；基础题可以保留。")
    if difficulty < HARD:
        return Advice("太难", f"{few}多数人不得分：看这一点书里讲清楚没有，再看标准答案和题面。")
    if discrimination is not None and discrimination < WEAK:
        return Advice(
            "区分度低", f"{few}会的和不会的得分差不多：看题面有没有歧义，是不是在考别的。"
        )
    if discrimination is None:
        return Advice("", f"{few}得分没有差别，算不出区分度。")
    return Advice("", f"{few}难度和区分度都合适。" if few else "难度和区分度都合适。")


def said_alpha(alpha: float | None, counted: int) -> str:
    """Say what Cronbach's alpha means here."""
    if alpha is None:
        return "人太少或得分没有差别，算不出。"
    few = f"只有 {counted} 人，仅供参考；" if counted < FEW else ""
    if alpha >= 0.8:
        return f"{few}各题方向一致，总分可靠。"
    if alpha >= 0.6:
        return f"{few}总分大体可靠，不宜按一两分之差排名次。"
    return f"{few}各题考的不是一回事，或题太少：总分只作参考，先看区分度低的题。"
