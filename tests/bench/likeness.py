"""Likeness of long answers: how fast, and how many of the pairs that share half are found."""

from __future__ import annotations

import random
import time
from collections import Counter
from itertools import combinations

import numpy as np
from report import report

from dabie.grading.similarity.pairs import SHARED, similar_pairs
from dabie.grading.similarity.shingles import kept, shingles

ANSWERS, LENGTH, COPIED, SAMPLE = 10_000, 500, 800, 2_000
HAN = [chr(0x4E00 + number) for number in range(2_500)]
WEIGHTS = [1 / (number + 5) for number in range(2_500)]


def measure() -> None:
    """Compare answers of which some are copied in part; hold a sample against brute force."""
    chance = random.Random(1)
    # Sentences that many use, as well as words of one's own.
    usual = ["".join(chance.choices(HAN, WEIGHTS, k=chance.randint(8, 25))) for _ in range(3_000)]
    answers = [_answer(chance, usual) for _ in range(ANSWERS)]
    sample = range(SAMPLE)
    for _ in range(COPIED):
        one, other = chance.sample(sample, 2)
        cut = chance.randint(200, 480)
        answers[other] = answers[one][:cut] + _answer(chance, usual)[cut:]
    start = time.perf_counter()
    given = [kept(one) for one in answers]
    pairs = similar_pairs(given, np.empty(0, dtype=np.uint64))
    report(f"likeness of {ANSWERS:,} answers", [time.perf_counter() - start], "s", "below 20")
    found = {(pair.one, pair.other) for pair in pairs}
    wanted = _brute(given[:SAMPLE])
    share = 100 * len(wanted & found) / len(wanted)
    report(f"of {len(wanted):,} pairs by brute force found", [share], "%", "at least 99")


def _answer(chance: random.Random, usual: list[str]) -> str:
    text = ""
    while len(text) < LENGTH:
        own = "".join(chance.choices(HAN, WEIGHTS, k=15)) + "，"
        text += chance.choice(usual) + "。" if chance.random() < 0.3 else own
    return text[:LENGTH]


def _brute(texts: list[str]) -> set[tuple[int, int]]:
    """Return every pair that shares enough, by counting what each two have in common."""
    holders: dict[int, list[int]] = {}
    sizes = []
    for place, text in enumerate(texts):
        own = shingles(text).tolist()
        sizes.append(len(own))
        for one in own:
            holders.setdefault(one, []).append(place)
    shared: Counter[tuple[int, int]] = Counter()
    for several in holders.values():
        shared.update(combinations(several, 2))
    return {
        (one, other)
        for (one, other), count in shared.items()
        if count >= SHARED * min(sizes[one], sizes[other])
    }
