"""A small course of all six kinds, an assessment with canaries, and ways to hand in for it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from dabie.catalog import load_course
from dabie.core.items import Course
from dabie.grading import Options, current_revisions
from dabie.grading.batch import grade_entry
from dabie.grading.entry import Entry
from dabie.grading.findings import Inputs, find, read_inputs
from dabie.grading.output import Graded
from dabie.grading.texts import Texts

EXERCISES = {
    "course.toml": 'id = "small"\ntitle = "小课程"\nexercises = ["practice", "final"]\n',
    "practice/exercise.toml": """
title = "练一练"
mode = "practice"
chapter = "one"
items = ["single", "several", "order", "names", "gap", "count", "essay"]
""",
    "practice/single.toml": """
kind = "choice"
prompt = "会址**当时**属于[哪个县](https://example.org/)？"
objective = "说出地点"
sources = ["shi1"]
explanation = "词条写明时属太湖县。"
key = ["taihu"]
options.taihu = { text = "太湖县", feedback = "对：岳西县一年后才设立。" }
options.yuexi = { text = "岳西县", feedback = "那时还没有岳西县。" }
""",
    "practice/several.toml": """
kind = "choice"
multiple = true
max_score = 3
prompt = "哪些能写成史实？"
objective = "区分说法"
sources = ["shi1"]
explanation = "有出处的才能写。"
key = ["a", "b", "c"]
options.a = { text = "甲", feedback = "有刊物。" }
options.b = { text = "乙", feedback = "有文章。" }
options.c = { text = "丙", feedback = "三处都记。" }
options.d = { text = "丁", feedback = "口径不明。" }
""",
    "practice/order.toml": """
kind = "sequencing"
max_score = 2
prompt = "排先后。"
objective = "说出地点"
sources = ["shi1"]
explanation = "按日期排。"
key = ["x", "y", "z"]
options = { z = "第三件", x = "第一件", y = "第二件" }
""",
    "practice/names.toml": """
kind = "matching"
max_score = 2
prompt = "配对。"
objective = "说出地点"
sources = ["shi1"]
explanation = "见词条。"
left = { one = "第一次", two = "第二次" }
right = { macheng = "麻城", jinzhai = "金寨", extra = "多余" }
key = { one = "macheng", two = "jinzhai" }
""",
    "practice/gap.toml": """
kind = "fill-in"
max_score = 2
prompt = "一组{{1}}人，兼管{{2}}。"
objective = "区分说法"
sources = ["shi1"]
explanation = "见回忆录。"
key = { 1 = ["八", "8"], 2 = ["民运"] }
""",
    "practice/count.toml": """
kind = "numeric"
prompt = "多少人？"
objective = "说出地点"
sources = ["shi1"]
explanation = "见大事记。"
key = 2980
tolerance = 20
unit = "人"
""",
    "practice/essay.toml": """
kind = "long-fill-in"
prompt = "改写这句话。"
objective = "区分说法"
sources = ["shi1"]
explanation = "写明来源。"
[[rubric]]
criterion = "说明来源"
levels = ["没有写", "提到", "写明"]
""",
    "final/exercise.toml": """
title = "测一测"
mode = "assessment"
chapter = "final"
items = ["secret-choice", "secret-gap", "secret-order"]
release = "score"
""",
    "final/secret-choice.toml": """
kind = "choice"
multiple = true
prompt = "哪些是对的？"
objective = "说出秘密"
sources = ["shi2"]
explanation = "CANARY-EXPLANATION"
key = ["canary-key", "canary-other"]
options.canary-key = { text = "CANARY-OPTION-1", feedback = "CANARY-FEEDBACK" }
options.canary-other = { text = "CANARY-OPTION-2" }
options.wrong = { text = "平常的一项", feedback = "CANARY-FEEDBACK" }
""",
    "final/secret-gap.toml": """
kind = "fill-in"
prompt = "驻在{{1}}。"
objective = "说出秘密"
sources = ["shi2"]
explanation = "CANARY-EXPLANATION"
key = { 1 = ["CANARY-ANSWER"] }
""",
    "final/secret-order.toml": """
