"""What a run came to, in one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .findings import Findings
from .result import Result
from .reviews.reading import Fault

_FAULTS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run came to; as text one line in Chinese, and one for each thing to see to."""

    received: int
    graded: int
    needs_review: int
    refused: int
    ignored: int
    learners: int
    missing: int = 0
    leads: int = 0
    unused: int = 0
    faults: tuple[Fault, ...] = ()

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
        return "\n".join([done + self._skipped(), *self._more()])

    def _more(self) -> list[str]:
        said = [f"名册上有 {self.missing:,} 人次没有交。"] if self.missing else []
        said += [f"写作题有 {self.leads:,} 条雷同线索，只是线索，先问清楚。"] if self.leads else []
        if self.unused:
            said.append(f"有 {self.unused:,} 份评阅没有用上：答案或评分标准已经变了。")
        if self.faults:
            said.append(f"评阅表有 {len(self.faults):,} 处要改：")
            said += [f"  {one}" for one in self.faults[:_FAULTS_SHOWN]]
            left = len(self.faults) - _FAULTS_SHOWN
            said += [f"  ……另有 {left:,} 处，见 results.xlsx 的“评阅问题”"] if left > 0 else []
        return said

    def _skipped(self) -> str:
        return f"另有 {self.ignored:,} 个系统文件没有看。" if self.ignored else ""


def summarise(results: Sequence[Result], findings: Findings, *, ignored: int) -> Summary:
    """Count results by status, and the learners they are from."""
    statuses = [result.status for result in results]
    return Summary(
        received=len(results),
        graded=statuses.count("graded"),
        needs_review=statuses.count("needs-review"),
        refused=statuses.count("refused"),
        ignored=ignored,
        learners=len({one.learner_key for one in results if one.status != "refused"}),
        missing=len(findings.presence.absences),
        leads=len(findings.leads),
        unused=findings.unused,
        faults=findings.filled.faults,
    )
