"""One person's browser: a context of its own that notes everything that should not happen."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeAlias

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, WebError
from served import Site

PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 740},
    "has_touch": True,
    "is_mobile": True,
}
DESKTOP: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
OWN = ("data:", "blob:")
"""Addresses that leave nothing: what a page made itself."""
PATIENCE = 10_000
"""Milliseconds after which something that was waited for counts as missing."""

WAKE = """async () => {
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  for (const host of document.querySelectorAll(".dabie-host")) {
    host.scrollIntoView();
    await frame();
  }
  scrollTo(0, 0);
  await frame();
}"""


class Visit:
    """A browser context on a site; `troubles` holds foreign requests, console messages, errors."""

    def __init__(self, browser: Browser, site: Site, origin: str = "", **options: Any) -> None:
        self.site = site
        self.origin = origin or site.origin
        self.context = browser.new_context(
            # One that answers for the network would hide what a page asks for.
            **{"locale": "zh-CN", "service_workers": "block", **DESKTOP, **options}
        )
        self.context.set_default_timeout(PATIENCE)
        self.context.on("request", self._requested)
        self.context.on("console", self._spoken)
        self.context.on("weberror", self._failed)
        self.troubles: list[str] = []
        self.requests: list[str] = []
        self.expected: list[str] = []

    def open(self, address: str = "") -> Page:
        """Open a page of the site in a new tab."""
        page = self.context.new_page()
        page.goto(f"{self.origin}/{address}")
        return page

    def expect(self, pattern: str) -> None:
        """Say that a console message of this form is meant to come."""
        self.expected.append(pattern)

    def close(self) -> None:
        """Leave, and have every trouble out."""
        self.context.close()
        unexpected = [
            one for one in self.troubles if not any(re.search(each, one) for each in self.expected)
        ]
        assert not unexpected, unexpected

    def _requested(self, request: Request) -> None:
        self.requests.append(request.url)
        if not request.url.startswith((f"{self.origin}/", *OWN)):
            self.troubles.append(f"foreign request: {request.url}")

    def _spoken(self, message: ConsoleMessage) -> None:
        blocked = "Service Worker registration blocked by Playwright"  # as asked for above
        if message.type in ("error", "warning", "assert") and message.text != blocked:
            self.troubles.append(f"console {message.type}: {message.text}")

    def _failed(self, error: WebError) -> None:
        self.troubles.append(f"page error: {error.error}")


Begin: TypeAlias = Callable[..., Visit]
"""The fixture `visit`: begins a visit to a site."""


def wake(page: Page) -> None:
    """Scroll through the page as a reader does, so that every item on it is live."""
    page.wait_for_load_state("load")
    page.evaluate(WAKE)
    # A function: an expression would be evaluated as text, which the page's policy forbids.
    page.wait_for_function("() => !document.querySelector('.dabie-host .dabie-static')")


def unhurried(page: Page) -> None:
    """Let as much time pass as a hand needs for a press that is no slip of a double click."""
    page.wait_for_function(
        "since => performance.now() > since + 450", arg=page.evaluate("performance.now()")
    )
