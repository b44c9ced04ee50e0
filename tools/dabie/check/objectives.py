"""Aims and levels: what a chapter promises is practised, and not by recall alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ..catalog.chapters import Chapter
from ..catalog.faults import Fault
from ..core.items import Course

WEAK = ("了解", "理解", "掌握", "领会", "认识", "熟悉", "体会", "感受", "增强", "树立", "提高")
"""Verbs of an aim that nobody can check."""
APPLIED = ("应用", "分析", "评价", "创造")
WHOLE = 13
"""From so many items on an exercise is a chapter's, and its mix of levels counts."""


def objective_faults(course: Course, chapters: Sequence[Chapter]) -> Iterator[Fault]:
    """Yield the faults of chapters' aims and of exercises' levels."""
    used = Counter(
        item.objective
        for exercise in course.exercises
        if exercise.mode == "practice"
        for item in exercise.items
    )
    for chapter in chapters:
        for objective in chapter.objectives:
            if objective.startswith(WEAK):
                yield Fault(
                    chapter.file,
                    "学习目标",
                    f"“{objective}”看不出做没做到",
                    "换成能看出来的动词，例如 说出、排列、判断、区分、拟写",
                )
            if used[objective] < 2:
                yield Fault(
                    chapter.file,
                    "学习目标",
                    f"“{objective}”只有 {used[objective]} 道练习题",
                    "至少两道题的 objective 写它",
                    hint=True,
                )
    for exercise in course.exercises:
        levels = [item.level for item in exercise.items]
        if exercise.mode == "assessment" or len(levels) < WHOLE:
            continue
        applied = sum(level in APPLIED for level in levels) / len(levels)
        recalled = levels.count("记忆") / len(levels)
        if applied < 0.5 or recalled > 0.3:
            yield Fault(
                f"exercises/{exercise.id}/exercise.toml",
                "items",
                f"应用以上 {applied:.0%}，记忆 {recalled:.0%}",
                "应用以上至少一半，记忆至多三成",
                hint=True,
            )
