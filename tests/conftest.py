"""Shared by all tests: where the project is, and small courses to work on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A copy of the tiny course that checks clean; tests break it on purpose."""
    return Path(shutil.copytree(Path(__file__).parent / "courses" / "tiny", tmp_path / "tiny"))
