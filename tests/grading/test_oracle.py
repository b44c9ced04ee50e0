"""Scores against an independent oracle that counts claims the slow and obvious way."""

from __future__ import annotations

import itertools
import json
import random
import re
import unicodedata
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from dabie.core.items import Course
from dabie.grading.batch import grade_entry, number_attempts
from dabie.grading.entry import Entry

# The key again, in the oracle's own words, not read through the catalog.
MAX = {"single": 1, "several": 3, "order": 2, "names": 2, "gap": 2, "count": 1}


def oracle(item: str, answer: Any) -> Fraction:
    full = Fraction(MAX[item])
    if answer is None:
        return Fraction(0)
    match item:
        case "single":
            return full if answer == ["taihu"] else Fraction(0)
        case "several":
            good = sum(one in "abc" for one in answer)
            bad = sum(one not in "abc" for one in answer)
            return max(Fraction(0), full * (good - bad) / 3)
        case "order":
            good = bad = 0
            for before, after in [("x", "y"), ("x", "z"), ("y", "z")]:
                if answer.index(before) < answer.index(after):
                    good += 1
                else:
                    bad += 1
            return max(Fraction(0), full * (good - bad) / 3)
        case "names":
            key = [("one", "macheng"), ("two", "jinzhai")]
            return full * len([1 for left, right in key if answer.get(left) == right]) / 2
        case "gap":
            typed = {
                blank: re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).lower().rstrip("。")
                for blank, text in answer.items()
            }
            right = (typed.get("1") in ("八", "8")) + (typed.get("2") == "民运")
            return full * right / 2
        case _:
            digits = unicodedata.normalize("NFKC", answer).replace(",", "").replace("人", "")
            return full if 2960 <= float(digits) <= 3000 else Fraction(0)


def answers(chance: random.Random) -> dict[str, Any]:
    made: dict[str, Any] = {
        "single": [chance.choice(["taihu", "yuexi"])],
        "several": chance.sample("abcd", chance.randint(1, 4)),
        "order": chance.sample("xyz", 3),
        "names": {
            left: chance.choice(["macheng", "jinzhai", "extra"])
            for left in chance.sample(["one", "two"], chance.randint(1, 2))
        },
        "gap": {
            "1": chance.choice(["八", " 8 ", "８。", "九", "8人"]),
            "2": chance.choice(["民运", "民 运。", "民", "军事"]),
        },
        "count": chance.choice(["2980", "2，960人", "３０００", "3001", "2959.99", " 2,980 人 "]),
    }
    return {item: one for item, one in made.items() if chance.random() > 0.15}


@pytest.mark.parametrize("seed", range(5))
def test_scores_agree_with_the_oracle(
    course: Course, revisions: dict[str, str], record: Callable[..., dict[str, Any]], seed: int
) -> None:
    chance = random.Random(seed)
    given = {f"{number:03}.ipynb": answers(chance) for number in range(100)}
    entries = [
        Entry(name, json.dumps({"metadata": {"dabie": record(one, learner_id=name)}}).encode())
        for name, one in given.items()
    ]
    chance.shuffle(entries)
    results = number_attempts(grade_entry(course, revisions, one) for one in entries)
    assert [one.file for one in results] == list(given)
    for result in results:
        expected = {item: oracle(item, given[result.file].get(item)) for item in MAX}
        scores = {item: result.outcomes[item].score for item in MAX}
        assert scores == expected
        assert result.score == sum(expected.values())
        assert (result.status, result.max_score, result.reasons) == ("graded", 13, ())


def test_every_order_and_every_pick_agrees_with_the_oracle(
    course: Course, revisions: dict[str, str], record: Callable[..., dict[str, Any]]
) -> None:
    orders = [("order", list(one)) for one in itertools.permutations("xyz")]
    picks = [
        ("several", list(one))
        for size in range(1, 5)
        for one in itertools.permutations("abcd", size)
    ]
    for item, answer in orders + picks:
        content = json.dumps({"metadata": {"dabie": record({item: answer})}}).encode()
        result = grade_entry(course, revisions, Entry("x.ipynb", content))
        assert result.score == oracle(item, answer)
