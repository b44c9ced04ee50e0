"""What a run came to, in one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .result import Result


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run came to; as text one line in Chinese."""

    received: int
    graded: int
    needs_review: int
    refused: int
    ignored: int
    learners: int

    @property
    def exit_status(self) -> int:
        """1 when a file was refused, else 0."""
        return 1 if self.refused else 0

    def __str__(self) -> str:
        if not self.received:
            return "没有找到交卷文件。" + self._skipped()
        parts = [f"评完 {self.graded:,} 份"]
        parts += [f"待评阅 {self.needs_review:,} 份"] if self.needs_review else []
        parts += [f"拒收 {self.refused:,} 份"] if self.refused else []
        done = f"收到 {self.received:,} 份：{'，'.join(parts)}；共 {self.learners:,} 名学员。"
        return done + self._skipped()

    def _skipped(self) -> str:
        return f"另有 {self.ignored:,} 个系统文件没有看。" if self.ignored else ""


def summarise(results: Sequence[Result], *, ignored: int) -> Summary:
    """Count results by status, and the learners they are from."""
    statuses = [result.status for result in results]
    return Summary(
        received=len(results),
        graded=statuses.count("graded"),
        needs_review=statuses.count("needs-review"),
        refused=statuses.count("refused"),
        ignored=ignored,
        learners=len({one.learner_key for one in results if one.status != "refused"}),
    )
