"""`dabie check --report`: the rubric's numbers per chapter, to see where one falls short."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from ..catalog import load_course
from ..catalog.chapters import Chapter, read_chapters
from ..catalog.texts import read_text
from ..core.items import Course, Item
from .prose import blocks, han, plain, sentences

APPLIED = ("应用", "分析", "评价", "创造")
PER_MINUTE = 300
"""How fast a learner reads, in 字 a minute: a proposal of the rubric, to be calibrated."""


@dataclass(frozen=True, slots=True)
class Measures:
    """What a chapter comes to; `minutes` is reading and answering together."""

    name: str
    length: int
    notes: int
    citations: int
    objectives: int
    items: int
    kinds: int
    applied: int
    recalled: int
    figures: int
    terms: int
    cards: int
    sentence_median: int
    sentence_p95: int
    longest_paragraph: int
    minutes: int


def measure_course(root: Path) -> list[Measures]:
    """Measure every chapter that has aims, in order of the exercises, then of names."""
    course = load_course(root)
    order = {one.chapter: place for place, one in enumerate(course.exercises)}
    chapters = [one for one in read_chapters(root / "book") if one.objectives]
    chapters.sort(key=lambda one: (order.get(one.name, len(order)), one.name))
    return [measure(root, course, one) for one in chapters]


def measure(root: Path, course: Course, chapter: Chapter) -> Measures:
    """Measure one chapter with its practice items."""
    source = read_text(root / "book" / f"{chapter.name}.md")
    read = [one for one in blocks(source) if not {"code", "item"} & set(one.inside)]
    notes = sum(han(plain(one.text)) for one in read if "teacher-notes" in one.inside)
    prose = [plain(one.text) for one in read if not one.inside and not one.text.startswith("#")]
    lengths = sorted(han(one) for text in prose for one in sentences(text))
    items = _items(course, chapter)
    total = sum(han(plain(one.text)) for one in read)
    return Measures(
        name=chapter.name,
        length=total,
        notes=notes,
        citations=sum(1 for _ in chapter.named("cite")),
        objectives=len(chapter.objectives),
        items=len(items),
        kinds=len({one.kind for one in items}),
        applied=_share(items, APPLIED),
        recalled=_share(items, ("记忆",)),
        figures=sum(1 for _ in chapter.named("drawing", "timeline", "map")),
        terms=len({one.name for one in chapter.named("term")}),
        cards=sum(1 for _ in chapter.named("dispute-card", "verify-card", "unverified")),
        sentence_median=int(median(lengths)) if lengths else 0,
        sentence_p95=lengths[int(len(lengths) * 0.95)] if lengths else 0,
        longest_paragraph=max(
            (han(one) for one in prose if not one.lstrip().startswith(("-", "1."))), default=0
        ),
        minutes=round((total - notes) / PER_MINUTE + sum(one.seconds for one in items) / 60),
    )


def as_table(measures: Sequence[Measures]) -> str:
    """Write the measures as a Markdown table."""
    heads = (
        "章", "字", "教师提示", "引注", "引注/千字", "目标", "题", "题型", "应用以上", "记忆", "图",
        "术语", "卡片", "句中位", "句p95", "最长段", "分钟",
    )  # fmt: skip
    rows = [
        (
            one.name, one.length, one.notes, one.citations,
            f"{one.citations * 1000 / max(one.length, 1):.1f}", one.objectives, one.items,
            one.kinds, f"{one.applied}%", f"{one.recalled}%", one.figures, one.terms, one.cards,
            one.sentence_median, one.sentence_p95, one.longest_paragraph, one.minutes,
        )
        for one in measures
    ]  # fmt: skip
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def _items(course: Course, chapter: Chapter) -> list[Item]:
    return [
        item
        for exercise in course.exercises
        if exercise.chapter == chapter.name and exercise.mode == "practice"
        for item in exercise.items
    ]


def _share(items: Sequence[Item], levels: Sequence[str]) -> int:
    return round(100 * sum(one.level in levels for one in items) / len(items)) if items else 0
