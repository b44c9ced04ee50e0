"""Draws a public definition as a worksheet: options to tick, blanks and lines to write on.

It reads as plain text too, for readers that know no style sheets, and never looks at a key.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, Final

from ..view.static import SHORT, kind_word, lines

BLANK: Final = '<span class="blank">＿＿＿＿</span>'
LINE: Final = '<p class="line">＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿</p>'


def draw(definition: Mapping[str, Any], *, number: int) -> str:
    """Return one item as HTML that prints."""
    kind = definition["kind"]
    worth = f"{kind_word(definition)} {definition['max_score']} 分"
    return (
        f'<section class="item {kind}">'
        f'<p class="item-head"><b class="item-number">{number}</b>'
        f'<span class="item-worth">{worth}</span></p>'
        f'<div class="prompt">{_prompt(definition)}</div>{_area(definition)}</section>'
    )


def _prompt(definition: Mapping[str, Any]) -> str:
    html = str(definition["prompt"])
    for blank in definition.get("blanks", ()):
        html = html.replace(f'<span data-blank="{escape(blank)}"></span>', BLANK)
    return html


def _area(definition: Mapping[str, Any]) -> str:
    match definition["kind"]:
        case "choice":
            return _boxes("□" if definition["multiple"] else "○", definition["options"])
        case "sequencing":
            asked = f'<p class="hint">在方框里填 1 到 {len(definition["options"])}。</p>'
            return asked + _boxes("□", definition["options"])
        case "matching":
            offered = "、".join(escape(one["text"]) for one in definition["right"])
            rows = "".join(f"<li>{escape(one['text'])} {BLANK}</li>" for one in definition["left"])
            return f'<p class="hint">从这里选：{offered}</p><ul class="pairs">{rows}</ul>'
        case "numeric":
            return f"<p>{BLANK} {escape(definition['unit'])}</p>"
        case "long-fill-in":
            room = LINE * lines(definition["prompt"])
            return f'<div class="lines">{room}</div>{_rubric(definition["rubric"])}'
        case _:  # a fill-in is answered in its prompt
            return ""


def _boxes(box: str, options: Sequence[Mapping[str, str]]) -> str:
    short = " short" if all(len(one["text"]) <= SHORT for one in options) else ""
    rows = "".join(
        f'<li><span class="box">{box}</span> <span>{escape(one["text"])}</span></li>'
        for one in options
    )
    return f'<ul class="boxes{short}">{rows}</ul>'


def _rubric(rubric: Sequence[Mapping[str, Any]]) -> str:
    rows = "".join(
        f"<tr><th>{escape(one['criterion'])}</th>"
        + "".join(f"<td>{score} {escape(words)}</td>" for score, words in enumerate(one["levels"]))
        + f"<td>{'' if place else '得分'}</td></tr>"
        for place, one in enumerate(rubric)
    )
    return f'<table class="rubric">{rows}</table>'
