from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabie.core.errors import ResponseError
from dabie.core.items import (
    Choice,
    Criterion,
    FillIn,
    Interaction,
    Item,
    LongFillIn,
    Matching,
    Numeric,
    Option,
    Sequencing,
)
from dabie.core.scoring import Scorer, score, scorer, total

OPTIONS = {one: Option(one) for one in "abcd"}
TEXTS = {one: one for one in "abcde"}


def item(interaction: Interaction, points: str = "1") -> Item:
    return Item("it", "", "", interaction, Decimal(points))


SINGLE = item(Choice(OPTIONS, ("b",)))
MULTIPLE = item(Choice(OPTIONS, ("a", "b", "c"), multiple=True), "3")
ORDER = item(Sequencing(TEXTS, tuple("abcde")), "2")
PAIRS = item(Matching({"x": "", "y": ""}, {"p": "", "q": "", "r": ""}, {"x": "p", "y": "q"}), "2")
GAPS = item(FillIn({"1": ("八", "8"), "2": ("Ab c",)}), "2")
COUNT = item(Numeric(Decimal(2980), Decimal("0.5"), "人"))
LONG = item(LongFillIn((Criterion("", ("", "", "")),)), "2")
ALL = (SINGLE, MULTIPLE, ORDER, PAIRS, GAPS, COUNT, LONG)


@pytest.mark.parametrize(
    ("one", "response", "earned", "state"),
    [
        (SINGLE, ["b"], 1, "right"),
        (SINGLE, ["a"], 0, "wrong"),
        (MULTIPLE, ["a", "b", "c"], 3, "right"),
        (MULTIPLE, ["c", "b", "a"], 3, "right"),
        (MULTIPLE, ["a", "b"], 2, "partly"),
        (MULTIPLE, ["a", "b", "d"], 1, "partly"),
        (MULTIPLE, ["a", "d"], 0, "wrong"),
        (MULTIPLE, ["d"], 0, "wrong"),
        (ORDER, list("abcde"), 2, "right"),
        (ORDER, list("abdce"), Fraction(16, 10), "partly"),
        (ORDER, list("edcba"), 0, "wrong"),
        (PAIRS, {"x": "p", "y": "q"}, 2, "right"),
        (PAIRS, {"x": "p", "y": "p"}, 1, "partly"),
        (PAIRS, {"y": "q"}, 1, "partly"),
        (PAIRS, {"x": "r"}, 0, "wrong"),
        (GAPS, {"1": "８", "2": "aＢ　C。"}, 2, "right"),
        (GAPS, {"1": "八。"}, 1, "partly"),
        (GAPS, {"1": "", "2": "ab c"}, 1, "partly"),
        (GAPS, {"1": "八。。"}, 0, "wrong"),
        (COUNT, "2980", 1, "right"),
        (COUNT, "２，９８０ 人", 1, "right"),
        (COUNT, "2980.5", 1, "right"),
        (COUNT, "2979.50", 1, "right"),
        (COUNT, "2980.500000000000000000000000001", 0, "wrong"),
        (COUNT, "2.98e3", 1, "right"),
        (COUNT, "\u22122980", 0, "wrong"),
        (COUNT, "1e999999", 0, "wrong"),
        (LONG, "写了一段", 0, "pending"),
        (LONG, "字" * 20_000, 0, "pending"),
    ],
)
def test_scores_as_the_contract_says(
    one: Item, response: object, earned: Fraction | int, state: str
) -> None:
    outcome = score(one, response)
    assert (outcome.score, outcome.state) == (earned, state)


@pytest.mark.parametrize("one", ALL)
@pytest.mark.parametrize("response", [None, "", " \u3000\ufeff", [], {}])
def test_unanswered_is_its_own_state(one: Item, response: object) -> None:
    assert score(one, response).state == "unanswered"
    assert score(one, response).score == 0


def test_emptied_blanks_are_unanswered() -> None:
    assert score(GAPS, {"1": " ", "2": ""}).state == "unanswered"


