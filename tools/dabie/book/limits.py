"""`{limits-tree}` and `{deadline-calculator}`: time limits to ask one's way to, and to count.

Both stand whole in the page, as drawings and as a table; a script adds what can be worked.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Any, ClassVar, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from ..catalog.faults import Fault
from ..catalog.laws import Law, Laws
from ..catalog.limits import Limits, Rule, Tree, read_limits
from ..catalog.statutes import article_name
from .assets import load_with
from .branches import NARROW, WIDE, End, draw
from .cells import cell_head
from .drawing import inline_svg
from .element import make, raw, span
from .icons import icon
from .item import json_script
from .material import material
from .statutes import spoken

CALCULATOR: Final = "limits"
"""The page that holds the calculator, where a course has one of this name."""
UNSCRIPTED: Final = "这里要打开脚本才能一步步问、直接算；下面的图和表照样能查。"
HOLIDAYS: Final = {
    "never": "到期为止，不顺延",
    "next": "最后一日是节假日的，顺延",
    "unsaid": "没有存这一条，另查",
}

HEADS: Final = ("哪一件事", "时限", "从哪里数起", "条文和数法")


class _Aid(SphinxDirective):
    """Something that a script works with, from the limits of the course."""

    has_content = False

    def limits(self) -> tuple[Limits, Laws]:
        faults: list[Fault] = []
        book = Path(self.env.srcdir)
        for name in ("limits.toml", "laws.toml"):
            self.env.note_dependency(str(book / name))
        limits = read_limits(book, faults)
        laws = material(self.env.app).laws
        if limits is None or faults:
            raise self.error(str(faults[0]) if faults else "没有 limits.toml")
        for rule in limits.rules:
            if rule.law not in laws.by_key:
                raise self.error(f"laws.toml 里没有“{rule.law}”")
        return limits, laws

    def place(self, module: str, values: dict[str, Any], label: str) -> nodes.Element:
        """Return the place where the script draws; until then it says what is missing."""
        if CALCULATOR in self.env.found_docs:
            address = self.env.app.builder.get_relative_uri(self.env.docname, CALCULATOR)
            values["calculator"] = address
        note = make("p", "aid-unscripted", nodes.Text(UNSCRIPTED))
        live = make("div", "aid-live", role="group", aria_label=label)
        carried = raw(json_script("dabie-values", values))
        tool = make("div", "aid", live, note, carried)
        tool["attributes"]["data-module"] = module
        return tool


class LimitsTree(_Aid):
    """`{limits-tree} [name…]`: questions that lead to a limit, step by step and as drawings."""

    optional_arguments = 20
    option_spec: ClassVar[dict[str, Any]] = {}

    def run(self) -> list[nodes.Node]:
        """Place the steps, then every tree as a figure."""
        limits, laws = self.limits()
        wanted = self.arguments or [tree.id for tree in limits.trees]
        trees = [tree for name in wanted for tree in limits.trees if tree.id == name]
        if len(trees) != len(wanted):
            known = "、".join(tree.id for tree in limits.trees)
            raise self.error(f"limits.toml 里没有这棵判断图；有的是：{known}")
        values = {"rules": _public(limits.rules, laws), "trees": [_tree(one) for one in trees]}
        tool = self.place("limits-tree", values, "一步步找时限")
        figures = make("div", "tree-figures", *(self._figure(one, limits, laws) for one in trees))
        return [make("section", "limits-tree", tool, figures, aria_label="时限判断图")]

    def _figure(self, tree: Tree, limits: Limits, laws: Laws) -> nodes.Element:
        names = [*(step.otherwise for step in tree.steps), tree.end]
        rules = [rule for name in names if (rule := limits.rule(name)) is not None]
        if len(rules) != len(names):
            raise self.error(f"判断图“{tree.id}”指向没有的规则")
        ends = [End(one.id, one.limit, article_name(one.article), one.article) for one in rules]
        asks = [step.ask for step in tree.steps]
        said = "；".join(f"{one.name}，{one.limit}" for one in dict.fromkeys(rules))
        pictures = []
        for name, size in (("wide", WIDE), ("narrow", NARROW)):
            svg = inline_svg(draw(asks, ends, size), alt=f"{tree.title}：{said}")
            pictures.append(make("div", f"picture {name}", raw(svg)))
        number = self.env.temp_data.get("dabie_drawings", 0) + 1
        self.env.temp_data["dabie_drawings"] = number
        laws_named = dict.fromkeys(_source(one, laws) for one in rules)
        words = f"{tree.title}。是，往下走；否，往右看。{'，'.join(laws_named)}。"
        checked = spoken(laws.by_key[rules[0].law].checked)
        caption = make("figcaption", "", span("figure-number", str(number)))
        caption += nodes.Text(f"{words}核对截止{checked}。")
        summary = make("summary", "", raw(icon("fold")), nodes.Text("看文字版"))
        text = make("div", "more-body", _as_list(asks, rules, laws))
        caption += make("details", "more as-text", summary, text)
        return make("figure", "figure", make("div", "sheet", *pictures), caption)


class DeadlineCalculator(_Aid):
    """`{deadline-calculator}`: counts a limit and shows its article; the table is always there."""

    def run(self) -> list[nodes.Node]:
        """Place the calculator and the table of its rules."""
        limits, laws = self.limits()
        values = {"rules": _public(limits.rules, laws)}
        tool = self.place("deadline", values, "算时限")
        return [make("section", "deadline", tool, aria_label="时限计算"), _table(limits, laws)]


def _as_list(asks: Iterable[str], rules: list[Rule], laws: Laws) -> nodes.Element:
    rows = [
        make(
            "li",
            "",
            nodes.Text(f"{ask}否：{rule.limit}（{_source(rule, laws)}）。是：接着看下一问。"),
        )
        for ask, rule in zip(asks, rules, strict=False)
    ]
    end = make("li", "", nodes.Text(f"都是：{rules[-1].limit}（{_source(rules[-1], laws)}）。"))
    return make("ol", "", *rows, end)


def _source(rule: Rule, laws: Laws) -> str:
    law = laws.by_key[rule.law]
    return f"《{law.name}》（{law.version}）{article_name(rule.article)}"


def _public(rules: Iterable[Rule], laws: Laws) -> list[dict[str, Any]]:
    """Return what the scripts need of the rules; which items use them is no reader's business."""
    return [
        {
            "id": rule.id,
            "group": rule.group,
            "name": rule.name,
            "limit": rule.limit,
            "count": rule.count,
            "amount": rule.amount,
            "begins": rule.begins,
            "holiday": rule.holiday,
            "excludes": rule.excludes,
            "note": rule.note,
            "source": _source(rule, laws),
            "words": rule.words,
            "basis": _basis(rule, laws),
            "checked": spoken(laws.by_key[rule.law].checked),
        }
        for rule in rules
    ]


