"""Item statistics against an independent computation: by definition, in plain Python."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from statistics import correlation as pearson
from statistics import mean, variance
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabie.core.items import Course
from dabie.grading.analysis.advice import advise, said_alpha
from dabie.grading.analysis.statistics import alpha, correlation
from dabie.grading.output import Graded

Record = Callable[..., dict[str, Any]]
Run = Callable[..., Graded]
matrices = st.integers(3, 12).flatmap(
    lambda rows: st.integers(2, 6).flatmap(
        lambda columns: st.lists(
            st.lists(st.integers(0, 3), min_size=columns, max_size=columns),
            min_size=rows,
            max_size=rows,
        )
    )
)


@given(matrices)
def test_alpha_is_the_one_of_the_textbook(scores: list[list[int]]) -> None:
    total = variance([sum(row) for row in scores])
    found = alpha(np.array(scores, dtype=float))
    if not total:
        assert found is None
        return
    k = len(scores[0])
    expected = (
        k / (k - 1) * (1 - sum(variance(column) for column in zip(*scores, strict=True)) / total)
    )
    assert found == pytest.approx(expected)


@given(matrices)
def test_correlation_is_pearsons(scores: list[list[int]]) -> None:
    one, other = [row[0] for row in scores], [sum(row[1:]) for row in scores]
    found = correlation(np.array(one, dtype=float), np.array(other, dtype=float))
    if len(set(one)) == 1 or len(set(other)) == 1:
        assert found is None
    else:
        assert found == pytest.approx(pearson(one, other))


def test_a_known_alpha() -> None:
    # Five people, four items; worked by hand: item variances 0.3 0.3 0.3 0.2, total 2.5.
    scores = [[1, 1, 1, 1], [1, 1, 0, 1], [0, 1, 0, 1], [0, 0, 0, 1], [1, 0, 0, 0]]
    by_hand = 4 / 3 * (1 - (0.3 + 0.3 + 0.2 + 0.2) / variance([4, 3, 2, 1, 1]))
    assert alpha(np.array(scores, dtype=float)) == pytest.approx(by_hand)


@pytest.fixture
def answered(record: Record, perfect: dict[str, Any]) -> list[dict[str, Any]]:
    chance = random.Random(5)
    found = []
    for number in range(60):
        skill = chance.random()
        responses = {
            key: value for key, value in perfect.items() if chance.random() < 0.3 + skill * 0.7
        }
        if chance.random() > skill:
            responses["single"] = ["yuexi"]
        if chance.random() > skill:
            responses["several"] = chance.sample("abcd", 2)
        if chance.random() > skill:
            responses["names"] = {"one": "jinzhai", "two": "extra"}
        if chance.random() > skill:
            responses["order"] = ["z", "x", "y"]
        found.append(record(responses, learner_id=f"{number:06}"))
    return found


def test_items_against_their_definition(run: Run, answered: list[dict[str, Any]]) -> None:
    graded = run(*answered)
    (found,) = graded.findings.statistics
    table = [
        {item: float(outcome.score) for item, outcome in one.outcomes.items()}
        for one in graded.results
    ]
    for item in found.items:
        own = [row[item.item.id] for row in table]
        rest = [sum(row.values()) - row[item.item.id] for row in table]
        assert item.difficulty == pytest.approx(mean(own) / float(item.item.max_score))
        if len(set(own)) > 1:
            assert item.discrimination == pytest.approx(pearson(own, rest))
        else:
            assert item.discrimination is None
        assert item.scored == 60
    shares = sorted(float(one.score / one.max_score) for one in graded.results)
    assert found.median == pytest.approx((shares[29] + shares[30]) / 2)
    assert sum(found.bins) == 60


def test_options_pairs_and_turns_are_counted(run: Run, record: Record) -> None:
    graded = run(
        record({"single": ["yuexi"], "names": {"one": "extra"}, "order": ["z", "x", "y"]}),
        record({"single": ["taihu"], "gap": {"1": "九"}, "count": "1"}, learner_id="2"),
        record({"single": ["nope"]}, learner_id="3"),
    )
    items = {one.item.id: one for one in graded.findings.statistics[0].items}
    picks = [(one.text, one.right, one.count, one.of) for one in items["single"].picks]
    assert picks == [("太湖县", True, 1, 2), ("岳西县", False, 1, 2)]
    assert (items["single"].malformed, items["single"].unanswered) == (1, 0)
    assert [(one.text, one.count) for one in items["names"].picks if not one.right] == [
        ("第一次 → 多余", 1)
    ]
    turned = [one.text for one in items["order"].picks if not one.right]
    assert turned == ["把“第三件”排在“第一件”前面", "把“第三件”排在“第二件”前面"]
    # What learners typed is nowhere in the statistics.
    assert "九" not in str(items["gap"].picks)
    fault = items["single"].commonest_fault
    assert fault is not None
    assert fault.text == "岳西县"
    assert items["essay"].unanswered == 3


def test_what_awaits_review_is_left_out(run: Run, record: Record) -> None:
    graded = run(
        *(record({"essay": "字" * 30, "single": ["taihu"]}, learner_id=str(n)) for n in range(4))
    )
    (found,) = graded.findings.statistics
    essay = found.items[-1]
    assert (essay.scored, essay.difficulty, essay.pending) == (0, None, 4)
    assert found.mean == pytest.approx(1 / 11)


def test_a_void_item_is_in_no_statistic(
    run: Run, record: Record, write_course: Callable[..., Course], tmp_path: Path
) -> None:
    course = write_course(tmp_path, {"practice/count.toml": 'void = "题面有误"\n' + COUNT})
    (found,) = run(record(), course=course).findings.statistics
    assert "count" not in [one.item.id for one in found.items]
    assert [one.number for one in found.items] == [1, 2, 3, 4, 5, 7]


COUNT = (
    'kind = "numeric"\nprompt = "多少人？"\nobjective = "说出地点"\nsources = ["shi1"]\nkey = 1\n'
)


@pytest.mark.parametrize(
    ("scored", "difficulty", "discrimination", "word"),
    [
        (100, 0.5, 0.3, ""),
        (100, 0.95, 0.1, "太易"),
        (100, 0.2, 0.3, "太难"),
        (100, 0.5, 0.1, "区分度低"),
        (100, 0.95, -0.1, "高分者反而答错，查标准答案"),
        (100, 0.5, None, ""),
        (0, None, None, ""),
    ],
)
def test_advice(scored: int, difficulty: float, discrimination: float, word: str) -> None:
    advice = advise(scored, difficulty, discrimination)
    assert advice.word == word
    assert advice.sentence.endswith("。")


def test_few_scores_are_said_to_be_few() -> None:
    assert advise(5, 0.5, -0.1).sentence.startswith("只有 5 人，仅供参考：")
    assert not advise(5, 0.5, -0.1).serious
    assert said_alpha(0.9, 5).startswith("只有 5 人")
    assert said_alpha(None, 5).startswith("人太少")
    assert "大体可靠" in said_alpha(0.7, 50)
    assert "只作参考" in said_alpha(0.3, 50)


def test_objectives_and_chapters(run: Run, record: Record, perfect: dict[str, Any]) -> None:
    weak = {key: perfect[key] for key in ("single", "count")}
    findings = run(record(), record(weak, learner_id="2")).findings
    first, second = findings.objectives
    assert (first.text, first.items) == ("区分说法", (2, 5, 7))
    assert first.share == pytest.approx((5 + 0) / (7 * 2))
    assert first.weak
    assert second.share == pytest.approx((6 + 2) / (6 * 2))
    (chapter,) = findings.chapters
    assert (chapter.exercise, chapter.counted) == ("practice", 2)
