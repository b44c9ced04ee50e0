"""A real Chromium for the tests; missing, it is an error and never a reason to skip."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from chromium import FLAGS, find
from playwright.sync_api import Browser, sync_playwright


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=FLAGS)
        yield browser
        browser.close()