def _basis(rule: Rule, laws: Laws) -> str:
    found = (one.partition(":") for one in rule.basis)
    named: list[tuple[Law, str]] = [(laws.by_key[key], number) for key, _, number in found]
    return "、".join(f"《{law.name}》（{law.version}）{article_name(one)}" for law, one in named)


def _tree(tree: Tree) -> dict[str, Any]:
    steps = [{"ask": step.ask, "otherwise": step.otherwise} for step in tree.steps]
    return {"id": tree.id, "title": tree.title, "steps": steps, "end": tree.end}


def _table(limits: Limits, laws: Laws) -> nodes.Element:
    head = make("tr", "", *(make("th", "", nodes.Text(one), scope="col") for one in HEADS))
    bodies = []
    for group, rules in groupby(limits.rules, key=lambda one: one.group):
        # A heading that spans the table belongs to the rows below it.
        name = make("th", "", nodes.Text(group), scope="rowgroup", colspan=str(len(HEADS)))
        rows = (_row(one, laws) for one in rules)
        bodies.append(make("tbody", "", make("tr", "limits-group", name), *rows))
    table = make("table", "limits-table", make("thead", "", head), *bodies)
    table["classes"].append("table")
    checked = sorted({spoken(laws.by_key[rule.law].checked) for rule in limits.rules})
    note = make("p", "limits-note", nodes.Text(f"核对截止{'、'.join(checked)}，用前复核。"))
    # It scrolls by itself where it is too wide, so it is reached by keyboard and has a name.
    box = make("div", "limits-box", table, role="region", tabindex="0", aria_label="时限规则表")
    return make("section", "limits", box, note, aria_label="时限规则")


def _row(rule: Rule, laws: Laws) -> nodes.Element:
    limit = make("td", "limits-limit", cell_head(HEADS[1]), nodes.Text(rule.limit))
    begins = "之时" if rule.count == "hours" else "次日"
    words = nodes.Text(_source(rule, laws))
    source = make("td", "", make("p", "", cell_head(HEADS[3]), words))
    if rule.words:
        source += make("p", "limits-words", nodes.Text(f"“{rule.words}”"))
    if rule.count != "hours":
        said = f"遇节假日：{HOLIDAYS[rule.holiday]}。"
        source += make("p", "limits-words", nodes.Text(said))
    if rule.note:
        source += make("p", "limits-words", nodes.Text(rule.note))
    name = make("td", "", nodes.Text(rule.name))
    begin = make("td", "", cell_head(HEADS[2]), nodes.Text(f"{rule.begins}{begins}"))
    row = make("tr", "", name, limit, begin, source)
    row["ids"] = [f"limit-{rule.id}"]
    return row


def setup(app: Sphinx) -> None:
    """Register the directives."""
    app.add_directive("limits-tree", LimitsTree)
    app.add_directive("deadline-calculator", DeadlineCalculator)
    load_with(app, "aid", "aids.js")
