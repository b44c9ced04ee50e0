"""Generated submissions of about 40 KB: ten closed items of five kinds and a long answer.

What each must score is counted here from how it was made, not by the rules of `core`.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

from dabie import markup
from dabie.catalog import load_course
from dabie.core.items import Course
from dabie.core.publish import publish
from dabie.grading import current_revisions
from dabie.notebooks.generate import content_of, generate

SIZE = 40_000
HAN = "".join(chr(0x4E00 + 7 * one) for one in range(2500))
SINGLES, SEVERALS, GAPS = ("s1", "s2", "s3"), ("m1", "m2"), ("g1", "g2")
PAIRS = {"l1": "r1", "l2": "r2", "l3": "r3", "l4": "r4"}
POINTS = {
    **{one: 1 for one in SINGLES}, **{one: 3 for one in SEVERALS}, **{one: 2 for one in GAPS},
    "order": 4, "pairs": 2, "count": 1,
}  # fmt: skip

_HEAD = 'kind = "{kind}"\nprompt = "{prompt}"\nmax_score = {points}\nsources = ["s"]\n'
_FOUR = "\n".join(f'options.{one} = {{ text = "选项{one}" }}' for one in "abcd")


def course(folder: Path) -> Course:
    """Write the course of one exercise into the folder, and load it."""
    items: dict[str, str] = {}
    for one in SINGLES:
        items[one] = f'key = ["a"]\n{_FOUR}\n'
    for one in SEVERALS:
        items[one] = f'multiple = true\nkey = ["a", "b", "c"]\n{_FOUR}\n'
    for one in GAPS:
        items[one] = '[key]\n1 = ["八", "8"]\n2 = ["民运"]\n'
    items["order"] = 'key = ["v", "w", "x", "y", "z"]\n[options]\n' + "".join(
        f'{one} = "第{one}件"\n' for one in "zyxwv"
    )
    items["pairs"] = (
        f"left = {_table({one: one for one in PAIRS})}\n"
        f"right = {_table({one: one for one in (*PAIRS.values(), 'r5')})}\n"
        f"key = {_table(PAIRS)}\n"
    )
    items["count"] = 'key = 2980\ntolerance = 20\nunit = "人"\n'
    kinds = {"s": "choice", "m": "choice", "g": "fill-in", "o": "sequencing", "p": "matching"}
    place = folder / "exercises" / "week"
    place.mkdir(parents=True)
    for one, rest in items.items():
        prompt = "空{{1}}和{{2}}" if one in GAPS else "题面"
        kind = kinds.get(one[0], "numeric")
        head = _HEAD.format(kind=kind, prompt=prompt, points=POINTS[one])
        (place / f"{one}.toml").write_text(head + rest, encoding="utf-8")
    (place / "essay.toml").write_text(
        'kind = "long-fill-in"\nprompt = "写一写"\nsources = ["s"]\n'
        '[[rubric]]\ncriterion = "来源"\nlevels = ["无", "有", "写明"]\n',
        encoding="utf-8",
    )
    listed = json.dumps([*items, "essay"])
    (place / "exercise.toml").write_text(
        f'title = "训练周"\nmode = "practice"\nchapter = "week"\nitems = {listed}\n',
        encoding="utf-8",
    )
    (folder / "exercises" / "course.toml").write_text(
        'id = "bench"\ntitle = "量速度"\nexercises = ["week"]\n', encoding="utf-8"
    )
    return load_course(folder)


def _table(texts: dict[str, str]) -> str:
    """Return an inline table of TOML."""
    return "{ " + ", ".join(f'{one} = "{text}"' for one, text in texts.items()) + " }"


def submissions(course: Course, end: int, first: int = 0) -> Iterator[tuple[str, bytes, Fraction]]:
    """Yield files by name, numbered so, with their content and the score that they must get."""
    exercise = course.exercises[0]
    definitions = publish(exercise, render=markup.render)
    notebook = generate(content_of(course, exercise, definitions))
    revision = current_revisions(course, lambda source: source)[exercise.id]
    notebook["cells"] += _filling(SIZE - len(_text(notebook)) - 2_500)
    notebook["metadata"]["dabie"] = "@record@"
    before, after = _text(notebook).split(b'"@record@"')
    for number in range(first, end):
        chance = random.Random(number)
        responses, score = answered(chance)
        record = {
            "format": 1,
            "course": course.id,
            "exercise": exercise.id,
            "revision": revision,
            "learner": {"id": f"{number:06}", "name": "学员" + HAN[number % 2500], "unit": "一所"},
            "responses": responses,
            "saved_at": f"2026-11-{chance.randint(1, 28):02}T08:{chance.randint(0, 59):02}:00+08:00",
        }
        yield f"{number:06}.ipynb", before + _text(record) + after, score


def _filling(size: int) -> list[dict[str, Any]]:
    """Return cells of so many bytes, as notes and tries look that a learner makes on the way."""
    chance = random.Random(size)
    cells: list[dict[str, Any]] = []
    while len(_text(cells)) < size:
        lines = ["".join(chance.choices(HAN, k=10)) + "\n" for _ in range(8)]
        output = {"output_type": "stream", "name": "stdout", "text": lines[4:]}
        cells.append(
            {
                "cell_type": "code",
                "id": f"note-{len(cells)}",
                "metadata": {},
                "execution_count": len(cells),
                "source": lines[:4],
                "outputs": [output],
            }
        )
    return cells


def _text(value: object) -> bytes:
    """Return JSON as Jupyter writes it."""
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def answered(chance: random.Random) -> tuple[dict[str, Any], Fraction]:
    """Return responses by chance and what they are worth."""
    given: dict[str, Any] = {}
    score = Fraction(0)
    for one in SINGLES:
        given[one] = [chance.choice("aabcd")]
        score += given[one] == ["a"]
    for one in SEVERALS:
        given[one] = chance.sample("abcd", chance.randint(1, 4))
        score += max(0, sum(-1 if pick == "d" else 1 for pick in given[one]))
    given["order"] = chance.sample("vwxyz", 5)
    text = "".join(given["order"])
    good = sum(
        text.index(before) < text.index(after)
        for before in "vwxyz"
        for after in "vwxyz"
        if before < after
    )
    score += max(Fraction(0), Fraction(4) * (good - (10 - good)) / 10)
    given["pairs"] = {one: chance.choice(["r1", "r2", "r3", "r4", "r5"]) for one in PAIRS}
    score += Fraction(2) * sum(given["pairs"][one] == right for one, right in PAIRS.items()) / 4
    for one in GAPS:
        first, second = chance.choice("八8８九"), chance.choice(["民运", "民 运。", "军事"])
        given[one] = {"1": first, "2": second}
        score += (first != "九") + (second != "军事")
    given["count"] = str(chance.randint(2950, 3010)) + chance.choice(["", "人", " 人"])
    score += 2960 <= int(given["count"][:4]) <= 3000
    given["essay"] = "".join(chance.choices(HAN, k=500))
    return given, score
