from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from dabie.core.items import Course
from dabie.grading import current_revisions
from dabie.grading.batch import grade_entry, number_attempts
from dabie.grading.entry import Entry
from dabie.grading.feedback import Page, page_name, pages
from dabie.grading.section import percent, points

Record = Callable[..., dict[str, Any]]
Show = Callable[..., list[Page]]
WRONG = {"secret-choice": ["wrong"], "secret-gap": {"1": "别处"}}
CLOSE = {"secret-choice": ["canary-key"], "secret-order": ["s1", "s2"]}


@pytest.fixture
def show(course: Course, packed: Callable[[object], bytes], cite: Callable[[str], str]) -> Show:
    def make(*records: dict[str, Any], course: Course = course) -> list[Page]:
        revisions = current_revisions(course, cite)
        entries = [Entry(f"{n}.ipynb", packed(one)) for n, one in enumerate(records)]
        results = number_attempts(grade_entry(course, revisions, one) for one in entries)
        return list(pages(course, results, cite))

    return make


@pytest.fixture
def released(
    write_course: Callable[..., Course], show: Show, record: Record, tmp_path: Path
) -> Callable[[str, dict[str, Any]], str]:
    """The page of one who handed in the assessment, released so."""

    def make(release: str, responses: dict[str, Any]) -> str:
        changed = f"""
title = "测一测"
mode = "assessment"
chapter = "final"
items = ["secret-choice", "secret-gap", "secret-order"]
release = "{release}"
"""
        course = write_course(tmp_path, {"final/exercise.toml": changed})
        (page,) = show(record(responses, exercise="final"), course=course)
        return page.content.decode()

    return make


