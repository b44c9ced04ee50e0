from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest

from dabie.grading.output import Graded
from dabie.grading.report.distribution import _nice, plot_distribution
from dabie.grading.report.page import report
from dabie.grading.report.scatter import plot_items
from dabie.grading.texts import Texts

Record = Callable[..., dict[str, Any]]
Run = Callable[..., Graded]
OWN = "".join(chr(0x5000 + at * 3) for at in range(120))


class Tags(HTMLParser):
    """Everything a page could load, run or lead to, and its table cells."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.handlers: list[str] = []
        self.ids: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("src", "href", "xlink:href", "action", "srcset", "data"):
                self.targets.append(value or "")
            if name.startswith("on") or name == "style":
                self.handlers.append(name)
            if name == "id":
                self.ids.append(value or "")


@pytest.fixture
def many(run: Run, record: Record, perfect: dict[str, Any]) -> Graded:
    received = []
    for number in range(40):
        # The better ones get this item wrong: its key is suspicious.
        good = number % 2 == 0
        responses = dict(perfect) if good else {"single": ["taihu"], "essay": OWN + str(number)}
        if good:
            responses["single"] = ["yuexi"]
        received.append(record(responses, learner_id=f"{number:06}"))
    return run(*received, b"{", b"x", texts=Texts({}, {"one": "启示"}))


def test_the_policy_allows_its_style_and_script_and_nothing_else(many: Graded) -> None:
    html = report(many).decode()
    for tag in ("style", "script"):
        found = re.search(f"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        assert found is not None
        digest = base64.b64encode(hashlib.sha256(found[1].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in html
    assert "default-src 'none'" in html
    assert not re.search(
        r"@import|https?:|//[a-z]", html.replace("http-equiv", "").replace("// The", "")
    )
    tags = Tags(html)
    assert not tags.handlers
    assert all(target.startswith("#") for target in tags.targets)
    # Every link leads somewhere on the page, and no two places share a name.
    assert {target[1:] for target in tags.targets} <= set(tags.ids)
    assert len(tags.ids) == len(set(tags.ids))


def test_things_to_do_each_have_a_next_step(many: Graded) -> None:
    html = report(many).decode()
    for expected in (
        "2 个文件拒收。",
        "第 1 题高分者反而答错。",
        "先查标准答案，改后重新评分即可",
        "20 份写作题待评阅。",
        "打开 review 文件夹里的评阅表填分，存盘后再评一次。",
        "1 条雷同线索",
        "只是线索，先问清楚",
        "拒收不等于 0 分：这些人没有成绩，重交即可",
    ):
        assert expected in html


def test_plots_and_tables_say_the_same(many: Graded) -> None:
    html = report(many).decode()
    (one,) = many.findings.statistics
    assert 'aria-label="40 人，中位得分率' in html
    for item in one.items:
        if item.difficulty is not None:
            assert f"{item.difficulty:.2f}" in html
    for count in one.bins:
        assert f'<td class="number">{count}</td>' in html


def test_no_text_of_a_learner_is_in_it(run: Run, record: Record) -> None:
    secret = "绝不外传的一句话"
    responses = {"essay": secret + OWN, "gap": {"1": secret}, "count": secret, "single": [secret]}
    graded = run(
        *(record(responses, learner_id=str(n)) for n in range(3)), texts=Texts({"一": OWN})
    )
    html = report(graded).decode()
    assert secret not in html
    assert OWN[:5] not in html


def test_names_and_files_are_escaped_and_shown(run: Run, record: Record) -> None:
    attack = '"><script>alert(1)</script>\u202e'
    learner = {"id": attack, "name": attack, "unit": attack}
    graded = run(*(record({"essay": OWN}, learner={**learner, "id": attack + n}) for n in "12"))
    html = report(graded).decode()
    assert "<script>alert" not in html
    assert "⟨U+202E⟩" in html


@pytest.mark.parametrize("received", [0, 1, 2])
def test_few_or_no_submissions_make_a_report_all_the_same(
    run: Run, record: Record, received: int
) -> None:
    html = report(run(*(record({}, learner_id=n) for n in ("10", "27")[:received]))).decode()
    assert "没有要做的事" in html
    assert "nan" not in html
    assert "None" not in html


def test_chapters_stand_under_their_part(run: Run, record: Record) -> None:
    graded = run(
        record(), record(exercise="final"), texts=Texts({}, {"one": "启示", "final": "承诺"})
    )
    html = report(graded).decode()
    assert html.index("<h3>启示</h3>") < html.index("<h3>承诺</h3>")
    assert "各章得分率" in html


def test_plots_at_two_widths_are_well_formed(many: Graded) -> None:
    (one,) = many.findings.statistics
    for width in (300, 540):
        for svg in (plot_distribution(one, width, "h"), plot_items(one, width)):
            assert svg.startswith(f'<svg width="{width}"')
            assert svg.count("<svg") == svg.count("</svg>") == 1
            assert "nan" not in svg


@pytest.mark.parametrize(
    ("value", "bound"), [(0, 5), (5, 5), (6, 10), (21, 50), (51, 100), (9999, 10000)]
)
def test_axes_end_at_round_numbers(value: int, bound: int) -> None:
    assert value <= _nice(value) <= max(5, 2.5 * value)
    assert _nice(value) % 5 == 0
    assert _nice(value) == bound or _nice(value) < bound
