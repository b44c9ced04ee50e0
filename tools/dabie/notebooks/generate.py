"""The exercise notebook: an exercise's public definitions in, nbformat 4.5 out, always the same."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from typing import Any, NoReturn

from ..core.items import Course, Exercise
from ..core.publish import revision
from ..core.scoring import plain_number
from ..core.submission import FORMAT

CALL = 'from dabie.notebooks import open_exercise\n\nopen_exercise("{literal}")'
"""The only code of a generated notebook; the front end runs nothing of another form by itself."""

_INTRO = """# {title}

{course}：共 {count} 题，{points} 分。题目会自己出现；没有出现，就运行下面这一格。答完点“交卷”。

运行了还是没有，多半是这里没有装 `dabie`：可以先读下面的文字版，到课程网页里打开这个文件接着答。"""

_LISTED = "## 文字版"


def content_of(
    course: Course, exercise: Exercise, definitions: Sequence[Mapping[str, object]]
) -> dict[str, object]:
    """Return all that an exercise's notebook carries of it, the items' public definitions too."""
    described = describe(exercise, definitions)
    return {**described, "course": course.id, "course_title": course.title}


def describe(exercise: Exercise, definitions: Sequence[Mapping[str, object]]) -> dict[str, object]:
    """Return what a widget needs of an exercise, in the notebook of a course or without one."""
    return {
        "course": "",
        "course_title": "",
        "exercise": exercise.id,
        "title": exercise.title,
        "mode": exercise.mode,
        "points": plain_number(exercise.max_score),
        "revision": revision(definitions),
        "items": list(definitions),
    }


def generate(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return the notebook of an exercise, unanswered, from what `content_of` gives."""
    intro = _INTRO.format(
        title=content["title"],
        course=content["course_title"],
        count=len(content["items"]),
        points=content["points"],
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
            *_readable(content["items"]),
        ],
        "metadata": {
            "dabie": {
                "format": FORMAT,
                "course": content["course"],
                "exercise": content["exercise"],
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
    try:
        content = json.loads(base64.b64decode(literal, validate=True), parse_constant=_refuse)
        # What cannot be written again, such as half a surrogate pair, could not be shown either.
        json.dumps(content, ensure_ascii=False).encode()
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if not isinstance(content, dict):
        raise ValueError("not an exercise")
    return content


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")


def to_text(notebook: Mapping[str, object]) -> str:
    """Serialise a notebook as Jupyter itself would, so that saving it changes only what changed."""
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _readable(items: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the items as prose, for where nothing can be run: one cell each."""
    yield _prose("items", _LISTED)
    for number, item in enumerate(items, start=1):
        yield _prose(_cell_id(item["id"]), "\n".join(_told(number, item)))


def _cell_id(item_id: str) -> str:
    """Name the cell after its item; nbformat allows 64 characters."""
    name = f"item-{item_id}"
    return name if len(name) <= 64 else f"item-{hashlib.sha256(item_id.encode()).hexdigest()[:40]}"


def _told(number: int, item: Mapping[str, Any]) -> Iterator[str]:
    blanked = re.sub(r'<span data-blank="[^"]*"></span>', "＿＿＿＿", item["prompt"])
    yield f"**第 {number} 题**（{item['max_score']} 分）\n"
    # Tags out, text in: markdown would run what is left of them in no notebook, but show it ugly.
    yield _plain(unescape(re.sub(r"<[^>]+>", "", blanked)))
    for group in ("options", "left", "right"):
        if item.get(group):
            yield ""
            yield from (f"- {_plain(one['text'])}" for one in item[group])
    for line in item.get("rubric", ()):
        yield f"\n{_plain(line['criterion'])}\n"
        yield from (f"- {at} 分：{_plain(one)}" for at, one in enumerate(line["levels"]))


def _plain(text: str) -> str:
    """Escape what Markdown would take for a mark."""
    return re.sub(r"([\\`*_{}\[\]<>#|$~])", r"\\\1", text)


def _prose(cell_id: str, text: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": cell_id, "metadata": {}, "source": _lines(text)}


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)
