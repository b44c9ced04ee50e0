"""The exercise as a Jupyter widget: one anywidget over `core` and `view` for all its items."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import anywidget
from traitlets import Bool, Dict, TraitType, Unicode

from ..core.definition import item_of
from ..core.errors import DabieError
from ..core.scoring import score
from ..view.bundle import bundle
from .generate import generate, to_text

HERE = Path(__file__).parent
VIEW = HERE.parent / "view"


@cache
def script() -> str:
    """Return the widget's front end as one module."""
    return bundle(HERE / "exercise.js").text


@cache
def style() -> str:
    """Return the widget's styles."""
    sheets = (VIEW / "tokens.css", VIEW / "item.css", VIEW / "handin.css", HERE / "exercise.css")
    return "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets)


def _by_name(value: TraitType[Any, Any], help: str) -> Dict[str, Any]:
    return Dict(key_trait=Unicode(), value_trait=value, help=help).tag(sync=True)


class ExerciseWidget(anywidget.AnyWidget):
    """Shows an exercise's items, keeps the responses, and scores those of a practice exercise.

    The front end alone writes `responses`, `checked`, `revealed` and `learner`; the kernel alone
    writes `outcomes`. So quick answers cannot overtake each other, and an outcome says which
    response it is of.
    """

    # Without a trait of the class, anywidget would drop the styles.
    _esm = Unicode(help="the front end").tag(sync=True)
    _css = Unicode(help="its styles").tag(sync=True)
    content = Dict(key_trait=Unicode(), help="the exercise, as `content_of` gives it").tag(
        sync=True
    )
    responses = Dict(key_trait=Unicode(), help="item id -> response").tag(sync=True)
    checked = Dict(key_trait=Unicode(), help="item id -> response to score").tag(sync=True)
    revealed = _by_name(Bool(), "item id -> true, where the key is shown")
    learner = _by_name(Unicode(), "id, name, unit")
    outcomes = _by_name(Dict(), "item id -> response, and outcome or {state, reason}")

    def __init__(self, content: dict[str, Any], **traits: Any) -> None:
        super().__init__(content=content, _esm=script(), _css=style(), **traits)
        self._items = {one["id"]: one for one in content["items"] if self._may_tell(one)}
        self.observe(self._judge, names="checked")
        self.on_msg(self._answer)
        self._judge()

    def _may_tell(self, item: dict[str, Any]) -> bool:
        return bool(self.content["mode"] == "practice" or item["kind"] == "long-fill-in")

    def _judge(self, _change: object = None) -> None:
        self.outcomes = {
            item_id: {"response": response, "outcome": judge(self._items[item_id], response)}
            for item_id, response in self.checked.items()
            if item_id in self._items
        }

    def _answer(self, _widget: object, message: object, _buffers: object) -> None:
        """Give the front end the unanswered notebook, for where no extension gives the open one."""
        if message == {"ask": "notebook"}:
            self.send({"notebook": to_text(generate(self.content))})


def judge(definition: dict[str, Any], response: object) -> dict[str, object]:
    """Score a response to a practice definition, in the form that the view shows."""
    try:
        return score(item_of(definition), response).to_json()
    except DabieError as error:
        return {"state": "malformed", "reason": str(error)}
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        # The definition may come from anybody; its author is not told by a traceback.
        return {"state": "malformed", "reason": "这道题没有可以核对的内容。"}
