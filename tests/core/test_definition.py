from __future__ import annotations

from pathlib import Path

import pytest

from dabie.catalog import load_course
from dabie.core.definition import item_of
from dabie.core.errors import DabieError, ResponseError
from dabie.core.items import Item
from dabie.core.publish import publish
from dabie.core.scoring import score


def judged(item: Item, response: object) -> object:
    try:
        return score(item, response)
    except ResponseError as error:
        return str(error)


def test_what_was_published_scores_as_the_item_does(tiny: Path) -> None:
    exercise = load_course(tiny).exercises[0]
    shown = publish(exercise, render=str)
    for item, definition in zip(exercise.items, shown, strict=True):
        for sample in item.samples:
            assert judged(item_of(definition), sample.response) == judged(item, sample.response)


def test_an_assessment_cannot_be_scored_from_what_is_public(tiny: Path) -> None:
    for definition in publish(load_course(tiny).exercises[1], render=str):
        with pytest.raises(DabieError, match="没有可以核对"):
            item_of(definition)


@pytest.mark.parametrize(
    "definition",
    [
        {},
        {"id": "a", "kind": "quiz", "prompt": "", "max_score": 1},
        {"id": "a", "kind": "choice", "prompt": "", "max_score": 1, "feedback": 3, "options": [{}]},
        {"id": "a", "kind": "numeric", "prompt": "", "max_score": 1, "key": "x", "tolerance": "0"},
    ],
)
def test_what_is_no_definition_is_refused(definition: dict[str, object]) -> None:
    with pytest.raises(DabieError):
        item_of(definition)
