"""What a learner may see of an item: its public definition, built by naming, never by deleting."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import assert_never

from .items import Choice, Exercise, FillIn, Item, LongFillIn, Matching, Numeric, Sequencing
from .scoring import plain_number

BLANK = re.compile(r"\{\{\s*([\w-]+)\s*\}\}")
"""A blank in the prompt of a fill-in: `{{1}}`."""


def publish(
    exercise: Exercise,
    *,
    render: Callable[[str], str],
    cite: Callable[[str], str] = lambda source: source,
) -> list[dict[str, object]]:
    """Return the public definitions of an exercise's items, in order.

    `render` turns CommonMark into safe HTML; `cite` turns a source's key into a reference.
    Of an assessment, nothing that tells the key is taken over.
    """
    definitions: list[dict[str, object]] = []
    for item in exercise.items:
        definition: dict[str, object] = {
            "id": item.id,
            "kind": item.kind,
            "prompt": _prompt(item, render),
            "max_score": plain_number(item.max_score),
            "seconds": item.seconds,
            **_shown(item, shuffle=exercise.shuffle),
        }
        if exercise.mode == "practice":
            definition |= _told(item)
            definition["explanation"] = item.explanation
            definition["sources"] = [{"id": one, "text": cite(one)} for one in item.sources]
        definitions.append(definition)
    return definitions


def revision(definitions: Sequence[Mapping[str, object]]) -> str:
    """Return `sha256:…` of public definitions, the same on every machine."""
    canonical = json.dumps(definitions, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(canonical.encode()).hexdigest()


def permute(identifiers: Iterable[str], *, seed: str, avoid: Sequence[str] = ()) -> list[str]:
    """Order identifiers by chance, but the same for the same seed; never as `avoid` if possible."""
    names = list(identifiers)
    for salt in range(100):
        order = sorted(
            names, key=lambda name: hashlib.sha256(f"{seed}/{salt}/{name}".encode()).digest()
        )
        if order != list(avoid):
            break
    return order


def _prompt(item: Item, render: Callable[[str], str]) -> str:
    html = render(item.prompt)
    if isinstance(item.interaction, FillIn):
        return BLANK.sub(r'<span data-blank="\1"></span>', html)
    return html


def _shown(item: Item, *, shuffle: bool) -> dict[str, object]:
    match item.interaction:
        case Choice(options, _, multiple):
            order = permute(options, seed=item.id) if shuffle else list(options)
            shown = [{"id": one, "text": options[one].text} for one in order]
            return {"multiple": multiple, "options": shown}
        case Sequencing(options, key):
            return {"options": _texts(options, permute(options, seed=item.id, avoid=key))}
        case Matching(left, right, _):
            order = permute(right, seed=item.id, avoid=list(right))
            return {"left": _texts(left, left), "right": _texts(right, order)}
        case FillIn(key):
            return {"blanks": list(key)}
        case Numeric(_, _, unit):
            return {"unit": unit}
        case LongFillIn(rubric):
            criteria = [{"criterion": one.criterion, "levels": list(one.levels)} for one in rubric]
            return {"rubric": criteria}
        case _:  # pragma: no cover
            assert_never(item.interaction)


def _told(item: Item) -> dict[str, object]:
    match item.interaction:
        case Choice(options, key, _):
            return {
                "key": list(key),
                "feedback": {one: option.feedback for one, option in options.items()},
            }
        case Sequencing(_, key):
            return {"key": list(key)}
        case Matching(_, _, key):
            return {"key": dict(key)}
        case FillIn(key):
            return {"key": {blank: list(accepted) for blank, accepted in key.items()}}
        case Numeric(key, tolerance, _):
            return {"key": str(key), "tolerance": str(tolerance)}
        case LongFillIn():
            return {}
        case _:  # pragma: no cover
            assert_never(item.interaction)


def _texts(texts: Mapping[str, str], order: Iterable[str]) -> list[dict[str, str]]:
    return [{"id": one, "text": texts[one]} for one in order]
