"""The exercise as a Jupyter widget: one anywidget over `core` and `view` for all its items."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from ..core.definition import item_of
from ..core.errors import DabieError, ResponseError
from ..core.scoring import score
from ..view.bundle import bundle
from .generate import generate, to_text

HERE = Path(__file__).parent
VIEW = HERE.parent / "view"


@cache
def script() -> str:
    """Return the widget's front end as one module."""
    return bundle(HERE / "exercise.js", [VIEW])


@cache
def style() -> str:
    """Return the widget's styles."""
    sheets = (VIEW / "tokens.css", VIEW / "item.css", VIEW / "handin.css", HERE / "exercise.css")
    return "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets)


class ExerciseWidget(anywidget.AnyWidget):
    """Shows an exercise's items, keeps the responses, and scores those of a practice exercise.

    The front end alone writes `responses`, `checked`, `revealed` and `learner`; the kernel alone
    writes `outcomes`. So quick answers cannot overtake each other.
    """

    content = traitlets.Dict(help="the exercise, as `content_of` gives it").tag(sync=True)
    responses = traitlets.Dict(help="item id -> response").tag(sync=True)
    checked = traitlets.Dict(help="item id -> true, where an outcome is wanted").tag(sync=True)
    revealed = traitlets.Dict(help="item id -> true, where the key is shown").tag(sync=True)
    learner = traitlets.Dict(help="id, name, unit").tag(sync=True)
    outcomes = traitlets.Dict(help="item id -> outcome or {state, reason}").tag(sync=True)

    def __init__(self, content: dict[str, Any], **traits: Any) -> None:
        super().__init__(content=content, _esm=script(), _css=style(), **traits)
        self.observe(self._judge, names=["responses", "checked"])
        self.on_msg(self._answer)
        self._judge()

    def _judge(self, _change: object = None) -> None:
        items = {one["id"]: one for one in self.content["items"]}
        self.outcomes = {
            item_id: judge(items[item_id], self.responses.get(item_id))
            for item_id, wanted in self.checked.items()
            if wanted and item_id in items and self._may_tell(items[item_id])
        }

    def _may_tell(self, item: dict[str, Any]) -> bool:
        return bool(self.content["mode"] == "practice" or item["kind"] == "long-fill-in")

    def _answer(self, _widget: object, message: object, _buffers: object) -> None:
        """Give the front end the unanswered notebook, for where no extension gives the open one."""
        if message == {"ask": "notebook"}:
            self.send({"notebook": to_text(generate(self.content))})


def judge(definition: dict[str, Any], response: object) -> dict[str, object]:
    """Score a response to a practice definition, in the form that the view shows."""
    try:
        return score(item_of(definition), response).to_json()
    except (ResponseError, DabieError) as error:
        return {"state": "malformed", "reason": str(error)}
