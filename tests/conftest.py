"""Shared by all tests: where the project is, and small courses to work on."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parent.parent
# What a browser's tests share: how it is started, how a person answers and hands in.
sys.path.append(str(ROOT / "tests" / "e2e"))


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A copy of the tiny course that checks clean; tests break it on purpose."""
    return Path(shutil.copytree(Path(__file__).parent / "courses" / "tiny", tmp_path / "tiny"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for pages and notebooks: Playwright can be started only once at a time."""
    from chromium import FLAGS, find
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=FLAGS)
        yield browser
        browser.close()
