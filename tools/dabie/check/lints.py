"""What makes a choice answerable without knowing: lints of items that a machine can decide.

After Haladyna, Downing & Rodriguez (2002), https://doi.org/10.1207/S15324818AME1503_5: options of
like length, none inside another, no words that give the key away, stems that differ.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from ..catalog.faults import Fault
from ..core.items import Choice, Course, Exercise, Item

ALL_OF_THEM = re.compile(r"以上(都|皆|全)|都(对|正确|不对)$|全选|皆(是|非)")
ABSOLUTE = re.compile(r"一律|绝对|永远|从来|完全|仅仅|只要|任何|所有")
FEEDBACK = 12
"""Shortest feedback that can say why, in characters."""
CLANG = 4
"""Longest run that stem and key alone may share, in characters, plus one."""
ALIKE = 0.6
"""Share of common character pairs from which two stems look the same (Jaccard)."""


def lint_faults(course: Course) -> Iterator[Fault]:
    """Yield the lints of every item."""
    for exercise in course.exercises:
        for item in exercise.items:
            if isinstance(item.interaction, Choice):
                yield from _options(exercise, item, item.interaction)
                yield from _clang(exercise, item, item.interaction)
        yield from _alike(exercise)


def _fault(exercise: Exercise, item: Item, key: str, said: str, remedy: str, hint: bool) -> Fault:
    return Fault(f"exercises/{exercise.id}/{item.id}.toml", key, said, remedy, hint=hint)


def _options(exercise: Exercise, item: Item, choice: Choice) -> Iterator[Fault]:
    texts = {one: _folded(option.text) for one, option in choice.options.items()}
    for one, text in texts.items():
        place = f"options.{one}.text"
        if ALL_OF_THEM.search(text):
            yield _fault(
                exercise, item, place, "用了“以上都对”一类的选项", "换成一个具体的说法", False
            )
        for other, longer in texts.items():
            if one < other and text == longer:
                yield _fault(exercise, item, place, f"和 {other} 一样", "改其中一个", False)
            elif text and text != longer and text in longer:
                said = f"整句包含在 {other} 里，选了后者等于也选了它"
                yield _fault(exercise, item, place, said, "改写，让两个选项互不包含", True)
    if exercise.mode == "practice":
        yield from _feedback(exercise, item, choice)
    lengths = [len(text) for text in texts.values()]
    if lengths and max(lengths) > 2 * min(lengths) and max(lengths) > 8:
        said = f"选项长短悬殊：最长 {max(lengths)} 字，最短 {min(lengths)} 字"
        yield _fault(exercise, item, "options", said, "改到相差不到一倍", True)


def _feedback(exercise: Exercise, item: Item, choice: Choice) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for one, option in choice.options.items():
        place = f"options.{one}.feedback"
        if 0 < len(option.feedback) < FEEDBACK:
            said = f"只有 {len(option.feedback)} 字，说不清为什么"
            yield _fault(exercise, item, place, said, f"写到 {FEEDBACK} 字以上，说明理由", True)
        if option.feedback and option.feedback in seen:
            said = f"和 {seen[option.feedback]} 的一样"
            yield _fault(exercise, item, place, said, "各写各的理由", False)
        seen.setdefault(option.feedback, one)


def _clang(exercise: Exercise, item: Item, choice: Choice) -> Iterator[Fault]:
    if choice.multiple or len(choice.key) != 1 or choice.key[0] not in choice.options:
        return
    stem = _folded(item.prompt)
    key = _folded(choice.options[choice.key[0]].text)
    others = [
        _folded(option.text) for one, option in choice.options.items() if one not in choice.key
    ]
    for start in range(len(key) - CLANG + 1):
        run = key[start : start + CLANG]
        if run.isalnum() and run in stem and not any(run in other for other in others):
            said = f"题面和答案都有“{run}”，别的选项没有"
            yield _fault(exercise, item, "prompt", said, "换个说法，或让干扰项也用它", True)
            return


def _alike(exercise: Exercise) -> Iterator[Fault]:
    pairs = [(item, _pairs(_folded(item.prompt))) for item in exercise.items]
    for at, (item, mine) in enumerate(pairs):
        for other, theirs in pairs[:at]:
            union = mine | theirs
            if union and item.prompt != other.prompt and len(mine & theirs) / len(union) > ALIKE:
                said = f"和 {other.id}.toml 的题面太像"
                yield _fault(exercise, item, "prompt", said, "换一个问法，或合成一题", True)


def share_of_absolutes(items: Sequence[Item]) -> tuple[float, float]:
    """Return how often keys and other options use words that claim everything."""
    keys: list[bool] = []
    others: list[bool] = []
    for item in items:
        if isinstance(item.interaction, Choice):
            for one, option in item.interaction.options.items():
                found = ABSOLUTE.search(option.text) is not None
                (keys if one in item.interaction.key else others).append(found)
    return (sum(keys) / max(len(keys), 1), sum(others) / max(len(others), 1))


def _folded(text: str) -> str:
    return re.sub(r"[\s*_]", "", unicodedata.normalize("NFKC", text))


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}
