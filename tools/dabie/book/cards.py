"""The cards: `{verify-card}` 核查卡, `{dispute-card}` 异说卡, `{unverified}` 待核框."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from .element import make, span
from .marks import CLAIMS, claim_mark, grade_mark

VERIFY: Final = ("溯源", "语境", "细读", "互证", "结论")
DISPUTE: Final = ("甲说", "乙说", "写法")


class _Card(SphinxDirective):
    """A sheet with a title, whose body is a definition list with fixed rows."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar[dict[str, Any]] = {"mark": directives.unchanged}
    slip: ClassVar[str]
    kind: ClassVar[str]
    rows: ClassVar[tuple[str, ...]] = ()

    def run(self) -> list[nodes.Node]:
        """Place the card."""
        card = make("section", f"card {self.kind}", self.head())
        body = make("div", "card-body")
        self.state.nested_parse(self.content, self.content_offset, body)
        self.check(body)
        card += body
        return [card]

    def head(self) -> nodes.Element:
        """Return the slip, the title and, where the card has one, the state mark."""
        head = make("div", "card-head", span("slip", self.slip), self.title())
        mark = self.options.get("mark")
        if mark:
            if mark not in CLAIMS:
                raise self.error(f"mark 不能是“{mark}”；只有 {'、'.join(CLAIMS)}")
            head += claim_mark(mark)
        return head

    def title(self) -> nodes.Node:
        """Return the title, with its inline markup."""
        inline, _ = self.state.inline_text(self.arguments[0], self.lineno)
        return make("p", "card-title", *inline)

    def check(self, body: nodes.Element) -> None:
        """Refuse a card without its rows: a missing step of the check would go unnoticed."""
        terms = [one.astext() for one in body.findall(nodes.term)]
        missing = [row for row in self.rows if not any(one.startswith(row) for one in terms)]
        if missing:
            raise self.error(f"“{self.slip}”里缺少：{'、'.join(missing)}")


class VerifyCard(_Card):
    """The check of one story in five steps; the last one says what may be written."""

    slip, kind, rows = "核查卡", "verify", VERIFY

    def check(self, body: nodes.Element) -> None:
        """Demand five rows, and set the conclusion's first sentence bold."""
        super().check(body)
        conclusion = list(body.findall(nodes.definition))[-1]
        first: Any = next(iter(conclusion.findall(nodes.Text)), None)
        if first is not None and "。" in first and isinstance(first.parent, nodes.paragraph):
            sentence, rest = first.split("。", 1)
            first.parent.replace(first, [nodes.strong("", sentence + "。"), nodes.Text(rest)])


class DisputeCard(_Card):
    """Two accounts side by side, and how to write about them."""

    slip, kind, rows = "异说", "dispute", DISPUTE


class Unverified(_Card):
    """What nobody has proven yet: not to be used."""

    slip, kind = "待核", "unverified"

    def head(self) -> nodes.Element:
        """Return mark, title and level C."""
        return make("div", "card-head", claim_mark("待核"), self.title(), grade_mark("C"))


def setup(app: Sphinx) -> None:
    """Register the directives."""
    app.add_directive("verify-card", VerifyCard)
    app.add_directive("dispute-card", DisputeCard)
    app.add_directive("unverified", Unverified)
