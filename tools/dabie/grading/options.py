"""What an organiser may ask of a run, beyond inbox and place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Attempt: TypeAlias = Literal["newest", "best", "first"]
"""Which of a learner's attempts of an exercise counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The defaults are what `dabie grade PATH --out DIR` does."""

    attempt: Attempt = "newest"
