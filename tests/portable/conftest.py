"""The tiny course, built once with both of its forms; its assessment is full of canaries."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dabie.portable import FORMS
from dabie.site.build import build


@pytest.fixture(scope="session")
def taken(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the built site of the tiny course, with its PDF and EPUB."""
    work = tmp_path_factory.mktemp("portable")
    course = shutil.copytree(root / "tests" / "courses" / "tiny", work / "tiny")
    build(course, work / "site", forms=FORMS)
    return work / "site"
