"""What Sphinx says of a faulty book, in the author's language: where, what is wrong, what is right.

Its own warnings are English, with paths of this machine; our directives already speak Chinese. What
stands in no line of the table is passed on as it is, behind its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ..core.errors import why

_COLOUR: Final = re.compile(r"\x1b\[[0-9;]*m")
_LINE: Final = re.compile(
    r"^(?:(?P<path>.*?\.(?:md|ipynb|rst|bib|yml)):(?P<line>\d+)?:?(?: \(.*?\))? )?"
    r"(?:WARNING|ERROR|CRITICAL|SEVERE): (?P<words>.*?)(?: \[[\w.-]+\])?$"
)
_WORDS: Final = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (
            r"'myst' cross-reference target not found: '(.*)'",
            r"链接“\1”在书里没有对应的地方；写章的文件名（如 start.md）或标题的锚",
        ),
        (
            r"'myst' cross-reference target .*?multiple.*?: '?(.*?)'?$",
            r"“\1”有不止一处，分不清指哪一处；换一个名字",
        ),
        (r"local id not found in doc '(.*)': '(.*)'", r"\1 里没有“\2”这个锚；看那一章的标题怎样写"),
        (r"undefined label: '(.*)'", r"没有叫“\1”的标签；在要指的标题上一行写 (\1)="),
        (
            r"Unknown source document '(.*)'",
            r"没有“\1”这一章；写 book/ 下的文件名，如 start.md",
        ),
        (r"unknown document: '(.*)'", r"没有“\1”这一章；写 book/ 下的文件名，不带后缀"),
        (
            r"term not in glossary: '(.*)'",
            r"术语表里没有“\1”；先在 glossary.md 里加上，或改成已有的词",
        ),
        (r"duplicate label (\S+?),.*", r"标签“\1”写了两次；换一个名字"),
        (
            r"duplicate term description of (.*?), other instance in (.*)",
            r"术语“\1”解释了两次，另一处在 \2",
        ),
        (r"Unknown directive type: '(.*)'", r"没有 {\1} 这种块；看 CONTRIBUTING.md 里有哪些"),
        (
            r"Unknown interpreted text role \"(.*)\"\.?",
            r"没有 {\1} 这种写法；正文里用 {cite}、{term} 等",
        ),
        (r"image file not readable: (.*)", r"图“\1”没有这个文件；路径从这一章所在的文件夹算起"),
        (
            r"toctree contains reference to nonexisting document '(.*)'",
            r"book/_toc.yml：列了“\1”，book/ 里没有这个文件",
        ),
        (
            r"Non-consecutive header level increase; H(\d) to H(\d)",
            r"标题从 \1 级跳到了 \2 级；一级一级来",
        ),
        (
            r"Duplicate explicit target name: \"(.*)\"\.?",
            r"标签“\1”写了两次；换一个名字",
        ),
        (
            r"'(.+)': Has content, but none permitted",
            r"{\1} 里面不写内容；下一行就写收尾的 :::",
        ),
        (r"'(.+)': No content permitted", r"{\1} 里面不写内容；下一行就写收尾的 :::"),
        (r"Malformed YAML", r"章首 --- 之间的几行不是正确的 YAML；看冒号后的空格、成对的括号"),
        (r"document isn't included in any toctree", r"这一章没有列在 book/_toc.yml 里"),
        (
            r"Document headings start at H(\d), not H1",
            r"这一章的第一个标题是 \1 级；应当是 1 级（# ）",
        ),
        (
            r"Lexing literal_block .* as \"(.*)\" resulted in an error.*",
            r"代码块写的是 \1，里面的内容却不是",
        ),
        (
            r"toc is not a mapping: .*",
            r"里面要写 format、root 和 parts；看 CONTRIBUTING.md 里的样子",
        ),
        (r"document file used multiple times: '(.*)'", r"“\1”列了两次；只留一处"),
        (r"'format' key value not recognised: '(.*)'", r"'format' 不认识“\1”；写 format: jb-book"),
        (r"'(\w+)' key not found @ '(.*)'", r"\2 下缺少 \1"),
        (r"'(\w+)' not a non-empty list @ '(.*)'", r"\2 下的 \1 要列出至少一章"),
        (
            r"Could not import extension dabie\.book \(exception: No module named '(.*)'\)",
            r"缺少 \1；请安装：pip install 'dabie[book]'",
        ),
        (
            r"Could not import extension (\S+) .*",
            r"_config.yml：没有“\1”这个扩展；从 extensions 里去掉，或先安装",
        ),
        (
            r"'(.+)': Unknown option keys: (.*?) \(allowed: (.*)\)",
            r"{\1} 没有 \2 这些选项；可用的有 \3",
        ),
    )
)
_YAML: Final = re.compile(r"\[etoc\] .*in \"(?P<path>[^\"]*)\", line (?P<line>\d+)", re.DOTALL)


def plain(said: str, root: Path) -> str:
    """Return Sphinx's warnings one a line, places before words.

    >>> print(plain("/c/book/a.md:7: WARNING: undefined label: 'x' [ref.ref]", Path("/c")))
    book/a.md：第 7 行：没有叫“x”的标签；在要指的标题上一行写 (x)=
    """
    return "\n".join(dict.fromkeys(_lines(_COLOUR.sub("", said), root)))


def stopped(error: Exception, root: Path) -> str:
    """Return why Sphinx could not even begin."""
    within = getattr(error, "orig_exc", None)
    if isinstance(within, OSError):
        return f"{why(within)}{f'：{within.filename}' if within.filename else ''}"
    words = str(error)
    yaml = _YAML.search(words)
    if yaml:
        where = _within(yaml["path"], root)
        return f"{where}：第 {yaml['line']} 行附近不是正确的 YAML；看缩进、冒号和括号"
    if words.startswith("[etoc] "):
        return f"book/_toc.yml：{_chinese(words.removeprefix('[etoc] '))}"
    return _chinese(words)


def _lines(said: str, root: Path) -> Iterator[str]:
    for line in said.strip().splitlines():
        match = _LINE.match(line)
        if match is None:
            yield line
            continue
        words = _chinese(match["words"])
        place = f"{_within(match['path'], root)}：" if match["path"] else ""
        at = f"第 {match['line']} 行：" if match["line"] else ""
        # What names its own file is not the fault of the page that shows it.
        yield words if words.startswith("book/") else f"{place}{at}{words}"


def _chinese(words: str) -> str:
    for pattern, meaning in _WORDS:
        match = pattern.fullmatch(words)
        if match:
            return match.expand(meaning)
    return words


def _within(path: str, root: Path) -> str:
    try:
        return Path(path).resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return path
