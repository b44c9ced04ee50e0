from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabie.grading.output import Graded
from dabie.grading.similarity.groups import groups, passages
from dabie.grading.similarity.pairs import Pair, common_wording, similar_pairs
from dabie.grading.similarity.shingles import SIZE, hashes, kept, sampled, shingles
from dabie.grading.similarity.sources import course_texts, parts
from dabie.grading.texts import Texts

Record = Callable[..., dict[str, Any]]
Run = Callable[..., Graded]
NONE = np.empty(0, dtype=np.uint64)


def prose(chance: random.Random, length: int) -> str:
    return "".join(chr(0x4E00 + int(chance.triangular(0, 3000, 0))) for _ in range(length))


def plain(text: str) -> set[str]:
    """The shingles of a text by definition."""
    return {text[at : at + SIZE] for at in range(len(text) - SIZE + 1)}


@given(st.text(max_size=60))
def test_hashes_are_as_many_as_shingles(text: str) -> None:
    words = kept(text)
    assert len(hashes(words)) == max(len(words) - SIZE + 1, 0)
    assert len(shingles(words)) == len(plain(words))


@given(st.lists(st.text("甲乙丙丁ab", max_size=30), max_size=6))
def test_a_whole_sample_is_all_shingles(texts: list[str]) -> None:
    found: Counter[int] = Counter()
    for owner, some in sampled(texts, 1.0):
        assert len(owner) == len(some)
        found.update(owner.tolist())
    assert found == Counter({at: len(plain(one)) for at, one in enumerate(texts) if plain(one)})


def test_pairs_against_brute_force() -> None:
    chance = random.Random(3)
    texts = [prose(chance, chance.randint(60, 900)) for _ in range(600)]
    for _ in range(250):
        one, other = chance.sample(range(600), 2)
        cut = chance.randint(20, len(texts[one]))
        start = chance.randint(0, len(texts[one]) - cut)
        texts[other] = (prose(chance, 80) + texts[one][start : start + cut])[
            : chance.randint(100, 900)
        ]
    sets = [plain(one) for one in texts]
    wanted = {}
    for one, other in combinations(range(600), 2):
        share = len(sets[one] & sets[other]) / min(len(sets[one]), len(sets[other]))
        if share >= 0.5:
            wanted[one, other] = share
    found = {(pair.one, pair.other): pair.share for pair in similar_pairs(texts, NONE)}
    assert len(wanted) > 100
    # Nothing that is none, exact shares, and hardly any missed.
    assert found.items() <= wanted.items()
    assert len(found) >= 0.99 * len(wanted)


def test_a_large_group_is_found_whole() -> None:
    chance = random.Random(4)
    shared = prose(chance, 300)
    texts = [shared + prose(chance, 60) for _ in range(700)] + [
        prose(chance, 300) for _ in range(800)
    ]
    assert groups(similar_pairs(texts, NONE)) == [list(range(700))]


def test_time_grows_with_the_texts_not_with_their_pairs() -> None:
    chance = random.Random(6)
    texts = [prose(chance, 400) for _ in range(4000)]
    took = []
    for count in (1000, 4000):
        start = time.perf_counter()
        similar_pairs(texts[:count], NONE)
        took.append(time.perf_counter() - start)
    # 4 times the texts are 16 times the pairs; a busy machine may double one of the two.
    assert took[1] < 10 * took[0] + 0.5


def test_common_wording_needs_many_texts() -> None:
    chance = random.Random(7)
    opening = prose(chance, 40)
    texts = [opening + prose(chance, 200) for _ in range(30)]
    common = set(common_wording(texts).tolist())
    assert set(shingles(opening).tolist()) <= common
    assert not len(common_wording(texts[:9]))


def test_what_most_have_copied_is_no_common_wording() -> None:
    chance = random.Random(8)
    copied = prose(chance, 200)
    texts = [copied + prose(chance, 20) for _ in range(20)] + [prose(chance, 200) for _ in range(9)]
    assert groups(similar_pairs(texts, common_wording(texts))) == [list(range(20))]


def test_short_texts_are_not_compared() -> None:
    assert similar_pairs(["同一句短话而已"] * 3, NONE) == []
    assert similar_pairs([], NONE) == []
    assert similar_pairs(["", ""], NONE) == []


def test_groups_hang_together() -> None:
    pairs = [Pair(4, 9, 0.5), Pair(1, 4, 0.9), Pair(2, 3, 0.7)]
    assert groups(pairs) == [[1, 4, 9], [2, 3]]


def test_passages_are_spans_of_the_text_as_written() -> None:
    text = "前言。军民　一家亲，共同守护大别山！后记在此。"
    other = shingles(kept("……军民一家亲共同守护大别山……"))
    ((start, end),) = passages(text, other, NONE)
    assert text[start:end] == "军民　一家亲，共同守护大别山"
    assert passages(text, other, other) == []
    assert passages("", other, NONE) == []


@given(st.text("甲ａ㎏ﷺ\u0301 ，", max_size=40))
def test_spans_stay_inside_any_text(text: str) -> None:
    for start, end in passages(text, shingles(kept(text)), NONE):
        assert 0 <= start < end <= len(text)


OWN = "".join(chr(0x5000 + at * 3) for at in range(120))
OTHER = "".join(chr(0x6000 + at * 3) for at in range(120))


def test_leads_between_learners_and_with_the_course(run: Run, record: Record) -> None:
    chapter = "".join(chr(0x7000 + at * 3) for at in range(200))
    graded = run(
        record({"essay": OWN}, learner_id="1"),
        record({"essay": "我认为，" + OWN[:90] + "。"}, learner_id="2"),
        record({"essay": OTHER}, learner_id="3"),
        record({"essay": chapter[:150] + "等等"}, learner_id="4"),
        record({"essay": chapter[:150] + "云云"}, learner_id="5"),
        texts=Texts({"第一章": chapter}),
    )
    pair, source = graded.findings.leads
    assert [one.result.learner.id for one in pair.members] == ["1", "2"]
    member = pair.members[1]
    assert [member.text[start:end] for start, end in member.spans] == [OWN[:90]]
    # What two took from the course is no lead between them, but one with the course.
    assert source.source == "第一章"
    assert [one.result.learner.id for one in source.members] == ["4", "5"]


def test_attempts_of_one_learner_are_no_lead(run: Run, record: Record) -> None:
    graded = run(record({"essay": OWN}, at="2026-01-01"), record({"essay": OWN}))
    assert not graded.findings.leads


def test_course_texts_without_markup(tmp_path: Any) -> None:
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "one.md").write_text(
        "---\n篇: 启示\n---\n\n# 一章\n\n正文{cite}`shi1`又一句，见[这里](https://x.example)。\n"
        ":::{item} gap\n:::\n",
        encoding="utf-8",
    )
    assert kept(course_texts(tmp_path)["一章"]) == "一章正文又一句见这里"
    assert parts(tmp_path) == {"one": "启示"}


@pytest.mark.parametrize("text", ["", "\ud800" * 20, "🀄" * 30])
def test_odd_texts_do_no_harm(text: str) -> None:
    assert similar_pairs([kept(text), kept(text)], NONE) == [] or kept(text)
