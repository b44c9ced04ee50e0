"""The timeline and sources side by side: whole without script, and true to the facts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from dabie.check import check_course
from dabie.core.errors import DabieError
from dabie.site.build import build

FACTS = """
[H1]
date = "1935-02"
text = "重建"
grade = "A"
sources = ["shi1", "shi2"]

[H2]
date = "1937-07-13/1937-08-15"
text = "会面"
grade = "B"
sources = ["shi1"]
"""
EVENTS = """
[[event]]
date = "1935-02-03"
title = "重建"
force = ["红二十八军"]
place = "太湖县凉亭坳"
now = "安徽岳西"
facts = ["H1"]
dispute = "一说1934年11月"
dispute_sources = ["shi2"]

[[event]]
date = "1937-07-13"
until = "1937-08"
title = "会面"
force = ["红二十八军", "中央与谈判"]
facts = ["H2"]
"""
PAGE = """# 时间线

```{timeline}
```

:::{side-by-side} 哪一**天**
第一种
: 3日{cite}`shi1`。

第二种
: 2月。

写法
: 写2月。
:::
"""


@pytest.fixture
def book(tiny: Path) -> Path:
    book = tiny / "book"
    (book / "facts.toml").write_text(FACTS, encoding="utf-8")
    (book / "timeline.toml").write_text(EVENTS, encoding="utf-8")
    return book


@pytest.fixture
def built(book: Path, tmp_path: Path) -> Callable[[str], BeautifulSoup]:
    def make(text: str) -> BeautifulSoup:
        (book / "times.md").write_text(text, encoding="utf-8")
        toc = book / "_toc.yml"
        toc.write_text("format: jb-book\nroot: index\nchapters: [{file: one}, {file: times}]\n")
        build(book.parent, tmp_path / "out")
        return BeautifulSoup((tmp_path / "out/times.html").read_text("utf-8"), "html.parser")

    return make


def test_the_page_holds_every_event_with_its_sources(
    built: Callable[[str], BeautifulSoup], tmp_path: Path
) -> None:
    page = built(PAGE)
    years = [one.get_text(strip=True) for one in page.select(".dabie-timeline-year-name")]
    assert years == ["1935年", "1937年"]
    first, second = page.select("ol.dabie-timeline-events > li")
    assert first["data-disputed"] == "yes" and "太湖县凉亭坳（今安徽岳西）" in first.get_text()
    links = [one["href"] for one in first.select("a.dabie-cite")]
    assert links == ["#source-shi1", "#source-shi2"]
    assert all(page.select_one(link) for link in links)
    assert "7月13日—8月" in second.get_text() and "B 级" in second.get_text()
    assert second["data-force"] == "红二十八军 中央与谈判"
    assert not page.select("[style]")
    assert len(page.select('script[type=module][src$="timeline.js"]')) == 1
    assert "timeline.js" not in (tmp_path / "out/one.html").read_text("utf-8")


def test_sources_stand_side_by_side_in_a_box_with_a_name(
    built: Callable[[str], BeautifulSoup],
) -> None:
    page = built(PAGE)
    box = page.select(".dabie-sides-box")[0]
    assert (box["tabindex"], box["aria-label"]) == ("0", "哪一天：2 个出处")
    assert len(box.select("dl > div > dt")) == 2
    assert page.select(".dabie-sides-wording dt")[0].get_text() == "写法"


def test_side_by_side_needs_the_wording(built: Callable[[str], BeautifulSoup]) -> None:
    with pytest.raises(DabieError, match="写法"):
        built(PAGE.replace("写法\n: 写2月。", "第三种\n: 3月。"))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"1935-02-03"', '"1935-03-03"', "1935-03-03 与 H1 的 1935-02 不合"),
        ('"1937-08"', '"1937-09"', "1937-09 与 H2"),
        ('["H1"]', '["H9"]', "没有“H9”"),
        ('["shi2"]', '["shi9"]', "没有“shi9”"),
        ('"红二十八军"]', '"红军"]', "没有“红军”这一类"),
        ('"1935-02-03"', '"1935-2-3"', "不是日期"),
        ('dispute_sources = ["shi2"]', "", "缺少这一项"),
        ('date = "1937-07-13"', 'date = "1934"', "排在"),
    ],
)
def test_check_names_what_is_wrong_with_an_event(book: Path, old: str, new: str, said: str) -> None:
    assert old in EVENTS
    (book / "timeline.toml").write_text(EVENTS.replace(old, new), encoding="utf-8")
    faults = [one for one in check_course(book.parent) if one.file == "book/timeline.toml"]
    assert any(said in one.message for one in faults), faults


def test_a_true_timeline_has_no_fault(book: Path) -> None:
    assert not [one for one in check_course(book.parent) if "timeline" in one.file]
