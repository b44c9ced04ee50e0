"""Starting points for authors: a new exercise, a new item, complete but for their words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from .catalog import INDEX, nearest
from .catalog.item import SLUG
from .core.errors import DabieError
from .core.items import KINDS

_HEAD = """# 一个文件一道题；文件名就是题目编号。写完运行 dabie check。
kind = "{kind}"
prompt = ""          # 题面，Markdown{hint}
objective = ""       # 本章学习目标里的一条，一字不差
level = "应用"       # 记忆 理解 应用 分析 评价 创造
sources = []         # book/references.bib 里的出处，至少一个，例如 ["shi4"]
explanation = ""     # 为什么：说明理由，写明出处或条文
"""

_BODIES: Mapping[str, tuple[str, str]] = {
    "choice": (
        "",
        """key = ["a"]          # 多选题加一行 multiple = true，这里写全

[options.a]          # 名字换成看得懂的，例如 taihu
text = ""
feedback = ""        # 选了这一项的人看到的话
[options.b]
text = ""
feedback = ""
[options.c]
text = ""
feedback = ""

[[samples]]
response = ["a"]
score = 1
[[samples]]
response = ["b"]
score = 0
[[samples]]
response = ["x"]
invalid = true
""",
    ),
    "sequencing": (
        "",
        """key = ["a", "b", "c"]

[options]
a = ""
b = ""
c = ""

[[samples]]
response = ["a", "b", "c"]
score = 1
[[samples]]
response = ["c", "b", "a"]
score = 0
[[samples]]
response = ["a", "b"]
invalid = true
""",
    ),
    "matching": (
        "；右边至少多给一项",
        """
[left]
a = ""
b = ""

[right]
one = ""
two = ""
three = ""

[key]
a = "one"
b = "two"

[[samples]]
response = { a = "one", b = "two" }
score = 1
[[samples]]
response = { a = "two" }
score = 0
[[samples]]
response = { a = "x" }
invalid = true
""",
    ),
    "fill-in": (
        "；空写作 {{1}}、{{2}}",
        """
[key]
1 = [""]             # 所有可以接受的写法

[[samples]]
response = { 1 = "" }
score = 1
[[samples]]
response = { 1 = "别的" }
score = 0
[[samples]]
response = { 1 = 5 }
invalid = true
""",
    ),
    "numeric": (
        "；写明单位和统计口径",
        """key = 0
tolerance = 0        # 允许的误差，含两端
unit = ""

[[samples]]
response = "0"
score = 1
[[samples]]
response = "1"
score = 0
[[samples]]
response = "几个"
invalid = true
""",
    ),
    "long-fill-in": (
        "",
        """
[[rubric]]
criterion = ""
levels = ["", "", ""]   # 依次得 0、1、2 分

[[samples]]
response = ""
""",
    ),
}

_EXERCISE = """title = {title}
mode = "{mode}"      # practice 当场反馈；assessment 不当场判分
chapter = {chapter}  # book/ 下的文件名，不带 .md
shuffle = true       # 选项的次序打乱
items = []           # 题目次序；dabie new item {name} 题目编号 会加进来
"""


def new_item(root: Path, exercise: str, item: str, kind: str) -> Path:
    """Write a new item file and list it in its exercise; returns its path."""
    folder = root / "exercises" / exercise
    if not (folder / "exercise.toml").is_file():
        known = sorted(path.parent.name for path in root.glob("exercises/*/exercise.toml"))
        raise DabieError(f"没有练习“{exercise}”；{nearest(exercise, known)}")
    if kind not in KINDS:
        raise DabieError(f"没有题型“{kind}”；{nearest(kind, KINDS)}")
    _slug(item)
    taken = sorted(root.glob(f"exercises/*/{item}.toml"))
    if taken or item == "exercise":
        raise DabieError(f"题目编号“{item}”已经用了；换一个")
    hint, body = _BODIES[kind]
    path = folder / f"{item}.toml"
    _list(folder / "exercise.toml", "items", item)
    path.write_text(_HEAD.format(kind=kind, hint=hint) + body, encoding="utf-8")
    return path


def new_exercise(root: Path, name: str, *, title: str, mode: str, chapter: str) -> Path:
    """Write a new, empty exercise and list it in the course; returns its path."""
    _slug(name)
    folder = root / "exercises" / name
    if folder.exists():
        raise DabieError(f"练习“{name}”已经有了；换一个名字")
    _list(root / INDEX, "exercises", name)
    folder.mkdir()
    path = folder / "exercise.toml"
    path.write_text(
        _EXERCISE.format(
            title=_quoted(title or name), mode=mode, chapter=_quoted(chapter or name), name=name
        ),
        encoding="utf-8",
    )
    return path


def _slug(name: str) -> None:
    if not SLUG.fullmatch(name):
        raise DabieError(f"名字“{name}”不能用：只用小写字母、数字和连字符，例如 three-foundings")


def _quoted(text: str) -> str:
    return '"' + re.sub(r'(["\\])', r"\\\1", text) + '"'


def _list(file: Path, key: str, name: str) -> None:
    """Append a name to a list in a TOML file, keeping the author's comments and layout."""
    try:
        import tomlkit
        from tomlkit.exceptions import TOMLKitError
    except ImportError:
        raise DabieError("新建题目需要 tomlkit；请安装：pip install 'dabie[book]'") from None
    try:
        document = tomlkit.parse(file.read_text(encoding="utf-8"))
        listed = document[key]
        if name not in listed:
            multiline = "\n" in listed.as_string()
            listed.append(name)
            listed.multiline(multiline)
        file.write_text(tomlkit.dumps(document), encoding="utf-8")
    except (TOMLKitError, KeyError, AttributeError) as error:
        raise DabieError(f"{file.name} 里的 {key} 读不懂：{error}；先运行 dabie check") from None
