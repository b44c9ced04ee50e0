"""Who handed in, who did not, and whose number is not what it should be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final

from ...core.due import read_due
from ...core.items import Course
from ..result import Result
from .due import lateness
from .lookalike import Index, folded, said_difference, skeleton
from .reading import Listed, Roster

_LIKE_SHOWN: Final = 3
_GROUP: Final = 30


@dataclass(frozen=True, slots=True)
class Absence:
    """An exercise of which a learner of the roster has no graded submission.

    `refused` counts files of this learner that were refused: not nothing, but no score.
    """

    exercise: str
    listed: Listed
    refused: int = 0


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about a learner's number or time that an organiser should look into."""

    subject: str
    learner_id: str
    learner_name: str
    said: str
    remedy: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class Presence:
    """What the roster, the due dates and the numbers among themselves come to.

    `roster` is the roster's file name, empty without one; `listed` counts its learners,
    `complete` those who handed in everything that was asked for.
    """

    roster: str = ""
    absences: tuple[Absence, ...] = ()
    remarks: tuple[Remark, ...] = ()
    late: Mapping[str, str] = field(default_factory=dict)
    listed: int = 0
    complete: int = 0


def call_roll(
    course: Course, results: Sequence[Result], roster: Roster | None
) -> tuple[list[Result], Presence]:
    """Return the results with notes on time and number, and what to look into.

    Without a roster there are still due dates, and numbers that look like one another.
    """
    index = _Roll(roster)
    dues = {one.id: read_due(one.due) for one in course.exercises}
    noted: list[Result] = []
    remarks: list[Remark] = []
    late: dict[str, str] = {}
    for result in results:
        if result.status == "refused":
            noted.append(result)
            continue
        listed = index.find(result.learner.id)
        due = (listed.due if listed else None) or dues.get(result.exercise)
        notes = []
        if said := lateness(result.saved_at, due):
            notes.append(said)
            late[result.file] = said
        if roster is not None and result.learner.id and listed is None:
            notes.append("编号不在名册里")
        if listed and listed.name and result.learner.name:
            if _name(listed.name) != _name(result.learner.name):
                notes.append(f"姓名与名册不同（名册上是 {listed.name}）")
        noted.append(result._replace(reasons=(*result.reasons, *notes)) if notes else result)
    counted = [one for one in noted if one.counts]
    absences = _absences(course, counted, results, index)
    missing = {folded(one.listed.id) for one in absences}
    remarks += _unknown(counted, index, missing) if roster else _alike(counted)
    remarks += _names(counted, index)
    remarks += [
        Remark(
            "晚交", one.learner.id, one.learner.name, late[one.file], "按规定决定是否收", one.file
        )
        for one in counted
        if one.file in late
    ]
    total = len(roster.learners) if roster else 0
    return noted, Presence(
        roster.file if roster else "",
        tuple(absences),
        tuple(remarks),
        late,
        total,
        total - len(missing),
    )


class _Roll:
    """The roster by number; one that a spreadsheet took for a quantity is found without zeros."""

    def __init__(self, roster: Roster | None) -> None:
        self.learners = roster.learners if roster else ()
        self._known = {folded(one.id): one for one in self.learners}
        self._stripped = {folded(one.id).lstrip("0"): one for one in self.learners if one.numeric}

    def find(self, learner_id: str) -> Listed | None:
        """Return who has this number."""
        key = folded(learner_id)
        return self._known.get(key) or (self._stripped.get(key.lstrip("0")) if key else None)


def _absences(
    course: Course, counted: Sequence[Result], results: Sequence[Result], index: _Roll
) -> list[Absence]:
    done = {
        (one.exercise, found.id)
        for one in counted
        if (found := index.find(one.learner.id)) is not None
    }
    refused: defaultdict[str, int] = defaultdict(int)
    for one in results:
        if one.status == "refused" and (found := index.find(one.learner.id)) is not None:
            refused[found.id] += 1
    # An exercise that nobody handed in was not asked for in this round.
    asked = {one.exercise for one in counted}
    return [
        Absence(exercise.id, one, refused[one.id])
        for exercise in course.exercises
        if exercise.id in asked
        for one in index.learners
        if (exercise.id, one.id) not in done
    ]


def _unknown(counted: Sequence[Result], index: _Roll, missing: set[str]) -> list[Remark]:
    near = Index(one.id for one in index.learners)
    remarks = []
    for one in _first_of_each(counted):
        if not one.learner.id or index.find(one.learner.id):
            continue
        likely: list[tuple[bool, bool, int, str, Listed, str]] = []
        for other, said in near.like(one.learner.id):
            listed = index.find(other)
            assert listed is not None
            same_name = bool(listed.name) and _name(listed.name) == _name(one.learner.name)
            waits = folded(other) in missing
            likely.append((not same_name, not waits, len(likely), other, listed, said))
        likely.sort(key=lambda found: found[:3])
        said = "名册里没有这个编号"
        remedy = "请本人核对编号；不是本班的，补进名册或移走"
        if likely:
            shown = "、".join(
                f"{other} {listed.name}（{how}{'' if another else '，姓名相同'}）"
                for another, _, _, other, listed, how in likely[:_LIKE_SHOWN]
            )
            said += f"；像 {shown}"
            remedy = "多半是填错了编号：问清楚，请本人改好重交"
        remarks.append(
            Remark("编号不在名册", one.learner.id, one.learner.name, said, remedy, one.file)
        )
    return remarks


def _alike(counted: Sequence[Result]) -> list[Remark]:
    """Name numbers that eyes cannot tell apart, and those a slip apart of one name and unit."""
    learners = [one for one in _first_of_each(counted) if one.learner.id]
    looks: defaultdict[object, list[Result]] = defaultdict(list)
    for one in learners:
        looks[skeleton(one.learner.id)].append(one)
        if one.learner.name:
            looks[_name(one.learner.name), folded(one.learner.unit)].append(one)
    found: dict[tuple[str, str], Remark] = {}
    for group in looks.values():
        # A form that everybody filled in alike says nothing.
        for one, other in combinations(group, 2) if len(group) <= _GROUP else ():
            how = said_difference(one.learner.id, other.learner.id)
            if how and folded(one.learner.id) != folded(other.learner.id):
                same = _name(one.learner.name) == _name(other.learner.name) != ""
                named = "，姓名相同" if same else ""
                said = f"和 {other.learner.id} {other.learner.name}（{how}{named}）"
                remedy = "问清楚是不是同一个人；是的，请本人改好编号重交"
                found[one.file, other.file] = Remark(
                    "编号相像", one.learner.id, one.learner.name, said, remedy, one.file
                )
    return [found[pair] for pair in sorted(found)]


def _names(counted: Sequence[Result], index: _Roll) -> list[Remark]:
    remarks = []
    for one in _first_of_each(counted):
        listed = index.find(one.learner.id)
        if listed is None or not listed.name or not one.learner.name:
            continue
        if _name(listed.name) != _name(one.learner.name):
            said = f"交卷写的是 {one.learner.name}，名册上是 {listed.name}"
            how = said_difference(one.learner.name, listed.name)
            remedy = "可能是写错一个字" if how == "差一个字" else "可能用了别人的编号，问清楚"
            remarks.append(
                Remark("姓名不同", one.learner.id, one.learner.name, said, remedy, one.file)
            )
    return remarks


def _first_of_each(counted: Sequence[Result]) -> list[Result]:
    first: dict[str, Result] = {}
    for one in counted:
        first.setdefault(one.learner_key, one)
    return list(first.values())


def _name(name: str) -> str:
    return "".join(folded(name).split()).replace("·", "")
