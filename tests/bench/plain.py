"""The same book by a plain jupyter-book, to measure ours beside: same text, same figures.

What only this package knows is turned into what Jupyter Book has: directives become plain boxes
(`admonition`), drawings images, citations of `{cite}` stay marks in brackets, items become lists of
their options. Pages that this package generates from registers hold their prose alone.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

from dabie.catalog import load_course
from dabie.core.items import Choice, Course

COMMAND = Path(sys.executable).with_name("jupyter-book")
CONFIG = "title: 走进大别山\nonly_build_toc_files: true\nhtml:\n  use_multitoc_numbering: false\n"
_OPEN = re.compile(r"^:{3,}\{([\w-]+)\}\s*(.*)$")
_CLOSE = re.compile(r"^:{3,}\s*$")
_OPTION = re.compile(r"^:[\w-]+:")
_ROLE = re.compile(r"\{(?:cite|claim|grade)\}`([^`]*)`")


def write(course: Path, out: Path) -> None:
    """Write the sources of the plain book."""
    book = out / "book"
    shutil.copytree(course / "book", book, ignore=shutil.ignore_patterns("laws", "*.toml"))
    (out / "_config.yml").write_text(CONFIG, encoding="utf-8")
    (book / "_config.yml").write_text(CONFIG, encoding="utf-8")
    loaded = load_course(course)
    for path in book.glob("*.md"):
        path.write_text(_plain(path.read_text(encoding="utf-8"), loaded), encoding="utf-8")


def build(out: Path) -> None:
    """Build it as its users do."""
    command = [str(COMMAND), "build", str(out / "book"), "--quiet"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _plain(source: str, course: Course) -> str:
    lines = []
    for line in source.splitlines():
        opened = _OPEN.match(line)
        if opened:
            lines += _block(opened[1], opened[2], course)
        elif not _CLOSE.match(line) and not _OPTION.match(line):
            lines.append(_ROLE.sub(r"[\1]", line))
    return "\n".join(lines) + "\n"


def _block(name: str, argument: str, course: Course) -> list[str]:
    if name == "drawing":
        return ["", f"![](figures/{argument}-wide.svg)", ""]
    exercise = course.exercise_of(argument) if name == "item" else course.exercise(argument)
    if exercise is None:
        return ["", f"**{argument}**", ""] if argument else [""]
    items = [one for one in exercise.items if name == "exercise" or one.id == argument]
    lines = [""]
    for item in items if name in ("item", "exercise") else ():
        lines += [f"**题** {item.prompt}", ""]
        if isinstance(item.interaction, Choice):
            lines += [f"- {one.text}" for one in item.interaction.options.values()]
        lines.append("")
    return lines
