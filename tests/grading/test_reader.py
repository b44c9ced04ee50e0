from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from dabie.core.errors import SubmissionError
from dabie.grading import encoding, reader
from dabie.grading.reader import read

Record = Callable[..., dict[str, Any]]
Packed = Callable[[object], bytes]


def text_form(content: object) -> str:
    return json.dumps({"dabie": content}, ensure_ascii=False, separators=(",", ":"))


def test_reads_a_notebook_and_skips_all_but_the_record(record: Record, packed: Packed) -> None:
    submission = read(packed(record()), suffix=".ipynb", course="small")
    assert submission.learner.name == "李某"
    assert submission.notes == ()


def test_reads_bad_utf_8_outside_the_record(record: Record, packed: Packed) -> None:
    content = packed(record()).replace(b'"1/0"', b'"\xff\xfe"')
    assert read(content, suffix=".ipynb", course="small").responses


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("suffix", [".ipynb", ".txt", ".json"])
def test_reads_every_unicode_encoding(record: Record, encoding: str, suffix: str) -> None:
    content = text_form(record()).encode(encoding)
    assert read(content, suffix=suffix, course="small").learner.name == "李某"


def test_reads_nbformat_3(record: Record) -> None:
    old = {"metadata": {"name": "", "dabie": record()}, "nbformat": 3, "worksheets": []}
    content = json.dumps(old).encode()
    assert read(content, suffix=".ipynb", course="small").exercise == "practice"


def test_reads_python_s_nan_in_an_output(record: Record, packed: Packed) -> None:
    content = packed(record()).replace(b'"1/0"', b"[NaN, Infinity, 1e999, -1]")
    assert read(content, suffix=".ipynb", course="small").responses


def test_reads_text_that_a_mailer_wrapped(record: Record, perfect: dict[str, Any]) -> None:
    text = text_form(record())
    wrapped = "\r\n".join(text[start : start + 20] for start in range(0, len(text), 20))
    mail = f"您好 {{警号}}，\n交卷如下：\n{wrapped}\n--\n李某 {{城关}}\n"
    submission = read(mail.encode(), suffix=".txt", course="small")
    assert submission.responses == perfect
    assert submission.learner.unit == "城关派出所"
    assert submission.notes == ("文本前后的话或中间的换行已去掉",)


def test_reads_text_wrapped_inside_its_first_word(record: Record) -> None:
    wrapped = text_form(record()).replace('"dabie"', '"da\nbie"', 1)
    assert read(wrapped.encode(), suffix=".json", course="small").responses


def test_reads_a_whole_notebook_pasted_as_wrapped_text(record: Record, packed: Packed) -> None:
    text = packed(record()).decode()
    wrapped = "\n".join(text[start : start + 70] for start in range(0, len(text), 70))
    assert read(f"> \n{wrapped}".encode(), suffix=".txt", course="small").responses


def test_reads_gbk_text_from_an_old_editor(record: Record) -> None:
    submission = read(text_form(record()).encode("gb18030"), suffix=".txt", course="small")
    assert submission.learner.name == "李某"
    assert "GBK" in submission.notes[0]


def test_notes_a_second_hand_in_in_the_same_text(record: Record) -> None:
    two = f"新：{text_form(record())} 旧：{text_form(record(at='2026-01-01'))}"
    submission = read(two.encode(), suffix=".txt", course="small")
    assert submission.saved_at is not None
    assert submission.saved_at.month == 11
    assert "不止一份" in submission.notes[1]


def test_drops_the_zero_bytes_of_an_interrupted_copy(record: Record, packed: Packed) -> None:
    content = packed(record())
    assert read(content + b"\0" * 512, suffix=".ipynb", course="small").responses
    with pytest.raises(SubmissionError, match=r"第 200 字节"):
        read(content[:200] + b"\0" * 512, suffix=".ipynb", course="small")


def test_names_nobody_when_nobody_is_named(record: Record, packed: Packed) -> None:
    content = record()
    del content["learner"]
    submission = read(packed(content), suffix=".ipynb", course="small")
    assert "没有填编号" in submission.notes[0]


def test_every_truncation_of_a_notebook_is_refused_as_one(record: Record, packed: Packed) -> None:
    content = packed(record())
    for end in range(1, len(content)):
        with pytest.raises(SubmissionError, match=f"在第 {end:,} 字节处断了"):
            read(content[:end], suffix=".ipynb", course="small")


def test_every_truncation_of_a_text_is_refused(record: Record) -> None:
    content = f"看：{text_form(record())}".encode()
    for end in range(1, len(content)):
        with pytest.raises(SubmissionError, match="断了|没有找到作答记录"):
            read(content[:end], suffix=".txt", course="small")


def test_names_the_byte_with_thousands_separated(record: Record, packed: Packed) -> None:
    content = packed(record({"essay": "长" * 10_000}))[:20_113]
    with pytest.raises(
        SubmissionError, match=r"^文件不完整，在第 20,113 字节处断了；请本人重新发送$"
    ):
        read(content, suffix=".ipynb", course="small")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("“你好”", "没有找到作答记录"),
        ("{“dabie”: {“format”: 1}}", "引号被改成了"),
        ('{"dabie": {"format": 1 "course"', "文本被改动过，第 1 行"),
        ('好的\n{"dabie": {\n"format": 1,\n"course" = "small"}}\n', "文本被改动过，第 4 行"),
        ('收到：{"dabie": {"format": 1, "cour', "文本不完整，在第 38 字节处断了"),
    ],
)
def test_says_what_happened_to_a_text(text: str, reason: str) -> None:
    with pytest.raises(SubmissionError, match=reason):
        read(text.encode(), suffix=".txt", course="small")


@pytest.mark.parametrize("start", [b'{"cells": [', b'{"cells": [NaN, "'])
def test_large_files_are_not_read_twice(monkeypatch: pytest.MonkeyPatch, start: bytes) -> None:
    monkeypatch.setattr(reader, "TOLERANT_LIMIT", 20)
    reason = "断了" if b"NaN" not in start else "读不懂"
    with pytest.raises(SubmissionError, match=reason):
        read(start + b" " * 20, suffix=".ipynb", course="small")


def test_bytes_of_no_encoding_at_all() -> None:
    with pytest.raises(SubmissionError, match="认不出文字编码"):
        encoding.to_text(b'{"a": "\xff\xff\xff"}', legacy=True)
