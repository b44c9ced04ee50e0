"""One item file read into an `Item`: by kind, with every fault of it named."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal

from ..core.items import (
    KINDS,
    LEVELS,
    SECONDS,
    Choice,
    Criterion,
    FillIn,
    Interaction,
    Item,
    LongFillIn,
    Matching,
    Mode,
    Numeric,
    Option,
    Sample,
    Sequencing,
)
from ..core.publish import BLANK
from ..core.text import normalise
from .faults import nearest
from .table import Table

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""Identifiers of courses, exercises, items and options: safe in files, URLs and HTML."""


def read_item(table: Table, item_id: str, mode: Mode) -> Item | None:
    """Read an item; None where nothing can be scored by it."""
    blocking = sum(fault.blocks for fault in table.faults)
    kind = table.one_of("kind", KINDS, default=None, needed=True)
    if not kind:
        return None
    prompt = table.text("prompt", default=None)
    interaction = _READERS[kind](table, mode)
    item = Item(
        id=item_id,
        kind=kind,
        prompt=prompt,
        interaction=interaction,
        max_score=_max_score(table, interaction),
        objective=table.text("objective", default=None),
        level=table.one_of("level", LEVELS, default=None, needed=False),
        sources=table.texts("sources", optional=False),
        facts=table.texts("facts"),
        essay=table.texts("essay"),
        explanation=table.text("explanation", default=None if mode == "practice" else ""),
        seconds=_seconds(table, kind),
        samples=_samples(table, interaction),
        void=table.text("void", default=None, needed=True) if table.has("void") else "",
    )
    _blanks(table, item)
    table.finish()
    return item if sum(fault.blocks for fault in table.faults) == blocking else None


def _max_score(table: Table, interaction: Interaction) -> Decimal:
    if isinstance(interaction, LongFillIn):
        # A criterion without levels is a fault already; it must not become a negative score.
        best = Decimal(sum(max(len(one.levels) - 1, 0) for one in interaction.rubric))
        stated = table.number("max_score", default=best, needed=True)
        if stated != best:
            table.fault(
                "max_score",
                f"写的是 {stated}，评分标准合计 {best} 分",
                "去掉 max_score，它等于评分标准之和",
                blocks=True,
            )
        return best
    stated = table.number("max_score", default=Decimal(1), needed=True)
    if stated <= 0:
        table.fault("max_score", f"应当大于 0，写的是 {stated}", "写 max_score = 1", blocks=True)
    return stated


def _seconds(table: Table, kind: str) -> int:
    seconds = table.number("seconds", default=Decimal(SECONDS[kind]))
    if seconds <= 0 or seconds != int(seconds):
        table.fault("seconds", f"应当是大于 0 的整数秒，写的是 {seconds}", "写 seconds = 45")
        return SECONDS[kind]
    return int(seconds)


def _samples(table: Table, interaction: Interaction) -> tuple[Sample, ...]:
    samples = []
    for sample in table.tables("samples"):
        if not sample.has("response"):
            sample.fault("response", "缺少这一项", '写上一个答案，例如 response = ["a"]')
        scored = sample.has("score")
        invalid = sample.flag("invalid")
        score = sample.number("score", default=Decimal(0)) if scored else None
        if scored and invalid:
            sample.fault("", "score 和 invalid 只能写一个", "格式不对的答案只写 invalid = true")
        if not scored and not invalid and not isinstance(interaction, LongFillIn):
            sample.fault("", "没有写应得几分", "写 score = 1，或 invalid = true")
        samples.append(Sample(sample.raw("response"), score, invalid))
        sample.finish()
    if not samples:
        table.fault("samples", "缺少示例", "至少写一段 [[samples]]，内有 response 和 score")
    return tuple(samples)


def _blanks(table: Table, item: Item) -> None:
    named = BLANK.findall(item.prompt)
    if not isinstance(item.interaction, FillIn):
        if named:
            table.fault(
                "prompt",
                f"有空 {{{{{named[0]}}}}}，但这不是填空题",
                '去掉它，或改用 kind = "fill-in"',
            )
        return
    for blank in sorted(set(named) - set(item.interaction.key)):
        table.fault(
            f"key.{blank}", f"题面有空 {{{{{blank}}}}}，这里没有答案", f'写 {blank} = ["……"]'
        )
    for blank in sorted(set(item.interaction.key) - set(named)):
        table.fault(
            "prompt", f"没有空 {{{{{blank}}}}}", f"在题面里写 {{{{{blank}}}}}，或去掉它的答案"
        )
    if len(named) != len(set(named)):
        table.fault("prompt", "同一个空出现了两次", "每个空只写一次")


