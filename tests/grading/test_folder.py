from __future__ import annotations

import os
from pathlib import Path

import pytest

from dabie.grading import moving
from dabie.grading.errors import GradingError
from dabie.grading.folder import _check_name, replacing
from dabie.grading.outputs import OUTPUTS


def write(out: Path, text: str) -> None:
    with replacing(out, OUTPUTS) as folder:
        (folder / "results.csv").write_text(text)
        (folder / "feedback").mkdir()
        (folder / "feedback" / f"{text}.html").write_text(text)
        (folder / "feedback" / "index.csv").write_text(text)


def content(out: Path) -> list[str]:
    return sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file())


def test_replaces_earlier_results_whole(tmp_path: Path) -> None:
    out = tmp_path / "new" / "out"
    write(out, "one")
    (out / ".DS_Store").touch()
    write(out, "two")
    assert content(out) == ["feedback/index.csv", "feedback/two.html", "results.csv"]
    assert os.listdir(out.parent) == ["out"]


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    write(tmp_path / "out", "one")
    assert "results.csv" in content(tmp_path / "out")


def test_an_error_leaves_the_old_results(tmp_path: Path) -> None:
    write(tmp_path / "out", "one")
    with pytest.raises(ZeroDivisionError), replacing(tmp_path / "out", OUTPUTS) as folder:
        (folder / "results.csv").write_text("half")
        raise ZeroDivisionError
    assert "feedback/one.html" in content(tmp_path / "out")
    assert os.listdir(tmp_path) == ["out"]


@pytest.mark.parametrize("name", ["notes.xlsx", "feedback/photo.jpg", "x.ipynb"])
def test_what_is_not_ours_is_never_replaced(tmp_path: Path, name: str) -> None:
    out = tmp_path / "out"
    write(out, "one")
    (out / name).write_text("mine")
    with pytest.raises(GradingError, match=f"有别的文件（{name}）"):
        write(out, "two")
    assert (out / name).read_text() == "mine"


def test_a_foreign_folder_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "out" / "feedback").mkdir(parents=True)
    with pytest.raises(GradingError, match=r"没有 results\.csv"):
        write(tmp_path / "out", "one")


def test_a_feedback_that_is_a_link_is_not_ours(tmp_path: Path) -> None:
    write(tmp_path / "out", "one")
    (tmp_path / "real").mkdir()
    (tmp_path / "out" / "feedback").rename(tmp_path / "moved")
    (tmp_path / "out" / "feedback").symlink_to(tmp_path / "moved")
    with pytest.raises(GradingError, match="有别的文件（feedback）"):
        write(tmp_path / "out", "two")


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "out").touch()
    with pytest.raises(GradingError, match="是文件，不是文件夹"):
        write(tmp_path / "out", "one")
    with pytest.raises(GradingError, match="上一级不是文件夹"):
        write(tmp_path / "out" / "inner", "one")


@pytest.mark.parametrize(
    ("error", "said"),
    [(PermissionError(13, "denied"), "写不进"), (OSError(28, "full"), "系统错误 28")],
)
def test_a_move_that_fails_puts_the_old_results_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, said: str
) -> None:
    out = tmp_path / "out"
    write(out, "one")
    moved = Path.rename
    monkeypatch.setattr(moving, "_exchange", lambda one, other: False)

    def rename(self: Path, target: Path) -> Path:
        # Only the last move, of the fresh folder into place, fails.
        if target == out and not self.name.endswith("-old"):
            raise error
        return moved(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(GradingError, match=said):
        write(out, "two")
    monkeypatch.undo()
    assert "feedback/one.html" in content(out)
    assert os.listdir(tmp_path) == ["out"]


def test_a_folder_that_cannot_be_listed_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "out").mkdir()

    def listdir(path: Path) -> list[str]:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(os, "listdir", listdir)
    with pytest.raises(GradingError, match="写不进"):
        write(tmp_path / "out", "one")


@pytest.mark.parametrize("name", ["con", "NUL.结果", "Com1", "结果.", "结果 "])
def test_a_name_that_windows_cannot_use_is_refused_there(name: str) -> None:
    _check_name(name, windows=False)
    with pytest.raises(GradingError, match="Windows 不能用"):
        _check_name(name, windows=True)
    _check_name("结果con.1", windows=True)
