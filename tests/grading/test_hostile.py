"""Hostile and broken files, each by name with the reason it must get; none harms another."""

from __future__ import annotations

import csv
import io
import json
import os
import socket
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dabie.core.items import Course
from dabie.grading import current_revisions, grade, limits
from dabie.grading.batch import grade_entry, number_attempts
from dabie.grading.entry import Entry
from dabie.grading.feedback import pages
from dabie.grading.results import results_csv

Record = Callable[..., dict[str, Any]]
Packed = Callable[[object], bytes]

# Content of a file, the name it comes under, and what its reason must say.
FILES: dict[str, tuple[bytes, str]] = {
    "empty.ipynb": (b"", "文件是空的"),
    "blank.ipynb": (b" \r\n\t", "文件是空的"),
    "zeros.ipynb": (b"\0" * 4096, "文件是空的"),
    "bom-alone.txt": (b"\xef\xbb\xbf", "文件是空的"),
    "truncated.ipynb": (b'{"cells": [], "metadata": {"dab', "在第 31 字节处断了；请本人重新发送"),
    "truncated-in-a-character.ipynb": (b'{"a": "\xe6\x9d', "在第 9 字节处断了"),
    "truncated-utf-16.ipynb": ('{"a": "李'.encode("utf-16")[:-1], "断了"),
    "prose.ipynb": ("学习感悟".encode(), "读不懂（第 1 行第 1 列）"),
    "damaged.ipynb": (b'{"a": "\xff\xff"}', "文件已损坏：第 8 字节"),
    "damaged.txt": (b'{"a": "\xff\xff"}', "认不出文字编码"),
    "word.ipynb": (b"PK\x03\x04\x14\x00\x06", "压缩包或 Office 文档"),
    "old-word.ipynb": (b"\xd0\xcf\x11\xe0\xa1\xb1", "旧版 Office 文档"),
    "pdf.txt": (b"%PDF-1.7", "内容是 PDF 文档"),
    "gzip.json": (b"\x1f\x8b\x08", "压缩文件"),
    "photo.ipynb": (b"\x89PNG\r\n", "内容是图片"),
    "web-page.ipynb": (b"<!doctype html><title>404", "内容是网页"),
    "list.ipynb": (b"[1, 2]", "只有一份数据"),
    "number.json": (b"12", "只有一份数据"),
    "null.json": (b"null", "只有一份数据"),
    "no-notebook.ipynb": (b'{"a": 1}', "不是练习本"),
    "empty-object.ipynb": (b"{}", "不是练习本"),
    "other-notebook.ipynb": (
        b'{"cells": [], "metadata": {}, "nbformat": 4}',
        "不是本课程的练习本",
    ),
    "metadata-is-a-list.ipynb": (b'{"cells": [], "metadata": []}', "不是本课程的练习本"),
    "metadata-is-null.ipynb": (b'{"nbformat": 4, "metadata": null}', "不是本课程的练习本"),
    "nested.ipynb": (b"[" * 100_000, "嵌套太深"),
    "nested-and-closed.ipynb": (b"[" * 100_000 + b"]" * 100_000, "嵌套太深"),
    "nested-objects.ipynb": (b'{"a":' * 100_000, "嵌套太深"),
    "nested-record.ipynb": (
        b'{"metadata": {"dabie": ' + b"[" * 100_000 + b"]" * 100_000 + b"}}",
        "嵌套太深",
    ),
    "nested.txt": ("看：".encode() + b'{"dabie":' + b"[" * 100_000, "嵌套太深"),
    "conflict.ipynb": (b'{\n<<<<<<< HEAD\n "a": 1\n', "读不懂（第 2 行"),
    "conflict-in-the-record.ipynb": (
        b'{"metadata": {"dabie": {\n<<<<<<< HEAD\n"format": 1\n=======\n"format": 1\n>>>>>>> b\n}}}',
        "读不懂（第 2 行",
    ),
    "trailing-comma.ipynb": (
        b'{"metadata": {"dabie": {"format": 1,}}}',
        "读不懂（第 1 行",
    ),
    "single-quotes.ipynb": (b"{'metadata': {'dabie': {'format': 1}}}", "读不懂"),
    "comment.ipynb": (b'{"metadata": {} // mine\n}', "读不懂"),
    "curly-quotes.txt": ("{“dabie”: {“format”: 1}}".encode(), "引号被改成了"),
    "rich-text.txt": (b"{\\rtf1\\ansi dabie}", "没有找到作答记录"),
    "download.ipynb.crdownload": (b'{"cells": [', "不是交卷文件"),
    "half-uploaded.ipynb": (b'{"cells": [], "metadata": {"da' + b"\0" * 4096, "在第 30 字节处断了"),
    "two-notebooks.ipynb": (b'{"nbformat": 4}{"nbformat": 4}', "读不懂"),
    "only-a-cell.json": (b'{"cell_type": "code", "source": "1/0"}', "不是练习本"),
    "record-is-text.ipynb": (b'{"metadata": {"dabie": "{}"}}', "格式不对"),
    "record-is-a-list.ipynb": (b'{"metadata": {"dabie": []}}', "格式不对"),
    "record-is-null.ipynb": (b'{"metadata": {"dabie": null}}', "格式不对"),
    "record-is-a-number.json": (b'{"dabie": 1e999}', "格式不对"),
    "trailing.ipynb": (b'{"metadata": {"dabie": {}}} {}', "读不懂"),
    "letter.docx": (b"PK\x03\x04", "Office 或 PDF 文档"),
    "screen.JPG": (b"\xff\xd8\xff", "是图片"),
    "all.rar": (b"Rar!", "请解压后再评"),
    "no-suffix": (b"{}", "不是交卷文件；请对方交 .ipynb 或 .txt"),
    "page.html": (b"<html>", "不是交卷文件"),
}
# Changes to a good record, and what the reason must say.
RECORDS: dict[str, tuple[dict[str, Any], str]] = {
    "format-2": ({"format": 2}, "格式版本是 2"),
    "format-true": ({"format": True}, "格式版本"),
    "format-text": ({"format": "1"}, "格式版本"),
    "format-float": ({"format": 1.0}, "格式版本"),
    "format-huge": ({"format": 10**400}, "格式版本"),
    "format-nan": ({"format": float("nan")}, "格式版本"),
    "format-surrogate": ({"format": "\ud800"}, "格式版本"),
    "format-missing": ({"format": None}, "格式版本"),
    "other-course": ({"course": "other"}, "另一门课程的交卷：'other'"),
    "course-is-a-list": ({"course": ["small"]}, "另一门课程"),
    "unknown-exercise": ({"exercise": "people-line"}, "没有练习“people-line”"),
    "exercise-of-1-mb": ({"exercise": "x" * 1_000_000}, "……”"),
    "exercise-is-a-path": ({"exercise": "../../etc/passwd"}, "没有练习"),
    "exercise-proto": ({"exercise": "__proto__"}, "没有练习"),
    "exercise-is-a-number": ({"exercise": 1}, "哪个练习"),
    "responses-is-a-list": ({"responses": []}, "答案格式"),
    "learner-is-a-list": ({"learner": []}, "学员信息"),
    "learner-id-is-a-number": ({"learner": {"id": 80213}}, "学员编号应当是文字"),
    "learner-id-of-1-mb": ({"learner": {"id": "8" * 1_000_000}}, "学员编号太长"),
}
# Odd, but gradable: what the reason must say, and no refusal.
ODD: dict[str, tuple[dict[str, Any], str]] = {
    "year-1": ({"saved_at": "0001-01-01T00:00:00+14:00"}, "保存时间"),
    "year-9999": ({"saved_at": "9999-12-31T23:59:59-12:00"}, "保存时间"),
    "year-9999-utc": ({"saved_at": "9999-12-31T23:59:59Z"}, ""),
    "time-is-a-number": ({"saved_at": 5}, "保存时间"),
    "time-surrogate": ({"saved_at": "\ud800"}, "保存时间"),
    "revision-missing": ({"revision": None}, "没有写明题目版本"),
    "revision-other": ({"revision": "sha256:0"}, "与现在的版本不同"),
    "unknown-item": ({"responses": {"nope": 1}}, "nope：本练习没有这道题"),
    "proto": ({"responses": {"__proto__": {"single": ["taihu"]}}}, "__proto__：本练习没有这道题"),
    "many-items": ({"responses": {f"i{n}": n for n in range(100_000)}}, "另有 99,980 处"),
    "surrogates": ({"responses": {"essay": "\ud800", "\udfff": 1}}, "⟨U+DFFF⟩：本练习没有"),
    "nan": ({"responses": {"count": float("nan")}}, "count：这里应当是文字"),
    "huge-number": ({"responses": {"count": "@huge@"}}, "count：这里应当是文字"),
    "long-number": ({"responses": {"count": "9" * 5000}}, "count：这里要填阿拉伯数字"),
    "huge-exponent": ({"responses": {"count": "1e999999"}}, ""),
    "wrong-kinds": (
        {"responses": {"single": {"a": []}, "several": "a", "order": [["x"]], "gap": {"1": {}}}},
        "several：这一题的答案应当是一列选项",
    ),
    "essay-too-long": ({"responses": {"essay": "长" * 20_001}}, "文字太长：20001 字"),
    "learner-null": ({"learner": None}, "没有填编号"),
    "learner-bidi": ({"learner": {"id": "\u202e080213"}}, ""),
    "response-null": ({"responses": {"single": None, "gap": {}}}, ""),
    "option-twice": ({"responses": {"several": ["a", "a"]}}, "several：同一个选项出现了两次"),
    "option-of-another-item": ({"responses": {"single": ["x"]}}, "single：没有这个选项：x"),
    "order-too-short": ({"responses": {"order": ["x"]}}, "order：排序要把每一项都排进去"),
    "responses-nested": (
        {"responses": {"single": [[[[["taihu"]]]]]}},
        "single：没有这个选项：列表",
    ),
    "blank-of-1-mb": ({"responses": {"gap": {"1": "八" * 1_000_000}}}, "gap：文字太长：1000000 字"),
    "more-fields": ({"score": 100, "graded_by": "me"}, ""),
}


