"""What is built once, what is built again, and what is said where nothing can be built."""

from __future__ import annotations

import ast
import json
import shutil
from pathlib import Path

import pytest
from served import Site

from dabie.lite import packages
from dabie.lite.cache import made
from dabie.lite.packages import UnavailableError
from dabie.site.build import build


def kept(out: Path) -> dict[str, int]:
    """Return the files that no chapter changes, and when each was written."""
    (folder,) = (out / "lite").glob("dabie-*")
    return {str(one): one.stat().st_mtime_ns for one in folder.rglob("*") if one.is_file()}


def test_a_changed_chapter_rebuilds_nothing_of_it(root: Path, tiny: Path, tmp_path: Path) -> None:
    out, cache = tmp_path / "out", root / "_build" / "lite"
    assert build(tiny, out, lite=cache) == ""
    before, caches = kept(out), sorted(cache.iterdir())
    item = tiny / "exercises" / "practice" / "county.toml"
    item.write_text(item.read_text("utf-8").replace("会址", "旧址"), "utf-8")
    assert build(tiny, out, lite=cache) == ""
    assert kept(out) == before and sorted(cache.iterdir()) == caches
    text = (out / "lite" / "files" / "practice.ipynb").read_text("utf-8")
    assert text == (out / "_static" / "notebooks" / "practice.ipynb").read_text("utf-8")
    assert "旧址" in text
    assert "practice.html" in (out / "one.html").read_text("utf-8").partition("dabie-run")[2]
    # Left out again, nothing of it stays, and no link leads there.
    assert build(tiny, out) == ""
    assert not (out / "lite").exists()
    assert "dabie-run" not in (out / "one.html").read_text("utf-8")


@pytest.mark.parametrize("missing", ["node", "npm"])
def test_without_node_the_book_is_built_and_the_reason_said(
    missing: str, tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(packages, "builder", lambda cache: tmp_path)
    with pytest.raises(UnavailableError, match=r"没有 Node\.js"):
        packages.node() if missing == "node" else packages.pyodide(tmp_path / "cache")
    monkeypatch.setattr("dabie.site.build.build_lite", lambda *_: packages.node())
    assert "Node.js" in build(tiny, tmp_path / "out", lite=tmp_path / "cache")
    assert "dabie-run" not in (tmp_path / "out" / "one.html").read_text("utf-8")


def test_a_failed_program_is_told_by_how_its_words_end() -> None:
    with pytest.raises(UnavailableError, match="没有建成。它最后说：\nno such thing"):
        packages.run(["sh", "-c", "echo no such thing; exit 3"], "没有建成")


def test_a_folder_is_made_whole_or_not_at_all(tmp_path: Path) -> None:
    def fail(folder: Path) -> None:
        (folder / "half").touch()
        raise UnavailableError("断网了")

    with pytest.raises(UnavailableError):
        made(tmp_path / "it-00000001", fail)
    assert list(tmp_path.iterdir()) == []
    made(tmp_path / "it-00000001", lambda folder: (folder / "one").touch())
    made(tmp_path / "it-00000002", lambda folder: (folder / "two").touch())
    assert [one.name for one in tmp_path.iterdir()] == ["it-00000002"]


def test_no_exercise_asks_for_input_or_files(root: Path) -> None:
    """On plain http both fail in the browser, the first in silence."""
    asked = {"input", "open", "Path", "getpass"}
    for path in sorted(root.glob("exercises/*/*.ipynb")):
        cells = json.loads(path.read_text("utf-8"))["cells"]
        code = ["".join(one["source"]) for one in cells if one["cell_type"] == "code"]
        assert code, path
        for node in ast.walk(ast.parse("\n".join(code))):
            assert not isinstance(node, ast.Name) or node.id not in asked, path


def test_nothing_in_it_names_another_host(lite_site: Site) -> None:
    for page in (lite_site.folder / "lite").glob("notebooks/*.html"):
        assert "://" not in page.read_text("utf-8"), page
    (lock,) = (lite_site.folder / "lite").glob("dabie-*/kernel/pyodide-lock.json")
    assert "://" not in lock.read_text("utf-8")


def test_what_is_redistributed_is_listed_with_its_licence(lite_site: Site) -> None:
    (page,) = (lite_site.folder / "lite").glob("dabie-*/licences.html")
    text = page.read_text("utf-8")
    for name in ("pyodide", "ipython", "anywidget", "psygnal", "pyodide-kernel", "react"):
        assert f"<summary>{name} " in text, name
    # Every piece says at least what its licence is called.
    assert text.count("<summary>") > 250 and "：</summary>" not in text
