from __future__ import annotations

import pytest

from dabie.markup import raw_html, render


def test_renders_marks_and_drops_line_breaks_beside_han() -> None:
    assert render("甲**乙**\n丙") == "<p>甲<strong>乙</strong>丙</p>"
    assert render("a\nb") == "<p>a\nb</p>"


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,hi)",
        "![x](http://far.example/x.png)",
        "<javascript:alert(1)>",
    ],
)
def test_nothing_that_runs_or_loads_comes_through(source: str) -> None:
    html = render(source)
    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html
    assert 'href="data' not in html


def test_names_raw_html() -> None:
    assert raw_html("甲<b>乙</b>") == "<b>"
    assert raw_html("1 < 2") == ""
