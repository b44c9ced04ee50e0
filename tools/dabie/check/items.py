"""Faults of items beyond their own file: samples that lie, names that lead nowhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction

from ..catalog.chapters import Chapter
from ..catalog.faults import Fault, nearest
from ..core.errors import ResponseError
from ..core.items import Course, Exercise, Item, Sample
from ..core.scoring import plain_number, score
from ..markup import raw_html, render
from .registers import Registers


def item_faults(
    course: Course, chapters: Sequence[Chapter], registers: Registers
) -> Iterator[Fault]:
    """Yield the faults of every item of a course."""
    objectives = {one.name: one.objectives for one in chapters}
    for exercise in course.exercises:
        known = objectives.get(exercise.chapter, ())
        if exercise.mode == "assessment" and not known:
            # An assessment's own page states no aims: it examines those of the chapters.
            known = tuple(one for names in objectives.values() for one in names)
        for item in exercise.items:
            file = f"exercises/{exercise.id}/{item.id}.toml"

            def fault(key: str, message: str, remedy: str = "", file: str = file) -> Fault:
                return Fault(file, key, message, remedy)

            yield from _prompt(item, fault)
            yield from _samples(item, fault)
            yield from _names("sources", item.sources, registers.references, fault)
            yield from _names("facts", item.facts, registers.facts, fault)
            if registers.sentences is not None:
                yield from _names("essay", item.essay, registers.sentence_ids, fault)
            if item.objective and known and item.objective not in known:
                yield fault(
                    "objective",
                    f"“{item.objective}”不是学习目标",
                    nearest(item.objective, known) + "要一字不差",
                )
            yield from _repeats(exercise, item, fault)


def _prompt(item: Item, fault: Callable[..., Fault]) -> Iterator[Fault]:
    html = raw_html(item.prompt)
    if html:
        yield fault("prompt", f"有 HTML 标记 {html}", "只用 Markdown 写，尖括号前加反斜杠")
    if "**" in render(item.prompt):
        # CommonMark wants a letter just inside the stars where Han touches them outside.
        yield fault("prompt", "有没生效的 **", "把标点移到 ** 外面，再看是否成对")


def _samples(item: Item, fault: Callable[..., Fault]) -> Iterator[Fault]:
    full = False
    for number, sample in enumerate(item.samples, start=1):
        place = f"samples[{number}]"
        try:
            outcome = score(item, sample.response)
        except ResponseError as error:
            if not sample.invalid:
                yield fault(place, f"应当能评分，却被拒收：{error}", _or_invalid(sample))
            continue
        if sample.invalid:
            yield fault(
                place,
                f"标着 invalid，却能评分，得 {plain_number(outcome.score)} 分",
                f"写 score = {plain_number(outcome.score)}，去掉 invalid",
            )
        elif sample.score is not None:
            earned = Fraction(sample.score)
            full = full or outcome.score == outcome.max_score
            # An author writes a third of a point with as many digits as they like.
            if abs(earned - outcome.score) > Fraction(1, 10**6):
                yield fault(
                    place,
                    f"写着得 {sample.score} 分，实际得 {plain_number(outcome.score)} 分",
                    "改 score，或改 key",
                )
        elif outcome.state == "unanswered":
            yield fault(place, "这个示例没有作答内容", "写上一段答案")
    if item.samples and item.kind != "long-fill-in" and not full:
        yield fault("samples", "没有得满分的示例", f"加一段 [[samples]]，score = {item.max_score}")


def _or_invalid(sample: Sample) -> str:
    return (
        "改 response，或去掉 score，写 invalid = true"
        if sample.score is not None
        else "改 response"
    )


def _names(
    key: str, names: Iterable[str], known: Iterable[str] | None, fault: Callable[..., Fault]
) -> Iterator[Fault]:
    if known is None:
        return
    for name in names:
        if name not in known:
            yield fault(key, f"没有“{name}”", nearest(name, known))


def _repeats(exercise: Exercise, item: Item, fault: Callable[..., Fault]) -> Iterator[Fault]:
    for other in exercise.items:
        if other is item:
            return
        if item.prompt and other.prompt == item.prompt:
            yield fault("prompt", f"和 {other.id}.toml 的题面一样", "改题面，或删掉一道")
