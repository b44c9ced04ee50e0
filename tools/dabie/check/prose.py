"""A chapter's source read as prose: what people read, without marks, in blocks and sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_FENCE = re.compile(r"^\s*(`{3,}|:{3,})(?:\{([\w:-]+)\}\s*(.*))?\s*$")
_CODE = re.compile(r"^[ \t>]*(`{3,}|~{3,})[ \t]*([^`]*)$")
_OPTION = re.compile(r"^\s*:[\w-]+:")
_ROLE = re.compile(r"\{(\w[\w:-]*)\}`([^`]*)`")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARK = re.compile(r"[*_#>|]|^\s*[-+]\s+|^\s*\d+\.\s+", re.MULTILINE)
LITERAL = ("{code", "{raw", "{math", "{literalinclude")
"""How directives begin that hold no prose."""
HAN = re.compile(r"[\u3400-\u9fff]")
_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")


@dataclass(frozen=True, slots=True)
class Block:
    """A run of lines under the same directives; `inside` names them from the outermost."""

    inside: tuple[str, ...]
    text: str
    line: int


def blocks(source: str) -> Iterator[Block]:
    """Yield the blocks of a chapter, separated by blank lines and directives."""
    front = _FRONT.match(source)
    skipped = front.group(0).count("\n") if front else 0
    lines = source.splitlines()[skipped:]
    stack: list[tuple[str, str]] = []
    held: list[str] = []
    start = 0

    def block() -> Iterator[Block]:
        if held:
            yield Block(tuple(name for _, name in stack), "\n".join(held), start)
            held.clear()

    for number, line in enumerate(lines, start=skipped + 1):
        fence = _FENCE.match(line)
        if fence:
            yield from block()
            if stack and fence[2] is None and fence[1].startswith(stack[-1][0]):
                stack.pop()
            elif fence[2] is not None or not fence[1].startswith(":"):
                stack.append((fence[1], fence[2] or "code"))
                if fence[3]:
                    held.append(fence[3])
                    start = number
                    if fence[2] not in ("item", "essay", "hand-in", "exercise", "drawing"):
                        yield from block()
                    held.clear()
        elif not line.strip() or _OPTION.match(line):
            yield from block()
        else:
            start = start if held else number
            held.append(line)
    yield from block()


def outside_code(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines outside code, with their numbers; code counts as empty lines."""
    opened: list[str] = []  # directives, whose inside is prose
    literal = ""
    for number, line in enumerate(text.splitlines(), start=1):
        fence = _CODE.match(line)
        marks, words = (fence[1], fence[2].strip()) if fence else ("", "")
        if literal:
            literal = "" if marks.startswith(literal) and not words else literal
            yield number, ""
            continue
        if fence and not words and opened and marks.startswith(opened[-1]):
            opened.pop()
        elif words.startswith("{") and not words.startswith(LITERAL):
            opened.append(marks)
        else:
            literal = marks
        yield number, "" if literal else line


def plain(text: str) -> str:
    """Return a block's words: roles by their text (citations by nothing), links by theirs."""
    said = _ROLE.sub(lambda role: "" if role[1].startswith("cite") else role[2], text)
    return _MARK.sub("", _LINK.sub(r"\1", said)).strip()


def han(text: str) -> int:
    """Count Han characters and runs of digits or letters, as 字 are counted."""
    return len(HAN.findall(text)) + len(re.findall(r"[A-Za-z0-9.]+", text))


def sentences(text: str) -> list[str]:
    """Split prose into sentences."""
    joined = re.sub(r"\n(?=\S)", "", text)
    return [one.strip() for one in _SENTENCE.findall(joined) if one.strip()]