def _choice(table: Table, mode: Mode) -> Choice:
    multiple = table.flag("multiple", needed=True)
    key = table.texts("key", needed=True, optional=False)
    options: dict[str, Option] = {}
    offered = table.table("options", needed=True)
    for option_id in offered.values:
        _slug(offered, option_id)
        option = offered.table(option_id, needed=True)
        feedback = option.text("feedback", default=None if mode == "practice" else "")
        options[option_id] = Option(option.text("text", default=None), feedback)
        option.finish()
    _count(offered, options, 2)
    _known(table, "key", key, options)
    if not multiple and len(key) > 1:
        table.fault(
            "key", f"单选题写了 {len(key)} 个答案", "只留一个，或加 multiple = true", blocks=True
        )
    return Choice(options, key, multiple)


def _sequencing(table: Table, mode: Mode) -> Sequencing:
    options = _texts(table.table("options", needed=True))
    _count(table, options, 2)
    key = table.texts("key", needed=True, optional=False)
    _known(table, "key", key, options)
    for missing in options.keys() - set(key):
        table.fault("key", f"没有排进“{missing}”", "每个选项都要排进去", blocks=True)
    return Sequencing(options, key)


def _matching(table: Table, mode: Mode) -> Matching:
    left = _texts(table.table("left", needed=True))
    right = _texts(table.table("right", needed=True))
    _count(table, left, 1)
    key = _texts(table.table("key", needed=True), slugs=False)
    for one, other in key.items():
        _known(table, "key", (one,), left)
        _known(table, f"key.{one}", (other,), right)
    for missing in left.keys() - key.keys():
        table.fault("key", f"左边“{missing}”没有答案", f'写 {missing} = "……"', blocks=True)
    return Matching(left, right, key)


def _fill_in(table: Table, mode: Mode) -> FillIn:
    accepted = table.table("key", needed=True)
    key = {blank: accepted.texts(blank, needed=True, optional=False) for blank in accepted.values}
    _count(accepted, key, 1)
    for blank, answers in key.items():
        if not re.fullmatch(r"[\w-]+", blank):
            accepted.fault(blank, "空的名字只能用字母、数字", "写 1、2、3", blocks=True)
        for answer in answers:
            if not normalise(answer):
                accepted.fault(
                    blank, f"答案 {answer!r} 去掉空格和句号后是空的", "写上内容", blocks=True
                )
    return FillIn(key)


def _numeric(table: Table, mode: Mode) -> Numeric:
    tolerance = table.number("tolerance", default=Decimal(0), needed=True)
    if tolerance < 0:
        table.fault("tolerance", f"不能小于 0，写的是 {tolerance}", blocks=True)
    return Numeric(
        table.number("key", default=None, needed=True), tolerance, table.text("unit", needed=True)
    )


def _long_fill_in(table: Table, mode: Mode) -> LongFillIn:
    rubric = []
    for line in table.tables("rubric", needed=True):
        levels = line.texts("levels", needed=True, optional=False)
        if len(levels) < 2:
            line.fault("levels", "至少要两级", "从 0 分写起，一级一句", blocks=True)
        rubric.append(Criterion(line.text("criterion", default=None, needed=True), levels))
        line.finish()
    if not rubric:
        table.fault(
            "rubric", "缺少评分标准", "写 [[rubric]]，内有 criterion 和 levels", blocks=True
        )
    return LongFillIn(tuple(rubric))


_READERS: Mapping[str, Callable[[Table, Mode], Interaction]] = {
    "choice": _choice,
    "sequencing": _sequencing,
    "matching": _matching,
    "fill-in": _fill_in,
    "numeric": _numeric,
    "long-fill-in": _long_fill_in,
}


def _texts(table: Table, *, slugs: bool = True) -> dict[str, str]:
    if slugs:
        for one in table.values:
            _slug(table, one)
    return {one: table.text(one, default=None, needed=True) for one in table.values}


def _slug(table: Table, name: str) -> None:
    if not SLUG.fullmatch(name):
        table.fault(
            name, "名字只能用小写字母、数字和连字符", "例如 taihu 或 three-foundings", blocks=True
        )


def _count(table: Table, options: Mapping[str, object], least: int) -> None:
    if 0 < len(options) < least:
        table.fault("", f"只有 {len(options)} 项，至少要 {least} 项", blocks=True)


def _known(table: Table, key: str, names: tuple[str, ...], known: Mapping[str, object]) -> None:
    for name in names:
        if name not in known:
            table.fault(key, f"“{name}”不是选项", nearest(name, known), blocks=True)
