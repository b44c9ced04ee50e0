"""Draws a public definition as readable HTML: what stands there until `item.js` runs.

The same classes in the same order as the view's unanswered state, so that nothing jumps when the
live item takes its place, and a reader without script still sees the whole question.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, Final

KIND_WORDS: Final = {
    "sequencing": "排序",
    "matching": "配对",
    "fill-in": "填空",
    "numeric": "数值",
    "long-fill-in": "写作",
}
UNREADY: Final = {
    "choice": "先选一项",
    "sequencing": "先移动至少一项；顺序本来就对，点“就按这个顺序”",
    "fill-in": "先填一个空",
    "numeric": "先填一个空",
    "long-fill-in": "先写几句",
}
"""Why 核对答案 has to wait, as the live item says it."""
RING: Final = "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z"
SHORT: Final = 8
"""Options up to this many characters stand side by side on paper."""
_ASKED: Final = re.compile(r"(\d+)\s?字")


def kind_word(definition: Mapping[str, Any]) -> str:
    """Return the Chinese word for how an item is answered."""
    if definition["kind"] == "choice":
        return "多选" if definition["multiple"] else "单选"
    return KIND_WORDS[str(definition["kind"])]


def lines(prompt: str) -> int:
    """Return how many lines to write on a long answer gets: one for twenty characters asked for.

    >>> lines("拟写120—200字"), lines("说几句"), lines("写2000字")
    (10, 5, 25)
    """
    most = max([100, *map(int, _ASKED.findall(prompt))])
    return min(25, -(-most // 20))


def duration(seconds: int) -> str:
    """Write an expected working time: seconds up to two minutes, then whole minutes.

    >>> duration(45), duration(150)
    ('约 45 秒', '约 3 分钟')
    """
    return f"约 {seconds} 秒" if seconds < 120 else f"约 {int(seconds / 60 + 0.5)} 分钟"


def draw(definition: Mapping[str, Any], *, number: int, mode: str = "practice") -> str:
    """Return the item's HTML; `definition` is public, so nothing here can tell its key."""
    seconds = int(definition["seconds"])
    head = (
        _span("number", f"{_screen('第 ')}{number}{_screen(' 题')}")
        + _span("kind", kind_word(definition))
        + f"<span>{definition['max_score']} 分</span>"
        + _screen(duration(seconds) if seconds else "")
        + _span("state", f"{_icon(RING)}未作答")
    )
    return (
        f'<section class="dabie-item dabie-static dabie-{definition["kind"]}">'
        + _div("head", head)
        + _div("prompt", _prompt(definition))
        + _area(definition)
        + _bar(definition, mode)
        + "</section>"
    )


def _prompt(definition: Mapping[str, Any]) -> str:
    html = str(definition["prompt"])
    for blank in definition.get("blanks", ()):
        # The publisher's own markup: an exact text, never an author's.
        html = html.replace(
            f'<span data-blank="{blank}"></span>', _span("blank", _span("field", "&nbsp;"))
        )
    return html


def _area(definition: Mapping[str, Any]) -> str:
    match definition["kind"]:
        case "choice":
            return _choice(definition["options"], multiple=definition["multiple"])
        case "sequencing":
            return _sequencing(definition["options"])
        case "matching":
            return _matching(definition["left"], definition["right"])
        case "numeric":
            unit = f"<span>{escape(definition['unit'])}</span>"
            return _div("area dabie-number-area", _span("field", "&nbsp;") + unit)
        case "long-fill-in":
            return _long(definition)
        case _:  # a fill-in is answered in its prompt
            return _div("area dabie-results", "")


def _choice(options: Sequence[Mapping[str, str]], *, multiple: bool) -> str:
    dot = _span("dot" if multiple else "dot dabie-round", "")
    rows = "".join(f'<li class="dabie-option">{dot}{_text(one)}</li>' for one in options)
    return f'<ul class="dabie-area{_short(options)}">{rows}</ul>'


def _sequencing(options: Sequence[Mapping[str, str]]) -> str:
    rows = "".join(
        f'<li class="dabie-row">{_span("grip", f"<b>{place}</b>")}{_text(one)}</li>'
        for place, one in enumerate(options, start=1)
    )
    hint = _div("print", f"在方框里填 1 到 {len(options)}。")
    return _div("area", f'{hint}<ol class="dabie-rows{_short(options)}">{rows}</ol>')


def _matching(left: Sequence[Mapping[str, str]], right: Sequence[Mapping[str, str]]) -> str:
    offered = "、".join(escape(one["text"]) for one in right)
    field = _div("select", _span("field", "&nbsp;"))
    rows = "".join(_div("pair", _div("left", _text(one)) + field) for one in left)
    return _div("area", _div("print dabie-offered", f"从这里选：{offered}") + rows)


def _long(definition: Mapping[str, Any]) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(one["criterion"])}</th>'
        + "".join(
            f"<td><b>{score}{_screen(' 分')}</b> {escape(words)}</td>"
            for score, words in enumerate(one["levels"])
        )
        + f'<td class="dabie-print">{"" if place else "得分"}</td></tr>'
        for place, one in enumerate(definition["rubric"])
    )
    return _div(
        "area",
        _div("field dabie-long", "")
        + _div("print", _div("line", "") * lines(definition["prompt"]))
        + _div("below", "")
        + _div("fold", f"评分标准（共 {definition['max_score']} 分）")
        + f'<table class="dabie-rubric">{rows}</table>',
    )


def _bar(definition: Mapping[str, Any], mode: str) -> str:
    """Draw the place of the buttons; they are none yet, and only a page with script shows it."""
    kind = definition["kind"]
    reason = UNREADY.get(kind) or f"还有 {len(definition['left'])} 行没配；没配的不得分"
    parts = [_span("reason", reason)] if mode == "practice" or kind == "sequencing" else []
    if mode == "practice":
        check = "写好了" if kind == "long-fill-in" else "核对答案"
        parts.insert(0, _span("button dabie-off", check))
    if kind == "sequencing":
        parts.append(_span("button", "就按这个顺序"))
    # What the live item keeps free between answer and buttons holds their margins apart.
    bar = f'<div class="dabie-buttons" aria-hidden="true">{"".join(parts)}</div>'
    return _div("error", "") + bar


def _icon(path: str) -> str:
    return (
        '<svg class="dabie-icon dabie-icon-unanswered" viewBox="0 0 24 24" aria-hidden="true">'
        f'<path d="{path}"/></svg>'
    )


def _short(options: Sequence[Mapping[str, str]]) -> str:
    return " dabie-short" if all(len(one["text"]) <= SHORT for one in options) else ""


def _text(option: Mapping[str, str]) -> str:
    # The live item keeps a place for what it says of an option.
    return _span("text", escape(option["text"])) + _span("tag", "")


def _screen(text: str) -> str:
    return _span("screen", text)


def _span(name: str, content: str) -> str:
    return f'<span class="dabie-{name}">{content}</span>'


def _div(name: str, content: str) -> str:
    return f'<div class="dabie-{name}">{content}</div>'
