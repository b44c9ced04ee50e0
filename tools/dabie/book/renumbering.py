"""`{renumbering}`: where the rules of the replaced statute stand now, with a filter."""

from __future__ import annotations

from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from ..catalog.faults import Fault
from ..catalog.laws import Law
from ..catalog.renumbering import KINDS, Renumbering, Row, read_renumbering
from ..catalog.statutes import article_name
from .assets import load_with
from .controls import button, checkboxes, panel, row, status
from .element import make, span
from .material import material


class RenumberingTable(SphinxDirective):
    """Draws the filter, which only a script's reader sees, and every row."""

    has_content = False

    def run(self) -> list[nodes.Node]:
        """Place the table."""
        faults: list[Fault] = []
        book = Path(self.env.srcdir)
        for name in ("renumbering.toml", "laws.toml"):
            self.env.note_dependency(str(book / name))
        table = read_renumbering(book, faults)
        laws = material(self.env.app).laws.by_key
        if table is None or faults or table.old not in laws or table.new not in laws:
            raise self.error(str(faults[0]) if faults else "没有 renumbering.toml")
        old, new = laws[table.old], laws[table.new]
        heads = ("事项", f"旧（{old.version}）", f"新（{new.version}）", "变了什么")
        head = make("tr", "", *(make("th", "", nodes.Text(one), scope="col") for one in heads))
        body = make("tbody", "", *(_drawn(one, old, new) for one in table.rows))
        drawn = make("table", "renumbering-table", make("thead", "", head), body)
        # Sphinx's own tables are called so, and look like every other table then.
        drawn["classes"].append("table")
        box = make("div", "renumbering-box", drawn)
        return [make("section", "renumbering", _tools(table), box, aria_label="新旧条号对照")]


def _drawn(rule: Row, old: Law, new: Law) -> nodes.Element:
    name = make("td", "", nodes.Text(rule.subject))
    said = rule.change or ("条号、内容都没有变" if rule.old == rule.new else "内容没有变")
    drawn = make(
        "tr", "renumbering-row", name, _cell("旧", rule.old, rule.old_words, old),
        _cell("新", rule.new, rule.new_words, new), make("td", "", nodes.Text(said)),
    )  # fmt: skip
    drawn["attributes"] = {
        "data-group": rule.group,
        "data-kind": rule.kind,
        "data-text": " ".join(
            (rule.subject, rule.old, rule.new, article_name(rule.old), article_name(rule.new), said)
        ),
    }
    return drawn


def _cell(mark: str, number: str, words: str, law: Law) -> nodes.Element:
    # The mark takes the column's place where a phone has no room for one.
    name = make("p", "renumbering-number", span("renumbering-mark", mark))
    name += nodes.Text(article_name(number))
    return make("td", "", name, make("p", "renumbering-words", nodes.Text(f"“{words}”")))


def _tools(table: Renumbering) -> nodes.Element:
    groups = dict.fromkeys(one.group for one in table.rows)
    kinds = [one for one in KINDS if any(row.kind == one for row in table.rows)]
    entry = make("input", "renumbering-word", type="search", autocomplete="off")
    word = make("label", "controls-chooser", span("", "条号或词"), entry)
    total = str(len(table.rows))
    return panel(
        checkboxes("renumbering-groups", "类别", groups),
        checkboxes("renumbering-kinds", "变化", kinds),
        row(word),
        row(
            status("renumbering-count", f"共 {total} 条", of=total),
            button("renumbering-all", "全部显示"),
        ),
        label="筛选",
    )


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("renumbering", RenumberingTable)
    load_with(app, "renumbering", "renumbering.js")