class Links(HTMLParser):
    """Collects whatever a page could load, run or lead to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.targets: list[str] = []
        self.handlers: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name in ("src", "href", "xlink:href", "action", "srcset", "poster", "data"):
                self.targets.append(value or "")
            if name.startswith("on") or name == "style":
                self.handlers.append(name)


def test_practice_shows_everything(show: Show, record: Record) -> None:
    (page,) = show(record({"several": ["a", "b", "d"], "essay": "据文章\n第二行"}))
    html = page.content.decode()
    for expected in (
        "部分对",
        "选对 2 项，漏选 1 项，多选 1 项",
        "口径不明。",
        "三处都记。",
        "应当选",
        "有出处的才能写。",
        "《出处 shi1》",
        "据文章\n第二行",
        "待评阅",
        "评分标准",
        "先看这两处",
        "另有 2 分待评阅",
        "1 题已判，1 题待人评阅，5 题未作答。",
        "未经核验",
    ):
        assert expected in html


def test_all_right_has_no_weak_objective(released: Callable[..., str]) -> None:
    right = {"secret-choice": ["canary-other", "canary-key"], "secret-order": ["s1", "s2"]}
    assert "先看这一处" in released("items", right)
    html = released("items", right | {"secret-gap": {"1": "canary-answer"}})
    assert "先看这" not in html
    assert "得分率 100%" in html


def test_the_score_alone_is_the_first_block_alone(released: Callable[..., str]) -> None:
    html = released("score", CLOSE)
    assert "<strong>1.5</strong>" in html
    assert "这次测评只公布总分。" in html
    for hidden in ("逐题", "先看", "CANARY", "canary", "哪些是对的", "部分对", "《出处"):
        assert hidden not in html


@pytest.mark.parametrize("release", ["score", "items"])
@pytest.mark.parametrize("responses", [WRONG, {}, {"secret-choice": 5, "secret-order": ["s1"]}])
def test_no_canary_where_the_key_is_not_released(
    released: Callable[..., str], release: str, responses: dict[str, Any]
) -> None:
    html = released(release, responses)
    assert "CANARY" not in html.replace("CANARY-ORDER-1" if "s1" in str(responses) else "\0", "")
    assert "canary" not in html
    assert "应当选" not in html
    assert "应当是：" not in html


def test_items_show_state_score_and_own_answer_only(released: Callable[..., str]) -> None:
    html = released("items", CLOSE)
    assert "部分对" in html
    assert "0.5 / 1 分" in html
    assert "CANARY-OPTION-1" in html  # picked by the learner
    for hidden in (
        "CANARY-OPTION-2",
        "CANARY-FEEDBACK",
        "CANARY-EXPLANATION",
        "CANARY-ANSWER",
        "选对",
        "你选的，",
        "应当",
        "《出处",
        'class="missed"',
    ):
        assert hidden not in html


def test_a_released_key_shows_everything(released: Callable[..., str]) -> None:
    html = released("key", WRONG)
    for expected in ("CANARY-FEEDBACK", "CANARY-EXPLANATION", "CANARY-ANSWER", "CANARY-ORDER-1"):
        assert expected in html


def test_a_malformed_answer_says_so(show: Show, record: Record) -> None:
    (page,) = show(record({"single": ["<b>nope"]}))
    assert "没有计分：没有这个选项：&lt;b&gt;nope。" in page.content.decode()
    assert "1 题格式不对，没有计分" in page.content.decode()


def test_the_policy_allows_this_style_sheet_and_nothing_else(show: Show, record: Record) -> None:
    html = show(record())[0].content.decode()
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert f'<meta http-equiv="Content-Security-Policy" content="{policy}">' in html
    assert html.index("Content-Security-Policy") < html.index("<style>")
    assert not re.search(r"url\(|@import|https?:", html.replace("http-equiv", ""))


def test_nothing_a_learner_wrote_becomes_markup(show: Show, record: Record) -> None:
    attack = '"><script src=//evil.example/x.js></script><img src=x onerror=alert(1)>{{7*7}}'
    learner = {"id": attack, "name": attack, "unit": attack}
    responses = {"essay": attack, "gap": {"1": attack, "2": attack}, "single": [attack]}
    (page,) = show(record(responses, learner=learner))
    html = page.content.decode()
    found = Links(html)
    assert not {"script", "img", "iframe", "object", "form", "base", "link"} & set(found.tags)
    assert not found.handlers
    assert all(target.startswith("#") for target in found.targets)
    assert "&lt;script" in html
    assert "{{7*7}}" in html
    assert re.fullmatch(r"[a-z0-9-]+\.html", page.name)


def test_links_in_a_prompt_become_their_text(show: Show, record: Record) -> None:
    html = show(record())[0].content.decode()
    assert "会址<strong>当时</strong>属于哪个县？" in html
    assert "example.org" not in html


def test_hidden_characters_are_shown(show: Show, record: Record) -> None:
    learner = {"id": "1", "name": "李\u202e某", "unit": "\u2066"}
    (page,) = show(record({"essay": "a\u200bb\nc"}, learner=learner))
    html = page.content.decode()
    assert "李⟨U+202E⟩某" in html
    assert "⟨U+2066⟩" in html
    assert "a⟨U+200B⟩b\nc" in html


def test_one_page_per_learner_with_the_attempts_that_count(show: Show, record: Record) -> None:
    old = record({}, at="2026-01-01")
    found = show(record(), old, record(WRONG, exercise="final"), record(learner_id="2"))
    assert [page.files for page in found] == [("0.ipynb", "2.ipynb"), ("3.ipynb",)]
    html = found[0].content.decode()
    assert html.index("练一练") < html.index("测一测")
    assert "第 2 次交卷 · 2026年11月23日 08:00（北京时间）" in html


def test_without_id_each_file_has_its_page(show: Show, record: Record) -> None:
    found = show(record(learner_id=None), record({}, learner_id=None))
    assert len({page.name for page in found}) == 2
    assert "没有填编号" in found[0].content.decode()


@pytest.mark.parametrize(
    ("learner_id", "start"),
    [
        ("080213", "080213-"),
        ("../../etc", "etc-"),
        ("CON", "con-"),
        ("李某", "learner-"),
        ("a" * 200, "a" * 32 + "-"),
        ("\ud800", "learner-"),
    ],
)
def test_page_names_are_safe_and_short(learner_id: str, start: str) -> None:
    name = page_name(f"id:{learner_id}", learner_id)
    assert re.fullmatch(re.escape(start) + r"[0-9a-f]{16}\.html", name)


def test_page_names_differ_where_ids_do() -> None:
    ids = ["A", "a", "李", "王", "a/b", "a-b", ""]
    assert len({page_name(f"id:{one}", one).lower() for one in ids}) == len(ids)


def test_a_time_beyond_the_calendar_is_left_out(show: Show, record: Record) -> None:
    (page,) = show(record(at="9999-12-31T23:59:59Z"))
    assert "北京时间" not in page.content.decode()


@pytest.mark.parametrize(
    ("score", "full", "shown"),
    [("2999/1000", 3, ("2.99", 99)), ("0", 1, ("0", 0)), ("3", 3, ("3", 100))],
)
def test_a_full_score_is_never_shown_by_rounding(
    score: str, full: int, shown: tuple[str, int]
) -> None:
    value = Fraction(score)
    assert (points(value), percent(value, Fraction(full))) == shown
