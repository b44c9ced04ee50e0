"""The page of each exercise: its items to be read at once, while what runs them is on its way."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any, Final

from .. import markup
from ..core.items import Course
from ..publishing import notebook
from ..view.static import draw

HERE: Final = Path(__file__).parent
EXERCISE: Final = (HERE / "exercise.html").read_text(encoding="utf-8")
LIST: Final = (HERE / "list.html").read_text(encoding="utf-8")
_PLACE: Final = re.compile("%([A-Z_]+)%")


def write_pages(
    course: Course,
    contents: Sequence[Mapping[str, Any]],
    config: Mapping[str, Any],
    folder: str,
    out: Path,
) -> None:
    """Write a page for each notebook, and one that lists them; `folder` holds what runs them."""
    out.mkdir(exist_ok=True)
    for old in out.glob("*.html"):
        old.unlink()
    common = {"FOLDER": folder, "COURSE": course.id, "COURSE_TITLE": escape(course.title)}
    for content in contents:
        title = f"练习本 · {content['title']}"
        filled = {
            **common,
            "TITLE": escape(title),
            "CONFIG": _script({**config, "appName": f"{title} · {course.title}"}),
            "EXERCISE": content["exercise"],
            "CHAPTER": _chapter(course, content["exercise"]),
            "INTRO": _intro(content),
            "ITEMS": _items(content),
        }
        _write(out / f"{content['exercise']}.html", EXERCISE, filled)
    links = "\n".join(
        f'<li><a href="{one["exercise"]}.html">{escape(one["title"])}</a></li>' for one in contents
    )
    _write(out / "index.html", LIST, {**common, "LINKS": links})


def _chapter(course: Course, exercise: str) -> str:
    found = course.exercise(exercise)
    return f"{escape(found.chapter)}.html" if found and found.chapter else "index.html"


def _intro(content: Mapping[str, Any]) -> str:
    """Draw the first cell of the notebook as Jupyter will: its title, then what it says."""
    source = "".join(json.loads(notebook(content))["cells"][0]["source"])
    _, _, said = source.partition("\n\n")
    return f"<h1>{escape(content['title'])}</h1>{markup.render(said)}"


def _items(content: Mapping[str, Any]) -> str:
    return "\n".join(
        f'<div class="dabie-exercise-item" data-item="{one["id"]}">'
        f"{draw(one, number=number, mode=content['mode'])}</div>"
        for number, one in enumerate(content["items"], start=1)
    )


def _script(value: Mapping[str, Any]) -> str:
    """Write a value as the content of a script element, which no text in it can close."""
    return json.dumps(value, separators=(",", ":")).replace("<", "\\u003c")


def _write(path: Path, page: str, filled: Mapping[str, str]) -> None:
    # In one go: what is filled in may hold such a sign of its own, as the configuration does.
    whole = _PLACE.sub(lambda found: filled[found[1]], page)
    path.write_text(whole, encoding="utf-8", newline="\n")
