"""One small book, built once: the tiny course with a chapter that uses every directive."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from dabie.site.build import build

COURSES = Path(__file__).parent.parent / "courses"
CONFIG = """
title: 小课程
only_build_toc_files: true
sphinx:
  config:
    extensions: [dabie.book]
"""
SVG = """<?xml version="1.0"?>
<!-- drawn by hand -->
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" width="100%" style="display:block">
  <path style="fill:var(--dabie-red);stroke:none" d="M0 0h9"/>
</svg>
"""
SENTENCES = [
    {"id": "E01", "part": "intro", "para": 1, "text": "感悟题目", "misprints": []},
    {
        "id": "E02",
        "part": "lesson-2",
        "para": 2,
        "text": "两名经军<战士>在**县。",
        "note": "NOTEFORAUTHORS",
        "misprints": [{"text": "经军", "read": "红军"}],
    },
]
CHAPTER = """---
学时: 1
时长: 40
核对截止: "2026-06-03"
史实审读: 待审
法条审读: 王某 某单位 2026-07-01
篇: 史实
---

# 第二个题目

## 学习目标

:::{objectives}
- 说出时间和地点
:::

## 史实

会议在1935年2月召开{cite}`shi2,shi1`。
第二行接着写——**粗体**
也接着写 word
next line。
又引一次{cite}`shi1`。{term}`便衣队`在活动。

:::{drawing} line
:alt: 一条"线"

图上是一条线，见{term}`便衣队`。

- 文字版
:::

| 事项 | 期限 | 条文 |
|---|---|---|
| 询问 | 八小时 | 第九十七条 |

## 怎么核实

:::{essay} E02
:::

{claim}`文章说`与{grade}`B`。

:::{verify-card} 讲得**准**吗？
:mark: 未证实

溯源
: 一。

语境
: 二。

细读
: 三。

互证
: - **相近** 甲
  - **易混** 乙

结论
: 只能这样写。还有一句。
:::

:::{dispute-card} 哪一天？
甲说 27日
: 达成。{grade}`A`

乙说 28日
: 签字。

写法
: 两个动作都写。
:::

:::{unverified} 多少支
各家不一。
:::

## 本章要点

:::{key-points}
1. 要点一。
2. 要点二。
:::

:::{teacher-notes}
时间：十分钟。
:::
"""


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a course folder of its own, ready to be built."""
    root = Path(shutil.copytree(COURSES / "tiny", tmp_path_factory.mktemp("book") / "tiny"))
    book = root / "book"
    (root / "_config.yml").write_text(CONFIG, encoding="utf-8")
    (book / "_toc.yml").write_text(
        "format: jb-book\nroot: index\nparts:\n"
        "  - caption: 第一部分\n    chapters: [{file: one}, {file: two}, {file: final}]\n"
        "  - caption: 附录\n    chapters: [{file: whole}, {file: glossary}, {file: sources}]\n",
        encoding="utf-8",
    )
    (book / "essay.json").write_text(json.dumps(SENTENCES, ensure_ascii=False), encoding="utf-8")
    (book / "two.md").write_text(CHAPTER, encoding="utf-8")
    (book / "whole.md").write_text("# 感悟\n\n:::{essay}\n:::\n", encoding="utf-8")
    (book / "sources.md").write_text("# 出处表\n\n```{bibliography}\n```\n", encoding="utf-8")
    (book / "glossary.md").write_text(
        "# 术语\n\n```{glossary}\n便衣队\n  三五人一组。\n```\n", encoding="utf-8"
    )
    (book / "figures").mkdir()
    for width in ("wide", "narrow"):
        (book / f"figures/line-{width}.svg").write_text(SVG, encoding="utf-8")
    return root


@pytest.fixture(scope="session")
def site(course: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the built site."""
    out = tmp_path_factory.mktemp("site")
    build(course, out)
    return out


@pytest.fixture(scope="session")
def page(site: Path) -> Callable[[str], BeautifulSoup]:
    """Return a function that reads a built page."""

    def read(name: str) -> BeautifulSoup:
        return BeautifulSoup((site / f"{name}.html").read_text("utf-8"), "html.parser")

    return read
