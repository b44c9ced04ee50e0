"""The tiny course with its notebooks in the browser: one build for all, kept between runs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from served import Once, Site, built, served
from visiting import Begin, Visit

KNOWN = (
    r"^console warning: Memory storage fallback enabled",
    r"^console warning: Menu entry for command .* is duplicated",
    r"^console warning: Uploader widget not found",
    r"^console warning: No exact match found for python",
    r"^console warning: Clipboard API not available",
    r"^console warning: Pyodide contents will NOT be synced",
)
"""What JupyterLite always says; none of it concerns a learner."""


@pytest.fixture(scope="session")
def lite_site(root: Path, once: Once) -> Iterator[Site]:
    course, kept = root / "tests" / "courses" / "tiny", root / "_build" / "lite"
    with served(once("lite", partial(built, course, lite=kept))) as found:
        yield found


@pytest.fixture
def enter(browser: Browser, lite_site: Site) -> Iterator[Begin]:
    """Begin a visit that knows what JupyterLite always says, and may see no other trouble."""
    visits: list[Visit] = []

    def begin(site: Site = lite_site, **options: object) -> Visit:
        visits.append(Visit(browser, site, **options))
        visits[-1].expected.extend(KNOWN)
        return visits[-1]

    yield begin
    for one in visits:
        one.close()
