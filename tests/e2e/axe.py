"""axe-core, the accessibility checker, run on a page as it stands."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from playwright.sync_api import Page

SCRIPT = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
COLOURS = ("color-contrast", "link-in-text-block")
"""The rules that a change of colours alone can break."""

# Without a choice all rules run, best practice among them; only the experimental ones stay off.
RUN = """async ([rules, within]) => {
  const options = { resultTypes: ["violations"], ...(rules.length ? { runOnly: rules } : {}) };
  const { violations } = await axe.run(within || document, options);
  return violations.map(({ id, nodes }) =>
    `${id}: ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 160)} (${failureSummary})`).join(" | ")}`);
}"""


@cache
def _script() -> str:
    return SCRIPT.read_text(encoding="utf-8")


def violations(page: Page, rules: Sequence[str] = (), within: str = "") -> list[str]:
    """Return what axe finds on the page or within a part of it, by all its rules or by these."""
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(_script())
    found: list[str] = page.evaluate(RUN, [list(rules), within])
    return found
