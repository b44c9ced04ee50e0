"""One answered item in words: what was answered, how each part fared, what would have been right.

Two voices: `told` for practice and released keys, where right and wrong are named part by part,
and otherwise the learner's own answer alone, from which nothing about the key can be read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias, assert_never

from ..core.items import Choice, FillIn, Item, LongFillIn, Matching, Numeric, Sequencing
from ..core.scoring import Outcome, is_unanswered

Fared: TypeAlias = Literal["", "right", "wrong", "missed"]


@dataclass(frozen=True, slots=True)
class Part:
    """One line of an answer: `label` names the place, `said` judges it, `note` explains it."""

    text: str
    label: str = ""
    fared: Fared = ""
    said: str = ""
    note: str = ""


def parts(item: Item, response: object, outcome: Outcome, *, told: bool) -> list[Part]:
    """Return the lines of a well-formed answer; of an unanswered one only what is told."""
    given = None if is_unanswered(response) else response
    marks = outcome.marks if told else {}
    match item.interaction:
        case Choice():
            lines = _choice(item.interaction, given, marks)
        case Sequencing():
            lines = _sequencing(item.interaction, given, marks, told=told)
        case Matching():
            lines = _matching(item.interaction, given, marks, told=told)
        case FillIn():
            lines = _fill_in(item.interaction, given, marks, told=told)
        case Numeric():
            lines = _numeric(item.interaction, given, marks, told=told)
        case LongFillIn():
            lines = []
        case _:  # pragma: no cover
            assert_never(item.interaction)
    if told and given is None and isinstance(item.interaction, Choice):
        lines = [
            Part(item.interaction.options[one].text, said="应当选", fared="missed")
            for one in item.interaction.key
        ]
    return lines


def summary(item: Item, outcome: Outcome) -> str:
    """Return the counts of a partly right or wrong answer in words; empty where one word does.

    The words are the page's own (`score.js` counts the same).
    """
    hits, faults, of = outcome.hits, outcome.faults, outcome.of
    if outcome.state not in ("partly", "wrong"):
        return ""
    match item.interaction:
        case Choice(multiple=True):
            said = [f"选对 {hits} 项"]
            said += [f"漏选 {of - hits} 项"] if of > hits else []
            said += [f"多选 {faults} 项"] if faults else []
            cost = f"；多选 {faults} 项要抵掉 {faults} 项选对的" if faults and hits else ""
            return "，".join(said) + cost + "。"
        case Sequencing():
            return f"{of} 组先后里 {hits} 组对、{faults} 组反。"
        case Matching():
            return f"{of} 行对了 {hits} 行。"
        case FillIn() if of > 1:
            return f"{of} 空对了 {hits} 空。"
    return ""


def _choice(choice: Choice, given: object, marks: Mapping[str, str]) -> list[Part]:
    picked = [one for one in choice.options if isinstance(given, list) and one in given]
    lines = []
    for option_id, option in choice.options.items():
        mark = marks.get(option_id)
        note = option.feedback if mark else ""
        if option_id in picked:
            said = {"right": "你选的，对", "wrong": "你选的，不对"}.get(mark or "", "你选的")
            lines.append(Part(option.text, fared=_fared(mark), said=said, note=note))
        elif mark == "missed":
            lines.append(Part(option.text, fared="missed", said="应当选", note=note))
    return lines


def _sequencing(
    sequencing: Sequencing, given: object, marks: Mapping[str, str], *, told: bool
) -> list[Part]:
    order = given if isinstance(given, list) else []
    lines = [
        Part(sequencing.options[one], f"{place}", _fared(marks.get(one)), _said(marks.get(one)))
        for place, one in enumerate(order, start=1)
    ]
    if told and tuple(order) != sequencing.key:
        right = " → ".join(sequencing.options[one] for one in sequencing.key)
        lines.append(Part(right, "应当是", "missed"))
    return lines


def _matching(
    matching: Matching, given: object, marks: Mapping[str, str], *, told: bool
) -> list[Part]:
    pairs = given if isinstance(given, dict) else {}
    lines = []
    for left, text in matching.left.items():
        right = matching.right.get(pairs.get(left, ""), "没配")
        due = matching.right[matching.key[left]]
        lines.append(_against(text, right, due, left, pairs, marks, told=told))
    return lines if told or pairs else []


def _fill_in(fill_in: FillIn, given: object, marks: Mapping[str, str], *, told: bool) -> list[Part]:
    answers = given if isinstance(given, dict) else {}
    lines = []
    for blank, accepted in fill_in.key.items():
        written = str(answers.get(blank, "")).strip()
        text = written or "没填"
        lines.append(_against(f"第{blank}空", text, accepted[0], blank, answers, marks, told=told))
    return lines if told or answers else []


def _numeric(
    numeric: Numeric, given: object, marks: Mapping[str, str], *, told: bool
) -> list[Part]:
    lines = []
    mark = marks.get("value")
    if isinstance(given, str):
        lines.append(Part(given.strip(), "你填的", _fared(mark), _said(mark)))
    if told and mark != "right":
        span = f"，上下差 {numeric.tolerance:f} 以内都算对" if numeric.tolerance else ""
        lines.append(Part(f"{numeric.key:f}{numeric.unit}{span}", "应当是", "missed"))
    return lines


def _against(
    label: str,
    text: str,
    due: str,
    part: str,
    given: Mapping[str, object],
    marks: Mapping[str, str],
    *,
    told: bool,
) -> Part:
    """Return one pair or blank, with what was due where it is told and was not given."""
    mark = marks.get(part)
    note = f"应当是：{due}" if told and mark != "right" else ""
    return Part(text, label, _fared(mark), _said(mark if part in given else None), note)


def _fared(mark: str | None) -> Fared:
    return (
        "right"
        if mark == "right"
        else "wrong"
        if mark == "wrong"
        else ("missed" if mark == "missed" else "")
    )


def _said(mark: str | None) -> str:
    return {"right": "对", "wrong": "不对"}.get(mark or "", "")
