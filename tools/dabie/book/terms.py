"""Links to the glossary look like terms, not like links: one class on Sphinx's own reference."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform


class TermLinks(SphinxPostTransform):
    """Marks the references that `{term}` has become."""

    default_priority = 750  # after Sphinx has resolved them
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Give each its class."""
        for reference in self.document.findall(nodes.reference):
            first = reference.children[0] if reference.children else None
            if isinstance(first, nodes.inline) and "std-term" in first["classes"]:
                reference["classes"].append("dabie-term")


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(TermLinks)