def test_the_corpus_is_as_large_as_promised() -> None:
    assert len(FILES) + len(RECORDS) + len(ODD) >= 90


def lines(content: bytes) -> dict[str, list[str]]:
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    return {row[0]: row for row in rows[1:]}


def only(course: Course, revisions: dict[str, str], name: str, content: bytes) -> list[str]:
    results = number_attempts([grade_entry(course, revisions, Entry(name, content))])
    rows = lines(results_csv(course, results))
    assert len(rows) == 1
    return next(iter(rows.values()))


@pytest.mark.parametrize("name", FILES)
def test_each_broken_file_is_refused_with_its_reason(
    course: Course, tmp_path: Path, name: str
) -> None:
    content, reason = FILES[name]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_bytes(content)
    summary = grade(course, [tmp_path / "in"], tmp_path / "out")
    row = lines((tmp_path / "out" / "results.csv").read_bytes())[name]
    assert summary.exit_status == 1
    assert row[5] == "refused"
    assert reason in row[10]
    assert not any(row[6:10] + row[11:])


@pytest.mark.parametrize("name", RECORDS)
def test_each_broken_record_is_refused_with_its_reason(
    course: Course, revisions: dict[str, str], record: Record, name: str
) -> None:
    change, reason = RECORDS[name]
    content = json.dumps({"metadata": {"dabie": record(**change)}}).encode()
    row = only(course, revisions, f"{name}.ipynb", content)
    assert row[5] == "refused"
    assert reason in row[10]
    assert len(row[10]) < 300


