"""Building again does nothing where nothing has changed, and everything that is due otherwise."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import dabie.site.build as building
from dabie.core.errors import DabieError
from dabie.site.build import build


@pytest.fixture
def built(tiny: Path, tmp_path: Path) -> Path:
    out = tmp_path / "out"
    build(tiny, out)
    return out


def is_idle(root: Path, out: Path, monkeypatch: pytest.MonkeyPatch, script: str = "") -> bool:
    """Tell whether a build loads not even the course."""
    loaded = []
    load = building.load_course
    with monkeypatch.context() as patch:
        patch.setattr(building, "load_course", lambda root: loaded.append(root) or load(root))
        build(root, out, script=script)
    return not loaded


def append(path: Path) -> None:
    path.write_text(path.read_text("utf-8") + "\n", encoding="utf-8")


CHANGES: dict[str, Callable[[Path, Path], None]] = {
    "a chapter": lambda root, out: append(root / "book" / "one.md"),
    "an item": lambda root, out: append(root / "exercises" / "practice" / "county.toml"),
    "the settings": lambda root, out: append(root / "_config.yml"),
    "a new file": lambda root, out: (root / "book" / "new.txt").write_text("x") and None,
    "a built page edited": lambda root, out: append(out / "one.html"),
    "a built page gone": lambda root, out: (out / "sw.js").unlink(),
}


def test_nothing_is_done_where_nothing_has_changed(
    tiny: Path, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path: path.stat().st_mtime_ns for path in built.rglob("*")}
    assert is_idle(tiny, built, monkeypatch)
    assert {path: path.stat().st_mtime_ns for path in built.rglob("*")} == before


@pytest.mark.parametrize("name", CHANGES)
def test_whatever_has_changed_is_noticed(
    tiny: Path, built: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    CHANGES[name](tiny, built)
    assert not is_idle(tiny, built, monkeypatch)
    assert is_idle(tiny, built, monkeypatch)


def test_another_setting_is_another_site(
    tiny: Path, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not is_idle(tiny, built, monkeypatch, script="/reload.js")


def test_what_is_saved_while_a_build_runs_is_built_by_the_next(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, chapter = tmp_path / "out", tiny / "book" / "one.md"
    written = building.write_offline

    def late(*given: Any) -> None:
        append(chapter)
        written(*given)

    with monkeypatch.context() as patch:
        patch.setattr(building, "write_offline", late)
        build(tiny, out)
    assert not is_idle(tiny, out, monkeypatch)
    assert is_idle(tiny, out, monkeypatch)


def test_what_is_not_ours_stays(tiny: Path, tmp_path: Path) -> None:
    """A web server's folder may hold more than a course."""
    out = tmp_path / "www"
    other = out / "other" / "index.html"
    other.parent.mkdir(parents=True)
    other.write_text("<!DOCTYPE html><title>别的网站</title>", encoding="utf-8")
    build(tiny, out)
    stale = out / "gone.html"
    stale.write_bytes((out / "one.html").read_bytes())
    build(tiny, out)
    assert other.is_file() and not stale.exists()
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "index.html").write_text("<!DOCTYPE html><title>主页</title>", encoding="utf-8")
    with pytest.raises(DabieError, match="里有别的东西（index.html）.*换一个空文件夹"):
        build(tiny, taken)


def test_a_build_that_failed_is_not_taken_for_done(
    tiny: Path, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chapter = tiny / "book" / "one.md"
    good = chapter.read_text("utf-8")
    chapter.write_text(":::{item} nowhere\n:::\n", encoding="utf-8")
    with pytest.raises(DabieError):
        build(tiny, built)
    with pytest.raises(DabieError):
        build(tiny, built)
    chapter.write_text(good, encoding="utf-8")
    assert not is_idle(tiny, built, monkeypatch)
