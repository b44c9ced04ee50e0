"""The key sheet: what the practice items of a site tell, on pages of its own at the end.

An assessment's public definitions hold no key, and its items are not asked for one here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import Any

from bs4 import BeautifulSoup


@dataclass(frozen=True, slots=True)
class Told:
    """What one practice item tells, and where it stands."""

    chapter: str
    number: int
    definition: Mapping[str, Any]


def told_by(article: Any, chapter: str) -> list[Told]:
    """Return what the practice items of a page tell, each once, in the order of their numbers."""
    found: dict[str, Told] = {}
    for host in article.select('.dabie-host[data-mode="practice"]'):
        definition = json.loads(host.select_one("script.dabie-definition").string)
        found.setdefault(host["data-item"], Told(chapter, int(host["data-number"]), definition))
    return sorted(found.values(), key=lambda one: one.number)


def key_sheet(told: Iterable[Told]) -> Any:
    """Return the sheet: chapter by chapter, number, key and why."""
    html = "<article><section><h1>练习答案</h1>"
    html += '<p class="hint">只有练习的答案；测评由组织者评分。</p>'
    for chapter, items in groupby(told, key=lambda one: one.chapter):
        html += f"<section><h2>{escape(chapter)}</h2>"
        html += "".join(_entry(one) for one in items) + "</section>"
    return BeautifulSoup(f"{html}</section></article>", "html.parser").article


def _entry(told: Told) -> str:
    return (
        f'<div class="key"><p><b class="item-number">{told.number}</b> '
        f"<strong>{escape(spoken_key(told.definition))}</strong></p>"
        f"<p>{escape(str(told.definition['explanation']))}</p></div>"
    )


def spoken_key(definition: Mapping[str, Any]) -> str:
    """Return the key of a practice item in words.

    >>> spoken_key({"kind": "numeric", "key": "2980", "tolerance": "20", "unit": "人"})
    '2980 人（上下不超过 20 都算对）'
    """
    match definition["kind"]:
        case "choice":
            texts = _texts(definition["options"])
            return "；".join(text for one, text in texts.items() if one in definition["key"])
        case "sequencing":
            texts = _texts(definition["options"])
            return " → ".join(texts[one] for one in definition["key"])
        case "matching":
            left, right = _texts(definition["left"]), _texts(definition["right"])
            key = definition["key"]
            return "；".join(f"{text}：{right[key[one]]}" for one, text in left.items())
        case "fill-in":
            return "；".join(" 或 ".join(accepted) for accepted in definition["key"].values())
        case "numeric":
            near = definition["tolerance"]
            allowed = f"（上下不超过 {near} 都算对）" if near != "0" else ""
            return f"{definition['key']} {definition['unit']}{allowed}"
        case _:
            return "写作题，按题后的评分标准评"


def _texts(options: Iterable[Mapping[str, str]]) -> dict[str, str]:
    return {one["id"]: one["text"] for one in options}
