"""Pseudonyms: findings without names, numbers, units and file names.

Numbered in the order of a hash, so that a pseudonym says nothing of the alphabet. What learners
wrote into their answers is left as it is.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from ..core.submission import Learner
from .compare import Change, Comparison
from .identities import Identities
from .result import Result
from .roster.lookalike import folded
from .roster.presence import Presence, Remark
from .roster.reading import Listed, Roster

# What grading itself writes about others into a reason.
_NAMES: Final = re.compile(r"(同一编号有不同姓名|姓名与名册不同).*", re.DOTALL)
_SAME: Final = re.compile(r"与 (.+) 内容相同，算同一次", re.DOTALL)
_GONE: Final = "另一个文件"
# What is said of a number or a name without repeating either.
_PLAIN: Final = {
    "编号不在名册": "名册里没有这个编号；它像谁的，看不匿名的结果",
    "编号相像": "和另一人的编号相像；像谁的，看不匿名的结果",
    "姓名不同": "交卷写的姓名和名册上不同",
}


class Masks:
    """The pseudonyms of one run, and what they stand for."""

    def __init__(self, results: Sequence[Result], roster: Roster | None) -> None:
        learners: dict[str, Learner] = {}
        for one in results:
            if one.status != "refused" or any((one.learner.id, one.learner.name)):
                learners.setdefault(one.learner_key, one.learner)
        for listed in roster.learners if roster else ():
            known = Learner(listed.id, listed.name, listed.unit)
            learners.setdefault(_key(listed.id), known)
        self._learners = _numbered("P", learners)
        self._files = _numbered("F", [one.file for one in results])
        self.identities = Identities(
            {self._learners[key]: learner for key, learner in learners.items()},
            {self._files[file]: file for file in self._files},
        )

    def result(self, result: Result) -> Result:
        """Return a result under its pseudonyms."""
        pseudonym = self._learners.get(result.learner_key, "")
        reasons = tuple(
            _SAME.sub(lambda found: f"与 {self._file(found[1])} 内容相同，算同一次", one)
            if one.startswith("与 ")
            else _NAMES.sub(r"\1", one)
            for one in result.reasons
        )
        hidden = Learner(pseudonym)
        return result._replace(file=self._files[result.file], learner=hidden, reasons=reasons)

    def presence(self, presence: Presence) -> Presence:
        """Return who is missing and what is odd, under pseudonyms."""
        return replace(
            presence,
            absences=tuple(
                replace(one, listed=self._listed(one.listed)) for one in presence.absences
            ),
            remarks=tuple(map(self._remark, presence.remarks)),
            late={self._file(file): said for file, said in presence.late.items()},
        )

    def comparison(self, comparison: Comparison) -> Comparison:
        """Return what changed, under pseudonyms."""
        return replace(comparison, changes=tuple(map(self._change, comparison.changes)))

    def _file(self, file: str) -> str:
        return self._files.get(file, _GONE)

    def _listed(self, listed: Listed) -> Listed:
        return Listed(self._learners[_key(listed.id)], group=listed.group, due=listed.due)

    def _remark(self, remark: Remark) -> Remark:
        key = _key(remark.learner_id) if remark.learner_id else f"file:{remark.file}"
        return replace(
            remark,
            learner_id=self._learners.get(key, ""),
            learner_name="",
            said=_PLAIN.get(remark.subject, remark.said),
            file=self._file(remark.file),
        )

    def _change(self, change: Change) -> Change:
        known = self._learners.get(_key(change.learner_id), "")
        return replace(change, file=self._file(change.file), learner_id=known, learner_name="")


def _key(learner_id: str) -> str:
    return f"id:{folded(learner_id)}"


def _numbered(letter: str, keys: Iterable[str]) -> Mapping[str, str]:
    order = sorted(
        keys, key=lambda key: hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()
    )
    width = max(4, len(str(len(order))))
    return {key: f"{letter}{at:0{width}}" for at, key in enumerate(order, start=1)}
