"""A new course from the template that the package carries: small, whole, and free of faults."""

from __future__ import annotations

import re
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from .catalog.item import SLUG
from .core.errors import DabieError

RENAMED = {"gitignore": ".gitignore"}
"""What could not keep its name in the package."""


def new_course(folder: Path, title: str) -> Path:
    """Write a course into a folder that is not there yet, or empty; return it."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise DabieError(f"{folder} 已经有东西了；换一个新的文件夹名")
    name = re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.lower()).strip("-")
    if re.search(r'["\\{}]', title):
        raise DabieError("题目里不能有引号、反斜杠和花括号")
    given = {"{title}": title or "新课程", "{id}": name if SLUG.fullmatch(name) else "course"}
    _copy(files("dabie") / "template", folder, given)
    return folder


def _copy(source: Traversable, target: Path, given: dict[str, str]) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for one in source.iterdir():
        into = target / RENAMED.get(one.name, one.name)
        if one.is_dir():
            _copy(one, into, given)
            continue
        text = one.read_text(encoding="utf-8")
        for mark, value in given.items():
            text = text.replace(mark, value)
        into.write_text(text, encoding="utf-8", newline="\n")
