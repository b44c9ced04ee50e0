"""Items and exercises as frozen values: what an author wrote, checked for sense by `catalog`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal, TypeAlias

Mode: TypeAlias = Literal["practice", "assessment"]
Release: TypeAlias = Literal["score", "items", "key"]

KINDS: Final = ("choice", "sequencing", "matching", "fill-in", "numeric", "long-fill-in")
LEVELS: Final = ("记忆", "理解", "应用", "分析", "评价", "创造")
SECONDS: Final = {
    "choice": 45,
    "sequencing": 90,
    "matching": 90,
    "fill-in": 45,
    "numeric": 45,
    "long-fill-in": 600,
}
"""Expected working time in seconds of an item that does not state its own."""


@dataclass(frozen=True, slots=True)
class Option:
    """A choice offered; `feedback` is shown to who picked it or wrongly left it out."""

    text: str
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """Pick one option, or with `multiple` several; the response lists identifiers."""

    options: Mapping[str, Option]
    key: tuple[str, ...]
    multiple: bool = False


@dataclass(frozen=True, slots=True)
class Sequencing:
    """Put all options in order; the response lists every identifier once."""

    options: Mapping[str, str]
    key: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matching:
    """Give each left text one right text; the response maps identifiers, perhaps partially."""

    left: Mapping[str, str]
    right: Mapping[str, str]
    key: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FillIn:
    """Fill the blanks of the prompt; each has its accepted answers."""

    key: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Numeric:
    """Give a number; right when within `tolerance` of the key, bounds included."""

    key: Decimal
    tolerance: Decimal = Decimal(0)
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of a rubric; `levels[i]` describes what earns `i` points."""

    criterion: str
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LongFillIn:
    """Write a text, which a person scores by the rubric."""

    rubric: tuple[Criterion, ...]


Interaction: TypeAlias = Choice | Sequencing | Matching | FillIn | Numeric | LongFillIn


@dataclass(frozen=True, slots=True)
class Sample:
    """A response with the score it must earn; `invalid` when it must be refused."""

    response: object
    score: Decimal | None = None
    invalid: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One question; `kind` is the xAPI interaction type, `prompt` is CommonMark."""

    id: str
    kind: str
    prompt: str
    interaction: Interaction
    max_score: Decimal = Decimal(1)
    objective: str = ""
    level: str = ""
    sources: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    essay: tuple[str, ...] = ()
    explanation: str = ""
    seconds: int = 0
    samples: tuple[Sample, ...] = ()
    void: str = ""
    """Why the item counts for nobody, when it turned out to be faulty; else empty."""


@dataclass(frozen=True, slots=True)
class Exercise:
    """An ordered set of items, which becomes one notebook and one hand-in."""

    id: str
    title: str
    mode: Mode
    chapter: str
    items: tuple[Item, ...]
    shuffle: bool = False
    release: Release = "score"
    due: str = ""

    @property
    def max_score(self) -> Decimal:
        """Sum of the items' points, long answers included and void items left out."""
        return sum((item.max_score for item in self.items if not item.void), Decimal(0))


@dataclass(frozen=True, slots=True)
class Course:
    """An index of exercises under one identifier."""

    id: str
    title: str
    exercises: tuple[Exercise, ...]

    def exercise(self, exercise_id: str) -> Exercise | None:
        """Return the exercise of that identifier, or None."""
        return next((one for one in self.exercises if one.id == exercise_id), None)

    def exercise_of(self, item_id: str) -> Exercise | None:
        """Return the exercise that holds the item of that identifier, or None."""
        return next(
            (one for one in self.exercises if any(item.id == item_id for item in one.items)),
            None,
        )
