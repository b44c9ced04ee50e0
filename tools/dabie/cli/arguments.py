"""A command-line parser that speaks Chinese where argparse speaks English."""

from __future__ import annotations

import argparse
import re
import sys
from typing import Any, NoReturn

_WORDS: tuple[tuple[str, str], ...] = (
    (r"the following arguments are required: (.*)", r"还缺 \1"),
    (r"unrecognized arguments: (.*)", r"不认识 \1"),
    (r"argument (.*?): invalid choice: '(.*?)' \(choose from (.*)\)", r"\1没有“\2”，可用的有 \3"),
    (r"argument (.*?): expected .*", r"\1 后面要写一个值"),
    (r"argument (.*?): invalid int value: '(.*)'", r"\1 应当是整数，写的是“\2”"),
    (r"ambiguous option: (.*?) could match (.*)", r"\1 不明确，可能是 \2"),
)


class Formatter(argparse.HelpFormatter):
    """Help with a Chinese heading."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """Head the usage line in Chinese."""
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """An `ArgumentParser` whose help and errors are Chinese."""

    def __init__(self, **options: Any) -> None:
        super().__init__(formatter_class=Formatter, add_help=False, **options)
        self._positionals.title, self._optionals.title = "参数", "选项"
        self.add_argument("-h", "--help", action="help", help="看说明")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command and stop with status 2."""
        for pattern, words in _WORDS:
            message = re.sub(f"^{pattern}$", words, message)
        self.print_usage(sys.stderr)
        self.exit(2, f"dabie：{message}；加 -h 看说明\n")
