"""Essay coverage: every sentence is discussed in a chapter, or is said to be still waiting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ..catalog import INDEX
from ..catalog.chapters import Chapter
from ..catalog.faults import Fault, nearest
from ..catalog.table import read_table
from ..core.items import Course
from .registers import Registers


def coverage_faults(
    root: Path, course: Course, chapters: Sequence[Chapter], registers: Registers
) -> Iterator[Fault]:
    """Yield the essay sentences that no chapter cites.

    A chapter is a page with aims or an exercise: the page that prints the whole essay discusses
    none of it, and a mention in an appendix teaches nobody.
    `[essay] pending` in `course.toml` lists sentences whose chapter is still to be written.
    """
    if registers.sentences is None:
        return
    faults: list[Fault] = []
    index = read_table(root / INDEX, INDEX.as_posix(), faults)
    pending = index.table("essay", optional=True).texts("pending") if index else ()
    taught = {one.chapter for one in course.exercises}
    cited = frozenset[str]().union(
        *(
            one.quoted
            for one in chapters
            if (one.objectives or one.name in taught) and not one.whole_essay
        )
    )
    known = registers.sentence_ids
    for name in pending:
        if name not in known:
            yield Fault(INDEX.as_posix(), "essay.pending", f"没有“{name}”", nearest(name, known))
        elif name in cited:
            yield Fault(
                INDEX.as_posix(), "essay.pending", f"{name} 已经有章节讨论", "从 pending 里去掉它"
            )
    for name in known:
        if name not in cited and name not in pending:
            yield Fault(
                "book/essay.json",
                name,
                "没有章节讨论这一句",
                f"在讨论它的章节写 :::{{essay}} {name} 和一行 :::",
            )