@pytest.mark.parametrize(
    ("one", "response", "reason"),
    [
        (SINGLE, ["a", "b"], "只能选一项"),
        (SINGLE, ["z"], "没有这个选项：z"),
        (SINGLE, "b", "一列选项"),
        (SINGLE, [1], "数字"),
        (SINGLE, [None], "空值"),
        (SINGLE, [True], "真假值"),
        (SINGLE, [["b"]], "列表"),
        (SINGLE, [{"b": 1}], "对应表"),
        (SINGLE, 3.5, "数字"),
        (MULTIPLE, ["a", "a"], "出现了两次"),
        (ORDER, list("abcd"), "每一项"),
        (ORDER, list("abcda"), "出现了两次"),
        (PAIRS, {"z": "p"}, "左边没有“z”"),
        (PAIRS, {"x": "z"}, "不是右边的选项"),
        (PAIRS, {"x": None}, "空值"),
        (PAIRS, ["x"], "逐项对应"),
        (GAPS, {"1": 8}, "应当是文字"),
        (GAPS, {"3": "八"}, "空没有“3”"),
        (GAPS, {"1": "八" * 1_001}, "太长"),
        (COUNT, "近三千", "这里要填阿拉伯数字，例如 2980。写“2,980”“2980人”也可以。"),
        (COUNT, 2980, "应当是文字"),
        (COUNT, "nan", "这里要填阿拉伯数字"),
        (COUNT, "Infinity", "这里要填阿拉伯数字"),
        (COUNT, "2_980", "这里要填阿拉伯数字"),
        (COUNT, "29,80", "这里要填阿拉伯数字"),
        (COUNT, "9" * 65, "这里要填阿拉伯数字"),
        (COUNT, "9" * 10_000_000, "文字太长"),
        (LONG, ["写了"], "应当是文字"),
        (LONG, "字" * 20_001, "20001 字"),
        (LONG, "x" * 30, None),
    ],
)
def test_malformed_is_refused_with_its_reason(
    one: Item, response: object, reason: str | None
) -> None:
    if reason is None:
        assert score(one, response).state == "pending"
        return
    with pytest.raises(ResponseError) as refusal:
        score(one, response)
    assert reason in str(refusal.value)
    assert len(str(refusal.value)) < 200


def test_a_number_without_unit_suggests_none() -> None:
    with pytest.raises(ResponseError, match="写“2,980”也可以"):
        score(item(Numeric(Decimal(1))), "一")


def test_marks_name_every_part() -> None:
    assert score(MULTIPLE, ["a", "d"]).marks == {
        "a": "right", "d": "wrong", "b": "missed", "c": "missed"
    }  # fmt: skip
    assert score(ORDER, list("abdce")).marks == {
        "a": "right", "b": "right", "d": "wrong", "c": "wrong", "e": "right"
    }  # fmt: skip
    assert score(PAIRS, {"x": "q"}).marks == {"x": "wrong", "y": "missed"}
    assert score(ORDER, list("abdce")).to_json() == {
        "state": "partly", "score": 1.6, "max_score": 2, "hits": 9, "faults": 1, "of": 10,
        "marks": {"a": "right", "b": "right", "d": "wrong", "c": "wrong", "e": "right"},
    }  # fmt: skip


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
    | st.sampled_from([*"abcdexypqr12", "八", "2980", "1e5", "-０.５人"]),
    lambda inner: st.lists(inner, max_size=5)
    | st.dictionaries(st.text(max_size=3) | st.sampled_from(["1", "2", "x", "y"]), inner),
    max_leaves=12,
)  # fmt: skip


@given(one=st.sampled_from(ALL), response=JSON)
def test_any_json_is_scored_within_bounds_or_refused(one: Item, response: object) -> None:
    try:
        outcome = score(one, response)
    except ResponseError:
        return
    assert 0 <= outcome.score <= outcome.max_score
    assert outcome.state != "right" or outcome.score == outcome.max_score


@given(order=st.permutations(list("abcde")))
def test_a_permutation_is_never_malformed(order: list[str]) -> None:
    assert 0 <= score(ORDER, order).score <= 2


@given(picks=st.lists(st.sampled_from("abcd"), unique=True, min_size=1), data=st.data())
def test_the_order_of_picks_does_not_matter(picks: list[str], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(picks))
    assert score(MULTIPLE, picks).score == score(MULTIPLE, shuffled).score


SCORERS = [(one, scorer(one)) for one in ALL]


@given(one=st.sampled_from(SCORERS), response=JSON)
def test_what_is_remembered_changes_nothing(one: tuple[Item, Scorer], response: object) -> None:
    fresh, remembering = one
    try:
        expected: object = score(fresh, response)
    except ResponseError as error:
        expected = str(error)
    for _ in range(2):
        try:
            found: object = remembering(response)
        except ResponseError as error:
            found = str(error)
        assert found == expected


@given(st.lists(st.fractions() | st.integers().map(Fraction)))
def test_a_total_is_exact(scores: list[Fraction]) -> None:
    assert total(scores) == sum(scores)
