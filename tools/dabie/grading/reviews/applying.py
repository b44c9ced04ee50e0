"""Reviews onto results: a reviewed answer has its score, and a result without others is graded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ...core.items import Course, Item, LongFillIn
from ...core.scoring import Outcome, State
from ..result import Result, summed
from .binding import code_of
from .judgement import Judgement, Review, judge


def apply_reviews(
    course: Course, results: Iterable[Result], reviews: Mapping[str, tuple[Review, ...]]
) -> tuple[list[Result], dict[str, Judgement]]:
    """Return the results with what was reviewed, and the judgements that found their answer."""
    used: dict[str, Judgement] = {}
    if not reviews:
        return list(results), used
    judged = {code: judge(several) for code, several in reviews.items()}
    long_items = {
        exercise.id: [one for one in exercise.items if isinstance(one.interaction, LongFillIn)]
        for exercise in course.exercises
    }
    applied = []
    for result in results:
        found = {}
        if result.status == "needs-review":
            found = _found(result, long_items[result.exercise], judged, used)
        applied.append(_reviewed(result, found) if found else result)
    return applied, used


def _found(
    result: Result,
    items: Iterable[Item],
    judged: Mapping[str, Judgement],
    used: dict[str, Judgement],
) -> dict[str, Judgement]:
    found = {}
    responses = result.responses
    for item in items:
        text = responses.get(item.id)
        if result.outcomes[item.id].state == "pending" and isinstance(text, str):
            code = code_of(item, text)
            if code in judged:
                used[code] = found[item.id] = judged[code]
    return found


def _reviewed(result: Result, found: Mapping[str, Judgement]) -> Result:
    state: State = "reviewed"
    outcomes = dict(result.outcomes)
    for item_id, judgement in found.items():
        outcomes[item_id] = Outcome(state, judgement.score, outcomes[item_id].max_score)
    status, score, waiting = summed(outcomes)
    return result._replace(
        outcomes=outcomes, reviews=found, status=status, score=score, waiting=waiting
    )
