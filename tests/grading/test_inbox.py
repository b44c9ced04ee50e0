from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import pytest

from dabie.grading.entry import Entry, Ignored, Source, not_opened
from dabie.grading.errors import GradingError
from dabie.grading.inbox import opened, sources


def entries(paths: Sequence[Path], exclude: Collection[Path] = ()) -> Iterator[Entry | Ignored]:
    """What lies at the paths, read."""
    for one in sources(paths, exclude=exclude):
        yield opened(one) if isinstance(one, Source) else one


def put(*files: Path) -> None:
    for file in files:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(file.name.encode())


def names(*paths: Path, exclude: tuple[Path, ...] = ()) -> list[str]:
    return [one.file for one in entries(paths, exclude=exclude) if isinstance(one, Entry)]


def test_a_file_goes_by_its_name_and_a_folder_s_by_their_place_in_it(tmp_path: Path) -> None:
    put(tmp_path / "in" / "b" / "x.ipynb", tmp_path / "in" / "a.txt", tmp_path / "one.json")
    found = list(entries([tmp_path / "in", tmp_path / "one.json"]))
    assert found == [
        Entry("a.txt", b"a.txt"),
        Entry("b/x.ipynb", b"x.ipynb"),
        Entry("one.json", b"one.json"),
    ]


def test_suffixes_are_read_in_any_case(tmp_path: Path) -> None:
    put(tmp_path / "X.IPYNB", tmp_path / ".ipynb")
    assert all(one.content for one in entries([tmp_path]) if isinstance(one, Entry))
    assert names(tmp_path) == [".ipynb", "X.IPYNB"]


def test_what_the_system_left_is_counted_and_makes_no_row(tmp_path: Path) -> None:
    left = [".DS_Store", "Thumbs.db", "desktop.ini", "._x.ipynb", "~$x.docx", ".hidden"]
    put(*(tmp_path / name for name in left))
    put(tmp_path / ".ipynb_checkpoints" / "x.ipynb", tmp_path / "__MACOSX" / "y.ipynb")
    found = list(entries([tmp_path]))
    assert {one.file for one in found} == {*left, ".ipynb_checkpoints", "__MACOSX"}
    assert all(isinstance(one, Ignored) for one in found)


def test_names_that_two_paths_share_are_told_apart_by_the_paths(tmp_path: Path) -> None:
    first, second = tmp_path / "a" / "in", tmp_path / "b" / "in"
    put(first / "x.ipynb", second / "x.ipynb", second / "y.ipynb")
    expected = ["a/in/x.ipynb", "b/in/x.ipynb", "y.ipynb"]
    assert names(first, second) == expected
    assert names(second, first) == expected
    assert names(first / "x.ipynb", second / "x.ipynb") == expected[:2]


def test_what_two_paths_reach_comes_once(tmp_path: Path) -> None:
    put(tmp_path / "in" / "sub" / "x.ipynb")
    inner = tmp_path / "in" / "sub"
    assert names(inner, tmp_path / "in", inner / "x.ipynb") == ["sub/x.ipynb"]


def test_a_path_through_a_linked_folder_is_the_organiser_s_own_choice(tmp_path: Path) -> None:
    put(tmp_path / "real" / "x.ipynb")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert names(tmp_path / "link") == ["x.ipynb"]
    assert names(tmp_path / "link", tmp_path / "real") == ["x.ipynb"]


def test_excluded_folders_are_no_inbox(tmp_path: Path) -> None:
    put(tmp_path / "x.ipynb", tmp_path / "out" / "results.csv")
    assert names(tmp_path, exclude=(tmp_path / "out",)) == ["x.ipynb"]


def test_a_path_named_like_a_submission_may_be_a_folder(tmp_path: Path) -> None:
    put(tmp_path / "x.ipynb" / "y.ipynb")
    assert names(tmp_path / "x.ipynb") == ["x.ipynb", "y.ipynb"]


def test_a_missing_path_stops_the_command(tmp_path: Path) -> None:
    with pytest.raises(GradingError, match="找不到 .*nowhere"):
        list(entries([tmp_path, tmp_path / "nowhere"]))


def test_a_name_of_no_encoding_makes_a_row(tmp_path: Path) -> None:
    (Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.ipynb"))).write_bytes(b"{}")
    assert names(tmp_path) == ["\udcff.ipynb"]


def test_an_unreadable_file_and_folder_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Permissions do not bind whoever runs as root.
    put(tmp_path / "closed.ipynb", tmp_path / "good.ipynb", tmp_path / "shut" / "x.ipynb")
    scan, unlocked = os.scandir, os.open

    def scandir(path: Path) -> object:
        if Path(path).name == "shut":
            raise PermissionError(13, "Permission denied")
        return scan(path)

    def unlock(path: Path, *rest: int) -> int:
        if Path(path).name == "closed.ipynb":
            raise PermissionError(13, "Permission denied")
        return unlocked(path, *rest)

    monkeypatch.setattr(os, "scandir", scandir)
    monkeypatch.setattr(os, "open", unlock)
    found = {one.file: one for one in entries([tmp_path]) if isinstance(one, Entry)}
    assert found.keys() == {"closed.ipynb", "good.ipynb", "shut"}
    assert "没有权限" in found["closed.ipynb"].refusal
    assert "文件夹打不开（没有权限）" in found["shut"].refusal
    assert found["good.ipynb"].content


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (FileNotFoundError(2, "gone"), "已不在原处"),
        (OSError(5, "Input/output error"), "系统错误 5"),
        (ValueError("embedded null byte"), "文件名不能用"),
    ],
)
def test_says_in_chinese_why_a_file_was_not_opened(error: Exception, said: str) -> None:
    assert said in not_opened(error)
