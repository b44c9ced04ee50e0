"""Shared by all tests: where the project is, and small courses to work on."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock

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


LAWFUL_FRONT = '---\n学时: 1\n核对截止: "2026-06-03"\n---\n\n'


@pytest.fixture
def lawful(tiny: Path) -> Path:
    """Return the tiny course with a chapter and an item that rest on statutes, and no fault."""
    from dabie.check.law_lock import accept

    more = Path(__file__).parent / "courses" / "lawful"
    shutil.copytree(more / "book", tiny / "book", dirs_exist_ok=True)
    sources = tiny / "book" / "references.bib"
    sources.write_text(
        sources.read_text("utf-8") + (more / "more-sources.bib").read_text("utf-8"), "utf-8"
    )
    chapter = tiny / "book" / "one.md"
    said = chapter.read_text("utf-8") + "\n" + (more / "more-of-one.md").read_text("utf-8")
    chapter.write_text(LAWFUL_FRONT + said, "utf-8")
    item = tiny / "exercises" / "practice" / "county.toml"
    text = item.read_text("utf-8").replace('["shi1"]', '["fa1"]')
    why = "《夜班法》（2025年修订）第三条写着“不得超过八小时”。"
    item.write_text(text.replace("词条写明时属太湖县。", why), "utf-8")
    accept(tiny)
    return tiny


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Fill folders that tests only read: by the process that asks first, for all of this run."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def filled(name: str, fill: Callable[[Path], object]) -> Path:
        place, whole = shared / name, shared / f"{name}.whole"
        with FileLock(shared / f"{name}.lock"):
            if not whole.exists():
                shutil.rmtree(place, ignore_errors=True)
                place.mkdir()
                fill(place)
                whole.touch()
        return place

    return filled


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for pages and notebooks: Playwright can be started only once at a time."""
    from chromium import FLAGS, find
    from playwright.sync_api import expect, sync_playwright

    # What is waited for comes later on a busy machine; what never comes is still a failure.
    expect.set_options(timeout=20_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=FLAGS)
        yield browser
        browser.close()
