"""`{claim}` and `{grade}`: whose word a sentence is, and how far a source carries."""

from __future__ import annotations

from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxRole

from .element import raw, span
from .icons import icon

CLAIMS: Final = {
    "文章说": ("essay", "speech"),
    "史料说": ("record", "document"),
    "推断": ("inferred", "curve"),
    "未证实": ("unproven", "query"),
    "待核": ("unproven", "query"),
}
"""Words of a claim mark -> its class and icon; class, icon and word always come together."""

GRADES: Final = ("A", "B", "C")


def claim_mark(words: str) -> nodes.Node:
    """Return the pill that says whose word it is."""
    name, drawn = CLAIMS[words]
    return span(f"claim claim-{name}", raw(icon(drawn)), words)


def grade_mark(grade: str) -> nodes.Node:
    """Return the small frame with a source's level."""
    return span(f"grade grade-{grade.lower()}", f"{grade} 级")


class ClaimRole(SphinxRole):
    """`{claim}` with one of the four words."""

    def run(self) -> tuple[list[nodes.Node], list[Any]]:
        """Draw the mark."""
        if self.text in CLAIMS:
            return [claim_mark(self.text)], []
        return [], [_refuse(self, f"没有“{self.text}”这种说法；只有 {'、'.join(CLAIMS)}")]


class GradeRole(SphinxRole):
    """`{grade}` with A, B or C."""

    def run(self) -> tuple[list[nodes.Node], list[Any]]:
        """Draw the mark."""
        if self.text in GRADES:
            return [grade_mark(self.text)], []
        return [], [_refuse(self, f"没有“{self.text}”这一级；只有 A、B、C")]


def _refuse(role: SphinxRole, message: str) -> Any:
    return role.inliner.reporter.error(message, line=role.lineno)


def setup(app: Sphinx) -> None:
    """Register the roles."""
    app.add_role("claim", ClaimRole())
    app.add_role("grade", GradeRole())
