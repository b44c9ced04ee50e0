"""A literal may come from anybody: what is wrong with it is said in Chinese, and nothing else happens."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest

from dabie.notebooks import open_exercise
from dabie.notebooks.content import LITERAL_LIMIT, NotebookError, read_content
from dabie.notebooks.generate import encode


def literal(text: str | bytes) -> str:
    return base64.b64encode(text.encode() if isinstance(text, str) else text).decode()


def test_what_was_written_is_read(practice: dict[str, Any], assessment: dict[str, Any]) -> None:
    for content in (practice, assessment):
        assert read_content(encode(content)) == content


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("", "不完整"),
        ("e30", "不完整"),
        ("not base64!", "不完整"),
        ("𝟘𝟘𝟘𝟘", "不完整"),
        (literal(b"\xff\xfe"), "不完整"),
        (literal("{"), "不完整"),
        (literal("[]"), "不完整"),
        (literal("null"), "不完整"),
        (literal('{"a": NaN}'), "不完整"),
        (literal('{"a": "\\ud800"}'), "不完整"),
        (literal("[" * 100_000), "不完整"),
        (literal('{"a":' + "9" * 5000 + "}"), "不完整"),
        ("A" * 10_000_000, "太大"),
        ("A" * (LITERAL_LIMIT + 4), "太大"),
        (literal("{}"), "缺少 course"),
        (None, "不是文字"),
        (b"e30=", "不是文字"),
    ],
    ids=lambda value: str(value)[:12],
)
def test_what_is_no_exercise_is_refused(given: Any, said: str) -> None:
    with pytest.raises(NotebookError, match=said) as caught:
        open_exercise(given)
    # In a notebook, the sentence stands alone: no traceback full of English.
    assert caught.value._render_traceback_() == [str(caught.value)]
    assert str(caught.value).endswith("接着答。")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda one: one.pop("items"), "1 到 500 道题"),
        (lambda one: one.update(items=[]), "1 到 500 道题"),
        (lambda one: one.update(items={}), "1 到 500 道题"),
        (lambda one: one.update(items=one["items"] * 100), "1 到 500 道题"),
        (lambda one: one["items"].append("x"), "第 8 题写得不对"),
        (lambda one: one["items"].append(one["items"][0]), "同一个编号"),
        (lambda one: one["items"][0].update(id=["county"]), "第 1 题写得不对"),
        (lambda one: one["items"][0].update(kind="quiz"), "第 1 题写得不对"),
        (lambda one: one["items"][0].update(kind=[]), "第 1 题写得不对"),
        (lambda one: one["items"][0].update(prompt=None), "第 1 题写得不对"),
        (lambda one: one["items"][0].update(max_score="1"), "第 1 题写得不对"),
        (lambda one: one["items"][0].update(max_score=True), "第 1 题写得不对"),
        (lambda one: one["items"][0].update(max_score=-1), "第 1 题写得不对"),
        (lambda one: one["items"][0].update(max_score=10**400), "第 1 题写得不对"),
        (lambda one: one.update(title=5), "缺少 title"),
        (lambda one: one.update(mode="exam"), "自测还是测评"),
        (lambda one: one.update(points="many"), "总分"),
    ],
)
def test_what_is_wrong_with_an_exercise_is_said(
    practice: dict[str, Any], change: Callable[[dict[str, Any]], object], said: str
) -> None:
    content = json.loads(json.dumps(practice))
    change(content)
    with pytest.raises(NotebookError, match=said):
        read_content(encode(content))
