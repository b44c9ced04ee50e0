"""A real Chromium on really built sites; a missing one is an error and never a reason to skip."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from served import Once, Site, built, served
from visiting import Begin, Visit


@pytest.fixture(scope="session")
def site(root: Path, once: Once) -> Iterator[Site]:
    """The course itself."""
    with served(once("real", partial(built, root))) as found:
        yield found


@pytest.fixture(scope="session")
def tiny_site(root: Path, once: Once) -> Iterator[Site]:
    """The tiny course, whose assessment is full of canaries."""
    with served(once("tiny", partial(built, root / "tests" / "courses" / "tiny"))) as found:
        yield found


@pytest.fixture
def visit(browser: Browser) -> Iterator[Begin]:
    """Begin a visit to a site; at the end of the test none of them may have seen any trouble."""
    visits: list[Visit] = []

    def begin(site: Site, **options: Any) -> Visit:
        visits.append(Visit(browser, site, **options))
        return visits[-1]

    yield begin
    for one in visits:
        one.close()
