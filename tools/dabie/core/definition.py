"""A public definition read back into an item: how a notebook's kernel scores a practice item."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from .errors import DabieError
from .items import (
    Choice,
    Criterion,
    FillIn,
    Interaction,
    Item,
    LongFillIn,
    Matching,
    Numeric,
    Option,
    Sequencing,
)


def item_of(definition: Mapping[str, Any]) -> Item:
    """Return the item that a practice definition was published from, as far as scoring needs it.

    `DabieError` where it is no such definition: an assessment's has no key.
    """
    try:
        return Item(
            id=str(definition["id"]),
            kind=str(definition["kind"]),
            prompt=str(definition["prompt"]),
            interaction=_interaction(definition),
            max_score=Decimal(str(definition["max_score"])),
        )
    except (KeyError, TypeError, ValueError, AttributeError, InvalidOperation) as error:
        raise DabieError(f"这道题没有可以核对的内容：{error}") from None


def _interaction(definition: Mapping[str, Any]) -> Interaction:
    match definition["kind"]:
        case "choice":
            feedback = definition["feedback"]
            options = {
                one["id"]: Option(one["text"], feedback.get(one["id"], ""))
                for one in definition["options"]
            }
            return Choice(options, tuple(definition["key"]), bool(definition["multiple"]))
        case "sequencing":
            return Sequencing(_texts(definition["options"]), tuple(definition["key"]))
        case "matching":
            return Matching(
                _texts(definition["left"]), _texts(definition["right"]), dict(definition["key"])
            )
        case "fill-in":
            return FillIn({blank: tuple(key) for blank, key in definition["key"].items()})
        case "numeric":
            return Numeric(
                Decimal(definition["key"]), Decimal(definition["tolerance"]), definition["unit"]
            )
        case "long-fill-in":
            return LongFillIn(
                tuple(
                    Criterion(one["criterion"], tuple(one["levels"]))
                    for one in definition["rubric"]
                )
            )
        case other:
            raise ValueError(f"题型 {other!r}")


def _texts(options: list[Mapping[str, str]]) -> dict[str, str]:
    return {one["id"]: one["text"] for one in options}
