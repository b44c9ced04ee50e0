"""A result: what one received file came to, one row of the results."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from fractions import Fraction
from operator import attrgetter
from typing import Literal, TypeAlias

from ..core.scoring import Outcome, total
from ..core.submission import Learner
from .reviews.judgement import Judgement

Status: TypeAlias = Literal["refused", "needs-review", "graded"]


@dataclass(frozen=True, slots=True)
class Result:
    """What one file came to; `attempt` is 0 and `outcomes` empty where it was refused.

    `responses` holds the well-formed ones; those of `refused` count 0 for the reason given there.
    """

    file: str
    status: Status
    learner: Learner = Learner()
    exercise: str = ""
    revision: str = ""
    saved_at: datetime | None = None
    reasons: tuple[str, ...] = ()
    responses: Mapping[str, object] = field(default_factory=dict)
    outcomes: Mapping[str, Outcome] = field(default_factory=dict)
    refused: Mapping[str, str] = field(default_factory=dict)
    reviews: Mapping[str, Judgement] = field(default_factory=dict)
    max_score: Fraction = Fraction(0)
    attempt: int = 0
    counts: bool = False

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        # Every result comes back from a worker: this takes half the time of the usual way.
        learner = self.learner
        return _restored, (learner.id, learner.name, learner.unit, *_others(self))

    @property
    def score(self) -> Fraction:
        """Points so far; an answer that awaits review has none yet."""
        return total(outcome.score for outcome in self.outcomes.values())

    @property
    def waiting(self) -> Fraction:
        """Points of the answers that await review."""
        return total(one.max_score for one in self.outcomes.values() if one.state == "pending")

    @property
    def learner_key(self) -> str:
        """What makes two files one learner's; without an id it is the file itself."""
        folded = unicodedata.normalize("NFKC", self.learner.id).strip()
        return f"id:{folded}" if folded else f"file:{self.file}"


_OTHERS = tuple(one.name for one in fields(Result) if one.name != "learner")
_others = attrgetter(*_OTHERS)
_setters = tuple(getattr(Result, name).__set__ for name in _OTHERS)


def _restored(learner_id: str, name: str, unit: str, *others: object) -> Result:
    result: Result = object.__new__(Result)
    object.__setattr__(result, "learner", Learner(learner_id, name, unit))
    for put, value in zip(_setters, others, strict=True):
        put(result, value)
    return result