kind = "sequencing"
prompt = "排一排。"
objective = "说出秘密"
sources = ["shi2"]
key = ["s1", "s2"]
options = { s1 = "CANARY-ORDER-1", s2 = "CANARY-ORDER-2" }
""",
}
PERFECT: dict[str, Any] = {
    "single": ["taihu"],
    "several": ["a", "b", "c"],
    "order": ["x", "y", "z"],
    "names": {"one": "macheng", "two": "jinzhai"},
    "gap": {"1": "8", "2": "民 运。"},
    "count": "2，980人",
}


def _write_course(root: Path, changes: dict[str, str] | None = None) -> Course:
    for name, text in (EXERCISES | (changes or {})).items():
        path = root / "exercises" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return load_course(root)


def _cite(source: str) -> str:
    return f"《出处 {source}》"


def _notebook(content: object) -> dict[str, Any]:
    cell = {"cell_type": "code", "id": "a", "metadata": {}, "outputs": [], "source": "1/0"}
    return {"cells": [cell], "metadata": {"dabie": content}, "nbformat": 4, "nbformat_minor": 5}


# Functions that tests call, as fixtures, because test folders are no packages here.
@pytest.fixture(scope="session")
def write_course() -> Callable[..., Course]:
    return _write_course


@pytest.fixture(scope="session")
def cite() -> Callable[[str], str]:
    return _cite


@pytest.fixture(scope="session")
def notebook() -> Callable[[object], dict[str, Any]]:
    return _notebook


@pytest.fixture(scope="session")
def packed() -> Callable[[object], bytes]:
    """A handed-in notebook of this content, as bytes."""
    return lambda content: json.dumps(_notebook(content), ensure_ascii=False).encode()


@pytest.fixture(scope="session")
def perfect() -> dict[str, Any]:
    return PERFECT


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return _write_course(tmp_path_factory.mktemp("course"))


@pytest.fixture(scope="session")
def revisions(course: Course) -> dict[str, str]:
    return current_revisions(course, _cite)


@pytest.fixture(scope="session")
def record(revisions: dict[str, str]) -> Callable[..., dict[str, Any]]:
    """Return what `metadata.dabie` holds; `learner_id` None leaves the id out."""

    def make(
        responses: dict[str, Any] | None = None,
        *,
        learner_id: str | None = "080213",
        exercise: str = "practice",
        at: str = "2026-11-23T08:00:00+08:00",
        **changes: Any,
    ) -> dict[str, Any]:
        learner = {"name": "李某", "unit": "城关派出所"}
        if learner_id is not None:
            learner["id"] = learner_id
        return {
            "format": 1,
            "course": "small",
            "exercise": exercise,
            "revision": revisions.get(exercise, ""),
            "learner": learner,
            "responses": PERFECT if responses is None else responses,
            "saved_at": at,
            **changes,
        }

    return make


@pytest.fixture(scope="session")
def run(
    course: Course, packed: Callable[[object], bytes], cite: Callable[[str], str]
) -> Callable[..., Graded]:
    """Grade what `metadata.dabie` holds of several files, in memory; bytes are files as they are."""

    def make(
        *received: object,
        course: Course = course,
        options: Options | None = None,
        inputs: Inputs | None = None,
        texts: Texts | None = None,
    ) -> Graded:
        options = options or Options()
        given = inputs or read_inputs(course, options, texts or Texts())
        known = current_revisions(course, cite)
        graded = [
            grade_entry(
                course, known, Entry(f"{n}.ipynb", one if isinstance(one, bytes) else packed(one))
            )
            for n, one in enumerate(received)
        ]
        results, findings = find(course, graded, given, options)
        return Graded(course, results, cite, options, findings)

    return make


@pytest.fixture(scope="session")
def write_xlsx() -> Callable[[Path, dict[str, list[list[object]]]], Path]:
    """Write a workbook as a spreadsheet program would, of sheets by name."""

    def write(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, rows in sheets.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
        book.save(path)
        return path

    return write