@pytest.mark.parametrize("name", ODD)
def test_each_odd_record_is_graded_with_its_note(
    course: Course,
    revisions: dict[str, str],
    record: Record,
    cite: Callable[[str], str],
    name: str,
) -> None:
    change, note = ODD[name]
    content = json.dumps({"metadata": {"dabie": record(**change)}}).encode()
    # Python itself would not write such a number.
    content = content.replace(b'"@huge@"', b"9" * 5000)
    row = only(course, revisions, f"{name}.ipynb", content)
    assert row[5] in ("graded", "needs-review")
    assert note in row[10]
    assert len(row[10]) < 2000
    results = number_attempts([grade_entry(course, revisions, Entry("x.ipynb", content))])
    assert len(list(pages(course, results, cite))) == 1


@pytest.mark.parametrize("name", ["single", "order", "names", "gap", "count", "essay"])
def test_what_was_answered_to_a_void_item_harms_nobody(
    course: Course, record: Record, cite: Callable[[str], str], name: str
) -> None:
    practice, *others = course.exercises
    items = [replace(one, void="题面有误") if one.id == name else one for one in practice.items]
    course = replace(course, exercises=(replace(practice, items=tuple(items)), *others))
    revisions = current_revisions(course, cite)
    deep: list[Any] = []
    for _ in range(300):
        deep = [deep]
    for odd in (10**30, [-(10**30)], [{}], {"1": [2]}, {"\ud800": 1}, deep, "\ud800", 1.5, True):
        sent = json.dumps({"metadata": {"dabie": record({name: odd})}}).encode()
        results = number_attempts([grade_entry(course, revisions, Entry("x.ipynb", sent))])
        assert (results[0].outcomes[name].state, dict(results[0].refused)) == ("void", {})
        assert len(list(pages(course, results, cite))) == 1


