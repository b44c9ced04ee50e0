"""A result: what one received file came to, one row of the results."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction
from typing import Final, Literal, NamedTuple, TypeAlias

from ..core.scoring import Outcome, total
from ..core.submission import Learner
from .packing import Packed, unpacked
from .reviews.judgement import Judgement

Status: TypeAlias = Literal["refused", "needs-review", "graded"]
_NOTHING: Final = Fraction(0)


class Result(NamedTuple):
    """What one file came to; `attempt` is 0 and `outcomes` empty where it was refused.

    `packed` holds the well-formed responses; those of `refused` count 0 for the reason given
    there. `score` are the points so far, `waiting` those of the answers that await review.

    A tuple, and responses in a piece: every result comes back from a worker, and stays.
    """

    file: str
    status: Status
    learner: Learner = Learner()
    exercise: str = ""
    revision: str = ""
    saved_at: datetime | None = None
    reasons: tuple[str, ...] = ()
    packed: Packed = {}
    outcomes: Mapping[str, Outcome] = {}
    refused: Mapping[str, str] = {}
    reviews: Mapping[str, Judgement] = {}
    score: Fraction = _NOTHING
    waiting: Fraction = _NOTHING
    max_score: Fraction = _NOTHING
    attempt: int = 0
    counts: bool = False

    @property
    def responses(self) -> Mapping[str, object]:
        """The well-formed responses, unpacked anew each time."""
        return unpacked(self.packed)

    @property
    def learner_key(self) -> str:
        """What makes two files one learner's; without an id it is the file itself."""
        folded = unicodedata.normalize("NFKC", self.learner.id).strip()
        return f"id:{folded}" if folded else f"file:{self.file}"


def summed(outcomes: Mapping[str, Outcome]) -> tuple[Status, Fraction, Fraction]:
    """Return what outcomes come to: the status, the points so far and those that wait."""
    pending = [one.max_score for one in outcomes.values() if one.state == "pending"]
    score = total([one.score for one in outcomes.values()])
    return ("needs-review", score, total(pending)) if pending else ("graded", score, _NOTHING)
