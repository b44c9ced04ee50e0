"""The exercise notebook: an exercise's public definitions in, nbformat 4.5 out, always the same."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence

from ..core.items import Course, Exercise
from ..core.publish import revision
from ..core.submission import FORMAT

CALL = 'from dabie.notebooks import open_exercise\n\nopen_exercise("{literal}")'
"""The only code of a generated notebook; the front end runs nothing of another form by itself."""

_INTRO = """# {title}

{course}：共 {count} 题，{points} 分。运行下面这一格，题目就会出现；答完点“交卷”。

没有装好 `dabie` 的地方，可以在课程网页里打开同一个文件接着答。"""


def generate(
    course: Course, exercise: Exercise, definitions: Sequence[Mapping[str, object]]
) -> dict[str, object]:
    """Return the notebook of an exercise, unanswered."""
    content = {
        "course": course.id,
        "course_title": course.title,
        "exercise": exercise.id,
        "title": exercise.title,
        "mode": exercise.mode,
        "revision": revision(definitions),
        "items": list(definitions),
    }
    intro = _INTRO.format(
        title=exercise.title,
        course=course.title,
        count=len(definitions),
        points=f"{exercise.max_score.normalize():f}",
    )
    return {
        "cells": [
            {"cell_type": "markdown", "id": "intro", "metadata": {}, "source": _lines(intro)},
            {
                "cell_type": "code",
                "execution_count": None,
                "id": "exercise",
                "metadata": {"jupyter": {"source_hidden": True}, "tags": ["dabie"]},
                "outputs": [],
                "source": _lines(CALL.format(literal=encode(content))),
            },
        ],
        "metadata": {
            "dabie": {
                "format": FORMAT,
                "course": course.id,
                "exercise": exercise.id,
                "revision": content["revision"],
                "learner": {"id": "", "name": "", "unit": ""},
                "responses": {},
                "saved_at": "",
            },
            "kernelspec": {
                "display_name": "Python 3 (ipykernel)",
                "language": "python",
                "name": "python3",
            },
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def encode(content: Mapping[str, object]) -> str:
    """Encode an exercise as a literal of letters and digits, which no cell can break out of.

    Not compressed: compressors differ from machine to machine, and the file must not.
    """
    compact = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return base64.b64encode(compact.encode()).decode("ascii")


def decode(literal: str) -> dict[str, object]:
    """Decode what `encode` wrote; `ValueError` for anything else."""
    content = json.loads(base64.b64decode(literal, validate=True))
    if not isinstance(content, dict):
        raise ValueError("not an exercise")
    return content


def to_text(notebook: Mapping[str, object]) -> str:
    """Serialise a notebook as Jupyter itself would, so that saving it changes only what changed."""
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)
