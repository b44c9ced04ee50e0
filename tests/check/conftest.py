"""The tiny course with statutes: two versions of one law, one without a text, and who leans on them."""

from __future__ import annotations

from pathlib import Path

import pytest

from dabie.check.law_lock import accept

NEW = """# 中华人民共和国夜班法

2025年6月27日 修订

## 第一章 总则

第一条 夜班应当有人值守。

值守的人不得少于二人。

第二条 饮食由单位保证。

第三条 换班的时间不得超过八小时；人手不足的，不得超过十二小时。有下列情形之一的，应当记录：

（一）提前换班的；

（二）没有换班的。

第四条 本法自2026年1月1日起施行。
"""
OLD = """# 中华人民共和国夜班法

2012年10月26日 修正

第一条 夜班应当有人值守。

第二条 换班的时间不得超过八小时。

第三条 本法自2013年3月1日起施行。
"""
REGISTER = """
[fa1]
title = "中华人民共和国夜班法"
names = ["夜班法"]
version = "2025年修订"
in_force = "2026-01-01"
checked = "2026-06-03"
file = "laws/fa1.md"
replaces = "fa1old"

[fa1old]
title = "中华人民共和国夜班法"
names = ["夜班法"]
version = "2012年修正"
in_force = "2013-03-01"
checked = "2026-06-03"
file = "laws/fa1old.md"

[fa2]
title = "中华人民共和国灯火法"
names = ["灯火法"]
version = "2020年通过"
checked = "2026-06-03"
"""
TABLE = """
old = "fa1old"
new = "fa1"

[[row]]
subject = "换班的时限"
group = "值守"
old = 2
new = 3
kind = "内容也改"
change = "增加十二小时一档"
old_words = "换班的时间不得超过八小时"
new_words = "不得超过十二小时"
signs = ["换班"]
"""
SOURCES = """
@misc{fa1, title = {夜班法}, quality = {法}, grade = {A}}
@misc{fa1old, title = {夜班法（旧）}, quality = {法}, grade = {A}}
@misc{fa2, title = {灯火法}, quality = {法}, grade = {A}}
"""
FRONT = '---\n学时: 1\n核对截止: "2026-06-03"\n---\n\n'
SAID = """
## 法条

《夜班法》（2025年修订）第三条：换班“不得超过八小时”{cite}`fa1`。
第二条管饮食{cite}`fa1`。
旧法第二条对应现行第三条{cite}`fa1old,fa1`。
灯怎么点，看《灯火法》第九条{cite}`fa2`。
"""


@pytest.fixture
def lawful(tiny: Path) -> Path:
    """Return the tiny course with a chapter and an item that rest on statutes, and no fault."""
    book = tiny / "book"
    (book / "laws").mkdir()
    (book / "laws/fa1.md").write_text(NEW, encoding="utf-8")
    (book / "laws/fa1old.md").write_text(OLD, encoding="utf-8")
    (book / "laws.toml").write_text(REGISTER, encoding="utf-8")
    (book / "renumbering.toml").write_text(TABLE, encoding="utf-8")
    sources = book / "references.bib"
    sources.write_text(sources.read_text(encoding="utf-8") + SOURCES, encoding="utf-8")
    chapter = book / "one.md"
    chapter.write_text(FRONT + chapter.read_text(encoding="utf-8") + SAID, encoding="utf-8")
    item = tiny / "exercises/practice/county.toml"
    text = item.read_text(encoding="utf-8").replace('["shi1"]', '["fa1"]')
    text = text.replace(
        "词条写明时属太湖县。", "《夜班法》（2025年修订）第三条写着“不得超过八小时”。"
    )
    item.write_text(text, encoding="utf-8")
    accept(tiny)
    return tiny
