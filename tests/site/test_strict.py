"""A build is strict: every fault of a chapter stops it, said in Chinese with file and line."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from sphinx.errors import ExtensionError

from dabie.core.errors import DabieError
from dabie.site.build import build
from dabie.site.said import plain, stopped

FAULTS = {
    "见[那里](#nowhere)。": "链接“#nowhere”",
    "见[那里](nowhere.md)。": "链接“nowhere.md”在书里没有对应的地方",
    "见[那里](index.md#nope)。": "index 里没有“nope”这个锚",
    "见{ref}`nowhere`。": "没有叫“nowhere”的标签",
    "见{doc}`nowhere`。": "没有“nowhere”这一章",
    "有{term}`没有的词`。": "术语表里没有“没有的词”",
    "一句{cite}`nosuch`。": "references.bib 里没有“nosuch”",
    "{nosuch}`x`": "没有 {nosuch} 这种写法",
    "```{nosuch}\n```": "没有 {nosuch} 这种块",
    "![图](figures/none.png)": "图“figures/none.png”没有这个文件",
    "#### 四级": "标题从 2 级跳到了 4 级",
    "<div><p>没关</div>": "<p> 没有关上；写上 </p>",
    "一<b>粗": "<b> 没有关上",
    "一段<div>里</div>。": "<div> 不能写在一段话里面",
    '<p id="a">一</p><p id="a">二</p>': "id“a”在这一章里写了两次",
    '<p style="color: red">红</p>': "style=… 在网站上不起作用",
    '<p onclick="go()">点</p>': "onclick=… 在网站上不起作用",
    "<script>go()</script>": "<script> 在网站上不起作用",
    "<fnt>x</fnt>": "<fnt> 不是能用的 HTML 元素",
    '见<a href="nowhere.html">这里</a>。': "链接“nowhere.html”在书里没有这一页",
    "</section>": "</section> 前面没有与它成对的 <section>",
    ":::{hand-in} practice\n一句。\n:::": "{hand-in} 里面不写内容",
    ":::{drawing} cut\n:alt: 图\n图注。\n:::": "图 figures/cut-wide.svg 不是完整的 SVG：第 2 行",
    ":::{drawing} styled\n:alt: 图\n图注。\n:::": "图 figures/styled-wide.svg 里有 <style>，",
}
DRAWINGS = {
    "cut": '<svg xmlns="http://www.w3.org/2000/svg">\n<g><text>字</text></svg>',
    "styled": '<svg xmlns="http://www.w3.org/2000/svg"><style>g {}</style></svg>',
}
GOOD = """<details><summary>看<b>原文</b></summary>

正文**粗**，<a href="index.html#x">首页</a>，<a href="search.html">搜索</a>，<br>换<br/>行\\
再换。

</details>
"""


def test_every_fault_of_a_chapter_is_said_with_its_line(tiny: Path, tmp_path: Path) -> None:
    (tiny / "book" / "figures").mkdir()
    for name, drawn in DRAWINGS.items():
        (tiny / "book" / "figures" / f"{name}-wide.svg").write_text(drawn, encoding="utf-8")
    chapter = tiny / "book" / "one.md"
    text = f"# 题\n\n## 节\n\n{GOOD}\n"
    expected = {}
    for written, words in FAULTS.items():
        expected[text.count("\n") + 1] = words
        text += f"{written}\n\n"
    chapter.write_text(text, encoding="utf-8")
    with pytest.raises(DabieError) as caught:
        build(tiny, tmp_path / "out")
    said = str(caught.value).splitlines()
    for line, words in expected.items():
        at = f"book/one.md：第 {line} 行：{words.replace('#nowhere', 'nowhere')}"
        assert [one for one in said if one.startswith(at)], (at, said)
    assert len(said) == len(FAULTS) + 1
    assert str(tiny) not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("format: jb-book\nroot: index\n  x: [1\n", "book/_toc.yml：第 3 行附近不是正确的 YAML"),
        ("format: nope\n", "book/_toc.yml：'format' 不认识“nope”"),
        ("", "book/_toc.yml：里面要写 format、root"),
        ("format: jb-book\nroot: index\nchapters:\n- file: one\n- file: one\n", "“one”列了两次"),
    ],
)
def test_faulty_contents_are_said(tiny: Path, tmp_path: Path, text: str, words: str) -> None:
    (tiny / "book" / "_toc.yml").write_text(text, encoding="utf-8")
    with pytest.raises(DabieError, match=words):
        build(tiny, tmp_path / "out")


def test_a_chapter_that_is_gone_is_missed_though_nothing_else_has_changed(
    tiny: Path, tmp_path: Path
) -> None:
    build(tiny, tmp_path / "out")
    chapter = tiny / "book" / "one.md"
    text = chapter.read_bytes()
    chapter.unlink()
    with pytest.raises(DabieError, match="book/_toc.yml：列了“one”，book/ 里没有这个文件"):
        build(tiny, tmp_path / "out")
    # It comes back as another editor saves it; a link to nowhere marks that one is open.
    chapter.write_bytes(b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n"))
    (chapter.parent / ".#one.md").symlink_to("someone@somewhere")
    build(tiny, tmp_path / "out")
    assert (tmp_path / "out" / "one.html").is_file()
    chapter.write_bytes(text.decode().encode("gbk"))
    with pytest.raises(DabieError, match="book/one.md：不是 UTF-8 文本"):
        build(tiny, tmp_path / "out")


@pytest.mark.parametrize("text", ["", "- 一\n"])
def test_settings_that_are_none_are_said(tiny: Path, tmp_path: Path, text: str) -> None:
    (tiny / "_config.yml").write_text(text, encoding="utf-8")
    with pytest.raises(DabieError, match="_config.yml：里面要一行行写 名字: 值"):
        build(tiny, tmp_path / "out")


def test_a_full_disc_is_said_in_chinese() -> None:
    full = ExtensionError("Handler …", OSError(errno.ENOSPC, "No space left on device", "/a/b"))
    assert stopped(full, Path("/c")) == "磁盘满了：/a/b"


def test_what_is_in_no_table_is_passed_on_behind_its_place() -> None:
    said = "\x1b[31m/c/book/a.md:7: WARNING: something new [x.y]\x1b[39;49;00m\nmore of it"
    assert plain(said, Path("/c")) == "book/a.md：第 7 行：something new\nmore of it"
    listed = "/c/book/index.md:: WARNING: toctree contains reference to nonexisting document 'x'"
    assert plain(listed, Path("/c")) == "book/_toc.yml：列了“x”，book/ 里没有这个文件"
