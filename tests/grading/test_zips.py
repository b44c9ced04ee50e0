from __future__ import annotations

import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from dabie.grading import zips
from dabie.grading.entry import Entry, Ignored, Source
from dabie.grading.inbox import opened
from dabie.grading.zips import members


def packed(path: Path, files: dict[str, bytes], **options: int) -> Path:
    with zipfile.ZipFile(path, "w", **options) as archive:  # type: ignore[arg-type]
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def entries(path: Path, file: str = "a.zip") -> list[Entry | Ignored]:
    found = members(str(path), file)
    return [opened(one) if isinstance(one, Source) else one for one in found]


def rows(path: Path) -> dict[str, Entry]:
    return {one.file: one for one in entries(path) if isinstance(one, Entry)}


@pytest.fixture
def here(tmp_path: Path) -> Path:
    return tmp_path / "a.zip"


def test_members_go_by_the_zip_s_name_and_their_own_in_order(here: Path) -> None:
    packed(here, {"in/y.ipynb": b"y", "in/x.ipynb": b"x", "in/sub/": b""})
    assert entries(here, "收件/a.zip") == [
        Entry("收件/a.zip/in/x.ipynb", b"x"),
        Entry("收件/a.zip/in/y.ipynb", b"y"),
    ]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("/etc/x.ipynb", "绝对路径"),
        ("../x.ipynb", "上级目录"),
        ("in/../../x.ipynb", "上级目录"),
        ("C:/x.ipynb", "盘符"),
        ("c:x.ipynb", "盘符"),
        ("in\\x.ipynb", "反斜杠"),
        ("..\\x.ipynb", "反斜杠"),
        ("in/x\n.ipynb", "控制字符"),
        ("in.zip", "还有压缩包"),
        ("in.ZIP", "还有压缩包"),
        ("letter.docx", "Office"),
        ("x.ipynb/", "这是文件夹"),
    ],
)
def test_each_unfit_member_is_refused_and_the_others_read(
    here: Path, name: str, reason: str
) -> None:
    packed(here, {name: b"{}", "good.ipynb": b"good"})
    found = rows(here)
    assert len(found) == 2
    assert reason in found[f"a.zip/{name.rstrip('/')}"].refusal
    assert found["a.zip/good.ipynb"].content == b"good"


def test_a_name_with_a_zero_byte_is_unsafe(here: Path) -> None:
    packed(here, {"x_.ipynb": b"{}"})
    here.write_bytes(here.read_bytes().replace(b"x_.ipynb", b"x\0.ipynb"))
    assert "控制字符" in rows(here)["a.zip/x\0.ipynb"].refusal


def test_a_link_in_a_zip_is_refused(here: Path) -> None:
    info = zipfile.ZipInfo("x.ipynb")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(here, "w") as archive:
        archive.writestr(info, "/etc/passwd")
    assert "链接" in rows(here)["a.zip/x.ipynb"].refusal


def test_a_locked_member_is_refused(here: Path) -> None:
    packed(here, {"x.ipynb": b"{}"})
    content = bytearray(here.read_bytes())
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    here.write_bytes(content)
    assert "加了密码" in rows(here)["a.zip/x.ipynb"].refusal


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_uncommon_packing_is_refused(here: Path, method: int) -> None:
    packed(here, {"x.ipynb": b"{}"}, compression=method)
    assert "压缩方式读不了" in rows(here)["a.zip/x.ipynb"].refusal


def test_a_bomb_is_refused_and_the_others_read(here: Path) -> None:
    files = {"bomb.ipynb": b"0" * 3_000_000, "good.ipynb": b"good"}
    packed(here, files, compression=zipfile.ZIP_DEFLATED)
    found = rows(here)
    assert "解压后大得不正常" in found["a.zip/bomb.ipynb"].refusal
    assert found["a.zip/good.ipynb"].content == b"good"


def test_a_bomb_that_lies_about_its_size_is_cut_short(here: Path) -> None:
    packed(here, {"bomb.ipynb": b"0" * 3_000_000}, compression=zipfile.ZIP_DEFLATED)
    content = here.read_bytes().replace(struct.pack("<L", 3_000_000), struct.pack("<L", 2))
    here.write_bytes(content)
    entry = rows(here)["a.zip/bomb.ipynb"]
    assert entry.content is None
    assert "已损坏" in entry.refusal


