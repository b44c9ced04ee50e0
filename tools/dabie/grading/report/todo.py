"""Things to do: what waits for the organiser, each with its next step and where to look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ..output import Graded
from ..refusals import refusals


@dataclass(frozen=True, slots=True)
class Todo:
    """One line: `what` in bold, `step` after it, a link with its words; `calm` can wait."""

    what: str
    step: str
    target: str
    link: str
    calm: bool = False


def todos(graded: Graded) -> list[Todo]:
    """Return what is to be done, the most pressing first."""
    return [*_received(graded), *_items(graded), *_reviews(graded), *_people(graded)]


def _received(graded: Graded) -> Iterator[Todo]:
    refused = refusals(graded.results)
    if refused:
        why, times = Counter(one.why.partition("，在第")[0] for one in refused).most_common(1)[0]
        most = f"其中 {times} 个是“{why}”；" if times > 1 else ""
        yield Todo(
            f"{len(refused)} 个文件拒收。", f"{most}请本人重交，再评一次。", "refused", "看名单"
        )
    presence = graded.findings.presence
    if presence.absences:
        people = len({one.listed.id for one in presence.absences})
        yield Todo(
            f"名册上 {people} 人没有交齐。",
            "催交；名单在 results.xlsx 的“未交”。",
            "missing",
            "看人数",
        )


def _items(graded: Graded) -> Iterator[Todo]:
    several = len(graded.findings.statistics) > 1
    for one in graded.findings.statistics:
        where = f"{one.exercise.title} " if several else ""
        bad = [item for item in one.items if item.advice.serious]
        if bad:
            named = "、".join(f"第 {item.number} 题" for item in bad)
            yield Todo(
                f"{where}{named}高分者反而答错。",
                '先查标准答案，改后重新评分即可；不能要的写上 void = "原因"。',
                f"items-{one.exercise.id}",
                "看图",
            )


def _reviews(graded: Graded) -> Iterator[Todo]:
    findings = graded.findings
    if findings.filled.faults:
        yield Todo(
            f"评阅表有 {len(findings.filled.faults)} 处要改。",
            "在哪一格、应当怎样，看 results.xlsx 的“评阅问题”；改好再评一次。",
            "reviews",
            "怎么填",
        )
    if findings.waiting:
        yield Todo(
            f"{len(findings.waiting)} 份写作题待评阅。",
            "打开 review 文件夹里的评阅表填分，存盘后再评一次。",
            "reviews",
            "怎么填",
            calm=True,
        )
    apart = sum(bool(one.apart) for one in findings.judged.values())
    if apart:
        yield Todo(
            f"{apart} 份写作题两人给分相差超过一级。",
            "现在取的是平均；请两人商定，改好评阅表再评一次。",
            "reviews",
            "看一致性",
        )


def _people(graded: Graded) -> Iterator[Todo]:
    subjects = Counter(one.subject for one in graded.findings.presence.remarks)
    if subjects:
        said = "、".join(f"{subject} {count} 人" for subject, count in subjects.items())
        yield Todo(f"{said}。", "逐个问清楚，名单在 results.xlsx 的“核对”。", "missing", "看人数")
    if graded.findings.leads:
        yield Todo(
            f"写作题有 {len(graded.findings.leads)} 条雷同线索。",
            "只是线索，先问清楚；重合的段落在 results.xlsx 的“雷同”。",
            "leads",
            "看线索",
            calm=True,
        )