def test_duplicate_keys_are_read_as_every_parser_reads_them(
    course: Course, revisions: dict[str, str], record: Record, packed: Packed
) -> None:
    content = packed(record()).replace(b'"format": 1', b'"format": 9, "format": 1')
    assert only(course, revisions, "x.ipynb", content)[5] == "graded"


def test_too_large_is_refused_unread(
    course: Course, tmp_path: Path, record: Record, packed: Packed
) -> None:
    inbox = tmp_path / "in"
    inbox.mkdir()
    with (inbox / "large.ipynb").open("wb") as file:
        file.truncate(limits.FILE_LIMIT + 1)
    (inbox / "good.ipynb").write_bytes(packed(record()))
    grade(course, [inbox], tmp_path / "out")
    rows = lines((tmp_path / "out" / "results.csv").read_bytes())
    assert "文件太大：65 MB，最多 64 MB" in rows["large.ipynb"][10]
    assert rows["good.ipynb"][5] == "graded"


@pytest.mark.parametrize("kind", ["link", "broken-link", "folder-link", "pipe", "socket", "loop"])
def test_links_and_special_files_are_not_opened(
    course: Course, tmp_path: Path, record: Record, packed: Packed, kind: str
) -> None:
    secret = tmp_path / "elsewhere"
    secret.mkdir()
    (secret / "secret.ipynb").write_bytes(packed(record(learner_id="secret")))
    inbox = tmp_path / "in"
    inbox.mkdir()
    odd = inbox / "odd.ipynb"
    match kind:
        case "link":
            odd.symlink_to(secret / "secret.ipynb")
        case "broken-link":
            odd.symlink_to(secret / "nothing")
        case "folder-link":
            odd.symlink_to(secret)
        case "loop":
            odd.symlink_to(odd)
        case "pipe":
            os.mkfifo(odd)
        case "socket":
            with socket.socket(socket.AF_UNIX) as listener:
                here = Path.cwd()
                os.chdir(inbox)  # the address of a socket may not be longer than 107 bytes
                listener.bind("odd.ipynb")
                os.chdir(here)
    (inbox / "good.ipynb").write_bytes(packed(record()))
    grade(course, [inbox], tmp_path / "out")
    rows = lines((tmp_path / "out" / "results.csv").read_bytes())
    assert rows.keys() == {"odd.ipynb", "good.ipynb"}
    assert "没有打开" in rows["odd.ipynb"][10]
    assert rows["good.ipynb"][5] == "graded"


