"""A case told in labelled paragraphs."""

from __future__ import annotations

from docutils import nodes

from dabie.book.cases import draw


def told(*lines: str) -> nodes.section:
    """Return a section of paragraphs; `label。words` begins with a bold label, `#` is an item."""
    section = nodes.section()
    for line in lines:
        label, stop, words = line.partition("。")
        if line == "#":
            section += nodes.comment()
        elif stop:
            strong = nodes.strong("", label + stop)
            section += nodes.paragraph("", "", nodes.Text(""), strong, nodes.Text(words))
        else:
            section += nodes.paragraph("", line)
    draw(section)
    return section


def shape(section: nodes.section) -> list[object]:
    """Return each card as its steps' marks and texts, everything else as its text."""
    return [
        [(step["attributes"]["data-step"], step["classes"][1], len(step)) for step in one]
        if "dabie-case" in one.get("classes", ())
        else one.astext()
        for one in section.children
        if isinstance(one, nodes.Element)
    ]


def test_steps_count_on_behind_the_item_between_them() -> None:
    section = told("情境。甲", "决策点。乙", "#", "规则。丙", "后话")
    assert shape(section) == [
        [("一", "dabie-step-scene", 1), ("二", "dabie-step-decision", 1)],
        "",
        [("三", "dabie-step-rule", 1)],
        "后话",
    ]
    begins = [one["classes"] for one in section.children if len(one.get("classes", ())) > 1]
    assert begins == [["dabie-case", "dabie-case-begins"]]


def test_a_paragraph_between_two_steps_belongs_to_the_first() -> None:
    assert shape(told("开头", "情境（虚构）。甲", "再说", "条文。乙", "另起", "#")) == [
        "开头",
        [("一", "dabie-step-scene", 2), ("二", "dabie-step-law", 1)],
        "另起",
        "",
    ]


def test_a_single_bold_label_is_no_case() -> None:
    assert shape(told("情境。甲", "乙")) == ["情境。甲", "乙"]
