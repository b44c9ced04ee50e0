"""The tiny course and a page with pictures, built once with both of its forms.

Its assessment is full of canaries.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dabie.portable import FORMS
from dabie.site.build import build

DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)
CHAPTER = """# 下

![一点](../dot.png)

```{image} ../dot.png
:alt: 居中
:align: center
```

```{figure} ../dot.png
:alt: 半宽
:width: 50%
:figwidth: 80%

图注。
```

:::{seealso}
另一处。
:::

```{list-table}
:header-rows: 1
:widths: 30 70
:width: 90%

* - 甲
  - 乙
* - 一
  - 二
```
"""


@pytest.fixture(scope="session")
def taken(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the built site of the tiny course, with its PDF and EPUB."""
    work = tmp_path_factory.mktemp("portable")
    course = shutil.copytree(root / "tests" / "courses" / "tiny", work / "tiny")
    (course / "book" / "part").mkdir()
    (course / "book" / "dot.png").write_bytes(DOT)
    (course / "book" / "part" / "low.md").write_text(CHAPTER, encoding="utf-8")
    # Named as what an EPUB has anyway.
    (course / "book" / "nav.md").write_text("# 上\n\n见[下](part/low.md)。\n", encoding="utf-8")
    contents = course / "book" / "_toc.yml"
    more = "  - file: part/low\n  - file: nav\n"
    contents.write_text(contents.read_text("utf-8") + more, encoding="utf-8")
    build(course, work / "site", forms=FORMS)
    return work / "site"