def test_a_folder_named_like_a_submission_is_refused_and_what_it_holds_graded(
    course: Course, tmp_path: Path, record: Record, packed: Packed
) -> None:
    folder = tmp_path / "in" / "x.ipynb"
    folder.mkdir(parents=True)
    (folder / "x.ipynb").write_bytes(packed(record()))
    grade(course, [tmp_path / "in"], tmp_path / "out")
    rows = lines((tmp_path / "out" / "results.csv").read_bytes())
    assert rows.keys() == {"x.ipynb", "x.ipynb/x.ipynb"}
    assert "这是文件夹" in rows["x.ipynb"][10]
    assert rows["x.ipynb/x.ipynb"][5] == "graded"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
SLOW = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=200,
    deadline=None,
)


@SLOW
@given(content=st.binary(max_size=400), suffix=st.sampled_from([".ipynb", ".txt", ".json"]))
def test_any_bytes_make_a_row(
    course: Course, revisions: dict[str, str], content: bytes, suffix: str
) -> None:
    assert only(course, revisions, f"x{suffix}", content)[5] == "refused"


@SLOW
@given(cut=st.integers(0, 2000), flip=st.integers(0, 2000), byte=st.integers(0, 255))
@pytest.mark.parametrize("suffix", [".ipynb", ".txt"])
def test_any_damage_makes_a_row(
    course: Course,
    revisions: dict[str, str],
    record: Record,
    packed: Packed,
    suffix: str,
    cut: int,
    flip: int,
    byte: int,
) -> None:
    content = bytearray(packed(record({"essay": "写" * 40})))
    content[flip % len(content)] = byte
    row = only(course, revisions, f"x{suffix}", bytes(content[: 40 + cut]))
    assert row[5] in ("graded", "needs-review", "refused")
    assert (row[5] != "refused") or row[10]


@SLOW
@given(content=JSON)
def test_any_json_as_record_is_graded_or_refused(
    course: Course, revisions: dict[str, str], content: object
) -> None:
    sent = json.dumps({"metadata": {"dabie": content}}).encode()
    assert only(course, revisions, "x.ipynb", sent)[5] == "refused"


@SLOW
@given(
    change=st.dictionaries(
        st.sampled_from(["format", "course", "exercise", "revision", "learner", "saved_at"])
        | st.text(max_size=3),
        JSON,
        max_size=2,
    ),
    responses=st.dictionaries(
        st.sampled_from(["single", "several", "order", "names", "gap", "count", "essay"])
        | st.text(max_size=3),
        JSON
        | st.lists(st.sampled_from(["a", "b", "c", "d", "x", "y", "z", "taihu"]), max_size=4)
        | st.dictionaries(
            st.sampled_from(["one", "two", "1", "2"]), st.sampled_from(["macheng", "8"]) | JSON
        ),
    ),
    learner=st.fixed_dictionaries(
        {}, optional={"id": st.text(max_size=9), "name": st.text(max_size=9), "unit": JSON}
    ),
)
def test_any_change_to_a_record_is_graded_or_refused_and_can_be_shown(
    course: Course,
    revisions: dict[str, str],
    record: Record,
    cite: Callable[[str], str],
    change: dict[str, Any],
    responses: dict[str, Any],
    learner: dict[str, Any],
) -> None:
    content = record(responses, learner=learner) | change
    sent = json.dumps({"metadata": {"dabie": content}}).encode()
    results = number_attempts([grade_entry(course, revisions, Entry("x.ipynb", sent))])
    row = next(iter(lines(results_csv(course, results)).values()))
    assert row[5] in ("graded", "needs-review", "refused")
    shown = list(pages(course, results, cite))
    assert len(shown) == (row[5] != "refused")
    if row[5] != "refused":
        assert 0 <= float(row[6]) <= float(row[7])
