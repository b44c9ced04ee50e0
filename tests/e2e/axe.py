"""axe-core, the accessibility checker, run on a page as it stands."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from playwright.sync_api import Page

SCRIPT = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"

# All rules, best practice among them; only what axe itself calls experimental stays off.
RUN = """async (within) => {
  const { violations } = await axe.run(within || document, { resultTypes: ["violations"] });
  return violations.map(({ id, nodes }) =>
    `${id}: ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 160)} (${failureSummary})`).join(" | ")}`);
}"""


@cache
def _script() -> str:
    return SCRIPT.read_text(encoding="utf-8")


def violations(page: Page, within: str | None = None) -> list[str]:
    """Return what axe finds on the page, or in the part of it that `within` selects."""
    page.evaluate(_script())
    found: list[str] = page.evaluate(RUN, within)
    return found
