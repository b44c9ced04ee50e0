"""A fault in a course: which file, which key, what is wrong, what would be right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from ..core.errors import CourseError


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing to mend; `blocks` when nothing can be scored before it is mended.

    A `hint` is advice that an author may have a reason not to follow.
    """

    file: str
    key: str
    message: str
    remedy: str = ""
    blocks: bool = False
    hint: bool = False

    def __str__(self) -> str:
        place = f"{self.file}：{self.key}" if self.key else self.file
        return f"{'提醒 ' if self.hint else ''}{place}：{self.message}" + (
            f"；{self.remedy}" if self.remedy else ""
        )


class FaultyCourse(CourseError):
    """A course that cannot be used; `faults` holds every reason found in one run."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, faults)))


def nearest(name: str, known: Iterable[str]) -> str:
    """Return a remedy that names the nearest known name, or all of them."""
    names = list(known)
    close = get_close_matches(name, names, n=1)
    if close:
        return f"是不是“{close[0]}”？"
    if not names:
        return "这里还没有可用的名字"
    shown = "、".join(names[:12])
    return f"可用的有：{shown}" + ("……" if len(names) > 12 else "")