def test_a_member_beyond_the_size_of_a_file_is_refused(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zips, "FILE_LIMIT", 4)
    packed(here, {"large.ipynb": b"12345", "good.ipynb": b"1234"})
    found = rows(here)
    assert "文件太大" in found["a.zip/large.ipynb"].refusal
    assert found["a.zip/good.ipynb"].content == b"1234"


def test_members_beyond_the_whole_are_refused_each(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zips, "ZIP_TOTAL_LIMIT", 8)
    packed(here, {"1.ipynb": b"12345", "2.ipynb": b"12345", "3.ipynb": b"123"})
    found = rows(here)
    assert [one.content for one in found.values()] == [b"12345", None, b"123"]
    assert "解开后超过" in found["a.zip/2.ipynb"].refusal


def test_too_many_members_are_one_refusal(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zips, "ZIP_MEMBER_LIMIT", 2)
    packed(here, dict.fromkeys(("1.ipynb", "2.ipynb", "3.ipynb"), b"{}"))
    assert "里有 3 个文件，最多 2 个" in rows(here)["a.zip"].refusal


def test_an_endless_table_of_contents_is_one_refusal(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed(here, {f"{n}.ipynb": b"{}" for n in range(100)})
    monkeypatch.setattr(zips, "ZIP_INDEX_LIMIT", 1000)
    assert rows(here).keys() == {"a.zip"}


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_chinese_names_without_encoding_mark_are_read(here: Path, encoding: str) -> None:
    # As Windows' own packer writes them: bytes of the system's code page and no mark.
    name = "城关所/李某.ipynb".encode(encoding)
    packed(here, {"x" * len(name): b"{}"})
    here.write_bytes(here.read_bytes().replace(b"x" * len(name), name))
    assert rows(here).keys() == {"a.zip/城关所/李某.ipynb"}


def test_a_name_of_no_encoding_stays_as_it_was_read(here: Path) -> None:
    packed(here, {"xx.ipynb": b"{}"})
    here.write_bytes(here.read_bytes().replace(b"xx.ipynb", b"\xff\xff.ipynb"))
    assert rows(here).keys() == {"a.zip/\xa0\xa0.ipynb"}


def test_what_the_system_packed_along_is_ignored(here: Path) -> None:
    packed(here, {"__MACOSX/._x.ipynb": b"", ".DS_Store": b"", ".git/": b"", "x.ipynb": b"{}"})
    found = entries(here)
    assert sum(isinstance(one, Ignored) for one in found) == 3
    assert rows(here).keys() == {"a.zip/x.ipynb"}


@pytest.mark.parametrize(
    "content", [b"", b"not a zip", b"PK\x03\x04", b"PK\x05\x06" + b"\xff" * 18]
)
def test_a_broken_zip_is_one_refusal(here: Path, content: bytes) -> None:
    here.write_bytes(content)
    assert "已损坏" in rows(here)["a.zip"].refusal


def test_an_empty_zip_is_one_refusal(here: Path) -> None:
    packed(here, {})
    assert "没有文件" in rows(here)["a.zip"].refusal


def test_a_cut_zip_is_one_refusal(here: Path) -> None:
    packed(here, {"x.ipynb": b"{}", "y.ipynb": b"{}"})
    here.write_bytes(here.read_bytes()[:-30])
    assert "已损坏或不完整" in rows(here)["a.zip"].refusal


def test_one_damaged_member_harms_no_other(here: Path) -> None:
    packed(here, {"bad.ipynb": b"bad content", "good.ipynb": b"good"})
    here.write_bytes(here.read_bytes().replace(b"bad content", b"BAD content"))
    found = rows(here)
    assert "已损坏" in found["a.zip/bad.ipynb"].refusal
    assert found["a.zip/good.ipynb"].content == b"good"


def test_any_single_damage_makes_rows_and_no_error(here: Path) -> None:
    whole = packed(here, {"x.ipynb": b"x" * 50, "y.ipynb": b"y"}).read_bytes()
    for place in range(len(whole)):
        damaged = bytearray(whole)
        damaged[place] ^= 0xFF
        here.write_bytes(damaged)
        assert entries(here)


def test_a_missing_zip_is_refused(here: Path) -> None:
    assert "打不开" in rows(here)["a.zip"].refusal


def test_the_same_name_twice_makes_two_entries(here: Path) -> None:
    with zipfile.ZipFile(here, "w") as archive, pytest.warns(UserWarning):
        archive.writestr("x.ipynb", "1")
        archive.writestr("x.ipynb", "2")
    found = entries(here)
    assert [one.content for one in found if isinstance(one, Entry)] == [b"1", b"2"]


def test_a_comment_is_no_obstacle(here: Path) -> None:
    with zipfile.ZipFile(here, "w") as archive:
        archive.writestr("x.ipynb", "1")
        archive.comment = b"from the bureau"
    assert rows(here)["a.zip/x.ipynb"].content == b"1"
    assert zipfile.is_zipfile(io.BytesIO(here.read_bytes()))


class Unseekable(io.RawIOBase):
    """A stream that cannot go back, so that sizes follow each member instead of preceding it."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb", buffering=0)

    def writable(self) -> bool:
        return True

    def write(self, content: object, /) -> int:
        return self._file.write(content)  # type: ignore[arg-type]

    def close(self) -> None:
        self._file.close()
        super().close()


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_members_whose_sizes_follow_them_are_read(here: Path, method: int) -> None:
    with Unseekable(here) as stream, zipfile.ZipFile(stream, "w", method) as archive:  # type: ignore[arg-type]
        archive.writestr("x.ipynb", b"x" * 5000)
        archive.writestr("y.ipynb", b"y")
    assert b"PK\x07\x08" in here.read_bytes()
    assert [one.content for one in rows(here).values()] == [b"x" * 5000, b"y"]


def test_a_zip_in_the_form_for_large_ones_is_read(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 10)
    packed(here, {"x.ipynb": b"x" * 5000, "y.ipynb": b"y" * 20}, compression=zipfile.ZIP_DEFLATED)
    monkeypatch.undo()
    assert b"PK\x06\x06" in here.read_bytes()
    assert [one.content for one in rows(here).values()] == [b"x" * 5000, b"y" * 20]


@pytest.mark.parametrize("method", [1, 6, 9, 14, 93, 97, 98, 99])
def test_every_packing_but_the_usual_is_refused_unread(here: Path, method: int) -> None:
    content = bytearray(packed(here, {"x.ipynb": b"{}", "y.ipynb": b"{}"}).read_bytes())
    content[content.index(b"PK\x01\x02") + 10] = method
    here.write_bytes(content)
    found = rows(here)
    assert "压缩方式读不了" in found["a.zip/x.ipynb"].refusal
    assert found["a.zip/y.ipynb"].content == b"{}"


def test_a_zip_made_to_run_is_read(here: Path) -> None:
    packed(here, {"x.ipynb": b"{}"})
    here.write_bytes(b"#!/bin/sh\nexit\n" + here.read_bytes())
    assert rows(here)["a.zip/x.ipynb"].content == b"{}"


def test_members_that_share_their_bytes_count_each(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # https://www.bamsoftware.com/hacks/zipbomb/: many entries, one packed piece.
    content = packed(here, {"a.ipynb": b"x" * 90, "b.ipynb": b"x" * 90}).read_bytes()
    second = content.index(b"PK\x01\x02", content.index(b"PK\x01\x02") + 1)
    offset = struct.pack("<L", 0)
    here.write_bytes(content[: second + 42] + offset + content[second + 46 :])
    monkeypatch.setattr(zips, "ZIP_TOTAL_LIMIT", 100)
    found = rows(here)
    assert found["a.zip/a.ipynb"].content == b"x" * 90
    assert "解开后超过" in found["a.zip/b.ipynb"].refusal


@pytest.mark.parametrize("claimed", [0, 1, 49, 51, 70_000])
@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_member_that_lies_about_its_size_is_refused(
    here: Path, method: int, claimed: int
) -> None:
    content = bytearray(packed(here, {"x.ipynb": b"ab" * 25}, compression=method).read_bytes())
    struct.pack_into("<L", content, content.index(b"PK\x01\x02") + 24, claimed)
    here.write_bytes(content)
    assert "已损坏" in rows(here)["a.zip/x.ipynb"].refusal


def test_a_zip_that_changed_since_it_was_listed_is_refused(here: Path) -> None:
    packed(here, {"x.ipynb": b"ab" * 25})
    listed = [one for one in members(str(here), "a.zip") if isinstance(one, Source)]
    packed(here, {"longer-name.ipynb": b"cd" * 25})
    assert "已损坏" in opened(listed[0]).refusal
    here.unlink()
    assert "已不在原处" in opened(listed[0]).refusal
