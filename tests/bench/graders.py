"""Side runs: what nbgrader and otter-grader take for the same kind of work, where installed.

They are no dependencies: `RIVALS=/some/venv/bin` names an environment that has them. Each gets
notebooks of ten answers by chance and a long one; its scores are held against how they were made.
"""

from __future__ import annotations

import csv
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from report import report

COUNT, ITEMS = 5, 10
KEY = "b"


def measure() -> None:
    """Grade with each that is there; say which are not."""
    places = os.pathsep.join((os.environ.get("RIVALS", ""), str(Path(sys.executable).parent)))
    runs: dict[str, Callable[[str, Path, list[list[str]]], list[float]]] = {
        "nbgrader": nbgrader, "otter": otter,
    }  # fmt: skip
    for name, run in runs.items():
        command = shutil.which(name, path=places)
        if command is None:
            print(f"{name}: not installed, not run")
            continue
        chance = random.Random(1)
        answers = [chance.choices("abc", k=ITEMS) for _ in range(COUNT)]
        with tempfile.TemporaryDirectory() as folder:
            start = time.perf_counter()
            scores = run(command, Path(folder), answers)
            taken = time.perf_counter() - start
        assert scores == [one.count(KEY) for one in answers], f"{name} came to {scores}"
        report(f"{name}, read and score {COUNT}", [COUNT / taken], "/s", "")


def nbgrader(command: str, folder: Path, answers: list[list[str]]) -> list[float]:
    """Grade by its own command: the release is made first, as it must be."""
    (folder / "nbgrader_config.py").write_text(
        "c = get_config()\nc.CourseDirectory.course_id = 'week'\n"
    )
    cells = []
    for at in range(ITEMS):
        cells.append(_cell(f"a{at} = ''", nbgrader=_nbgrader(f"answer-{at}", solution=True)))
        test = f"assert a{at} == {KEY!r}"
        cells.append(_cell(test, nbgrader=_nbgrader(f"test-{at}", grade=True)))
    cells.append(_cell("essay = ''"))
    _write(folder / "source" / "week" / "week.ipynb", cells)
    _run(folder, command, "generate_assignment", "week")
    for number, given in enumerate(answers):
        filled = [dict(one) for one in cells]
        for at, answer in enumerate(given):
            filled[2 * at] = {**cells[2 * at], "source": f"a{at} = {answer!r}"}
        filled[-1] = {**cells[-1], "source": f"essay = {'写' * 500!r}"}
        _write(folder / "submitted" / f"l{number}" / "week" / "week.ipynb", filled)
    _run(folder, command, "autograde", "week")
    _run(folder, command, "export")
    with (folder / "grades.csv").open(encoding="utf-8") as file:
        scores = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    return [scores[f"l{number}"] for number in range(len(answers))]


def otter(command: str, folder: Path, answers: list[list[str]]) -> list[float]:
    """Grade one after the other with `otter run`, which needs no container."""
    tests = folder / "tests"
    tests.mkdir()
    for at in range(ITEMS):
        case = {"code": f">>> a{at} == {KEY!r}\nTrue\n", "hidden": False, "locked": False}
        suite = {"cases": [case], "scored": True, "setup": "", "teardown": "", "type": "doctest"}
        test = {"name": f"q{at}", "points": 1, "suites": [suite]}
        (tests / f"q{at}.py").write_text(f"OK_FORMAT = True\ntest = {test!r}\n")
    made = ["--no-environment", "-t", str(tests), "-o", "autograder.zip"]
    _run(folder, command, "generate", *made)
    scores = []
    for number, given in enumerate(answers):
        cells = [_cell(f"a{at} = {answer!r}") for at, answer in enumerate(given)]
        name = f"l{number}.ipynb"
        _write(folder / name, [*cells, _cell(f"essay = {'写' * 500!r}")])
        _run(folder, command, "run", "-a", "autograder.zip", "-o", ".", name)
        result = json.loads((folder / "results.json").read_text(encoding="utf-8"))
        scores.append(sum(float(one.get("score", 0)) for one in result["tests"]))
    return scores


def _nbgrader(name: str, *, solution: bool = False, grade: bool = False) -> dict[str, Any]:
    points = {"points": 1} if grade else {}
    return {
        "schema_version": 3, "grade_id": name, "grade": grade, "solution": solution,
        "locked": grade, "task": False, **points,
    }  # fmt: skip


def _cell(source: str, **metadata: Any) -> dict[str, Any]:
    return {
        "cell_type": "code", "execution_count": None, "metadata": metadata, "outputs": [],
        "source": source,
    }  # fmt: skip


def _write(path: Path, cells: list[dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    named = [{**one, "id": f"cell-{at}"} for at, one in enumerate(cells)]
    notebook = {"cells": named, "metadata": {"kernelspec": kernel}, "nbformat": 4}
    path.write_text(json.dumps({**notebook, "nbformat_minor": 5}), encoding="utf-8")


def _run(folder: Path, *command: str) -> None:
    # Its own environment's Jupyter, not ours.
    path = f"{Path(command[0]).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, "PATH": path}, capture_output=True, text=True
    )
    if done.returncode:
        sys.exit(f"{' '.join(command)}:\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
