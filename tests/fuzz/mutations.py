"""Hand-ins damaged by chance, each made from its number alone, so that any can be made again."""

from __future__ import annotations

import copy
import io
import json
import random
import struct
import zipfile
from collections.abc import Callable
from typing import Any

ANSWERS: dict[str, Any] = {
    "single": ["taihu"], "several": ["a", "b", "d"], "order": ["x", "z", "y"],
    "names": {"one": "macheng", "two": "extra"}, "gap": {"1": "8", "2": "民 运。"},
    "count": "2，980人", "essay": "据文章，" * 20,
}  # fmt: skip
RECORD: dict[str, Any] = {
    "format": 1, "course": "small", "exercise": "practice", "revision": "sha256:0",
    "learner": {"id": "080213", "name": "李某", "unit": "城关所"},
    "responses": ANSWERS, "saved_at": "2026-11-23T08:00:00+08:00",
}  # fmt: skip
CELL = {"cell_type": "code", "id": "a", "metadata": {}, "outputs": [], "source": ["1/0\n", "é\\"]}
ODD: list[Any] = [
    None, True, False, 0, -1, 1, 2, 10**400, -(2**63), 2**64, 0.1, 1e308, float("nan"),
    float("inf"), "", " \u3000", "\ud800", "\0", "=1+1", "../x", "__proto__", "9" * 5000, "字" * 20_001,
    "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "1e999999", [], {}, [[]], [None],
    ["taihu", "taihu"], ["z"], {"1": 8}, {"one": None}, {"": {"": []}}, "final", "practice", "small",
]  # fmt: skip
TOKENS: list[bytes] = [
    b"\0", b"\0\0\0\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b'"', b"\\", b"\\ud800",
    b"\\u", b"{", b"}", b"[", b"]", b",", b":", b"NaN", b"-Infinity", b"1e999", b"-", b"9" * 400,
    b"[" * 3000, b'{"a":' * 3000, b'{"dabie":', b'"dabie":', b'"metadata":{"dabie":1}', b"<<<<<<< HEAD\n",
    b"=======\n", b"\r\n", b"\xe2\x80\x9c", b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"<html>", b"null",
]  # fmt: skip
ENCODINGS = ("utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32-be", "gb18030")


def made(number: int) -> tuple[str, bytes]:
    """Return the name and content of the file of this number."""
    chance = random.Random(number)
    record = copy.deepcopy(RECORD)
    if chance.random() < 0.5:
        del record["responses"]["essay"]
    for _ in range(chance.choice((0, 0, 1, 1, 2, 5))):
        record = _somewhere(record, chance)
    if chance.random() < 0.7:
        wrapped: Any = {"cells": [CELL], "metadata": {"dabie": record}, "nbformat": 4}
    else:
        wrapped = {"dabie": record}
    text = json.dumps(wrapped, ensure_ascii=chance.random() < 0.5, indent=chance.choice((None, 1)))
    if chance.random() < 0.1:
        width = chance.randint(5, 80)
        text = "收到：\n" + "\r\n".join(text[at : at + width] for at in range(0, len(text), width))
    content = text.encode(chance.choice(ENCODINGS), "replace")
    for _ in range(chance.choice((0, 0, 0, 1, 1, 2, 4))):
        content = chance.choice(DAMAGES)(content, chance)
    if chance.random() < 0.1:
        content = _zipped(content, chance)
        for _ in range(chance.choice((0, 1, 1, 3))):
            content = chance.choice(DAMAGES)(content, chance)
        return "x.zip", content
    return f"x{chance.choice(('.ipynb', '.ipynb', '.txt', '.json'))}", content


def _somewhere(value: Any, chance: random.Random) -> Any:
    """Put something odd at a place by chance, or take something away."""
    if isinstance(value, dict) and value and chance.random() < 0.8:
        name = chance.choice(list(value))
        match chance.randrange(8):
            case 0:
                return {one: two for one, two in value.items() if one != name}
            case 1:
                return {(chance.choice(["\ud800", "__proto__", "", "x" * 300]) if one == name else one): two
                        for one, two in value.items()}  # fmt: skip
            case _:
                return {**value, name: _somewhere(value[name], chance)}
    if isinstance(value, list) and value and chance.random() < 0.5:
        at = chance.randrange(len(value))
        return [*value[:at], _somewhere(value[at], chance), *value[at + chance.randint(0, 1) :]]
    return chance.choice(ODD)


def _flip(content: bytes, chance: random.Random) -> bytes:
    damaged = bytearray(content)
    for _ in range(chance.choice((1, 1, 3, 20)) if damaged else 0):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    return bytes(damaged)


def _cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randint(0, len(content))]


def _drop(content: bytes, chance: random.Random) -> bytes:
    start, end = sorted(chance.randint(0, len(content)) for _ in range(2))
    return content[:start] + content[end:]


def _repeat(content: bytes, chance: random.Random) -> bytes:
    start, end = sorted(chance.randint(0, len(content)) for _ in range(2))
    return content[:end] + content[start:]


def _insert(content: bytes, chance: random.Random) -> bytes:
    at = chance.randint(0, len(content))
    return content[:at] + chance.choice(TOKENS) + content[at:]


def _number(content: bytes, chance: random.Random) -> bytes:
    """Overwrite four bytes as a length or an offset would be."""
    at = chance.randint(0, len(content))
    value = chance.choice(
        (0, 1, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF, len(content), chance.getrandbits(32))
    )
    return content[:at] + struct.pack("<L", value) + content[at + 4 :]


Damage = Callable[[bytes, random.Random], bytes]
DAMAGES: tuple[Damage, ...] = (_flip, _flip, _cut, _drop, _repeat, _insert, _insert, _number)


def _zipped(content: bytes, chance: random.Random) -> bytes:
    packed = io.BytesIO()
    names = (
        "x.ipynb",
        "in/x.txt",
        "../x.ipynb",
        "x",
        "y.zip",
        "李.ipynb",
        "C:\\x.json",
        "__MACOSX/x",
    )
    with zipfile.ZipFile(
        packed, "w", chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
    ) as archive:
        for name in chance.sample(names, chance.randint(1, 3)):
            archive.writestr(name, content)
    return packed.getvalue()
