"""What the results of a run come to, beyond themselves: everything that reports are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..core.items import Course
from .analysis.objectives import ChapterShare, ObjectiveShare, chapters, objectives
from .analysis.statistics import ExerciseStatistics, analyse
from .anonymous import Masks
from .apart import HERE
from .batch import number_attempts
from .compare import Comparison, Earlier, compare, read_earlier
from .errors import GradingError
from .executors import Pool
from .identities import Identities
from .options import Options
from .result import Result
from .reviews.agreement import Agreement, agreements
from .reviews.applying import apply_reviews
from .reviews.judgement import Judgement
from .reviews.reading import Filled, read_reviews
from .reviews.waiting import Answer, waiting_answers
from .roster.presence import Presence, call_roll
from .roster.reading import Roster, read_roster
from .shelf import Keep
from .similarity.leads import Leads, begin_leads
from .texts import Texts


@dataclass(frozen=True, slots=True)
class Inputs:
    """What an organiser gave besides the inbox, read before any file is graded."""

    roster: Roster | None = None
    filled: Filled = field(default_factory=Filled)
    earlier: Earlier | None = None
    texts: Texts = field(default_factory=Texts)


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything about the results as a whole."""

    presence: Presence = field(default_factory=Presence)
    statistics: tuple[ExerciseStatistics, ...] = ()
    objectives: tuple[ObjectiveShare, ...] = ()
    chapters: tuple[ChapterShare, ...] = ()
    leads: Leads = field(default_factory=Leads)
    waiting: tuple[Answer, ...] = ()
    filled: Filled = field(default_factory=Filled)
    judged: Mapping[str, Judgement] = field(default_factory=dict)
    agreements: tuple[Agreement, ...] = ()
    comparison: Comparison | None = None
    identities: Identities | None = None

    @property
    def unused(self) -> int:
        """How many reviewed answers are in no submission any more."""
        return len(self.filled.reviews.keys() - self.judged.keys())


def read_inputs(course: Course, options: Options, texts: Texts) -> Inputs:
    """Read what was given; `GradingError` says what is wrong with any of it."""
    if options.reviewers < 1:
        raise GradingError("--reviewers 至少是 1")
    if options.overlap < 0 or (options.overlap and options.reviewers < 2):
        raise GradingError("--overlap 是两个人都评的份数，要和 --reviewers 2 或更多一起用")
    return Inputs(
        read_roster(options.roster) if options.roster else None,
        read_reviews(course, options.reviews) if options.reviews else Filled(),
        read_earlier(options.compare) if options.compare else None,
        texts,
    )


def find(
    course: Course,
    graded: Sequence[Result],
    inputs: Inputs,
    options: Options,
    pool: Pool = HERE,
    keep: Keep = list,
) -> tuple[list[Result], Findings]:
    """Return the results as they are written, and what they come to; `keep` holds long answers.

    Answers are compared in another process of the pool, while the rest is found and written.
    """
    reviewed, judged = apply_reviews(course, graded, inputs.filled.reviews)
    numbered = number_attempts(reviewed, options.attempt)
    results, presence = call_roll(course, numbered, inputs.roster)
    comparison = None
    if inputs.earlier is not None and options.compare is not None:
        comparison = compare(course, results, inputs.earlier, options.compare)
    identities = None
    if options.anonymous:
        masks = Masks(results, inputs.roster)
        results = sorted(map(masks.result, results), key=lambda one: one.file)
        presence = masks.presence(presence)
        comparison = masks.comparison(comparison) if comparison else None
        identities = masks.identities
    leads = Leads(begin_leads(course, results, inputs.texts.sources, pool, keep))
    statistics = analyse(course, results)
    waiting = waiting_answers(course, results, keep)
    return results, Findings(
        presence=presence,
        statistics=statistics,
        objectives=objectives(statistics),
        chapters=chapters(course, statistics, inputs.texts.parts),
        leads=leads,
        waiting=tuple(waiting),
        filled=inputs.filled,
        judged=judged,
        agreements=tuple(agreements(course, _by_item(results))),
        comparison=comparison,
        identities=identities,
    )


def _by_item(results: Sequence[Result]) -> dict[str, dict[str, Judgement]]:
    """Return the judgements by item, each once however many learners share the answer."""
    found: dict[str, dict[str, Judgement]] = {}
    for one in results:
        for item_id, judgement in one.reviews.items():
            places = "|".join(review.place for review in judgement.reviews)
            found.setdefault(item_id, {})[places] = judgement
    return found
