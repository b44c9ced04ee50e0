"""The home page offers what was made, and only that."""

from __future__ import annotations

from pathlib import Path

import pytest

from dabie.core.errors import DabieError
from dabie.portable import chromium
from dabie.site.build import build


def offered(site: Path) -> list[str]:
    pages = [(site / name).read_text("utf-8") for name in ("index.html", "mine.html")]
    return [form for form in ("pdf", "epub") if all(f'href="tiny.{form}"' in one for one in pages)]


def test_what_was_made_is_offered(taken: Path) -> None:
    assert offered(taken) == ["pdf", "epub"]


def test_a_plain_build_takes_old_ones_away(tiny: Path, tmp_path: Path) -> None:
    build(tiny, tmp_path / "site", forms=("epub",))
    assert offered(tmp_path / "site") == ["epub"]
    build(tiny, tmp_path / "site")
    assert offered(tmp_path / "site") == []
    assert not (tmp_path / "site" / "tiny.epub").exists()


def test_what_could_not_be_made_is_not_offered(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "chromium"
    broken.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    broken.chmod(0o755)
    monkeypatch.setenv("CHROMIUM", str(broken))
    with pytest.raises(DabieError, match="没有做出 PDF"):
        build(tiny, tmp_path / "site", forms=("pdf",))
    assert offered(tmp_path / "site") == []
    assert chromium.find() == str(broken)
