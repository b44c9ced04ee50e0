"""The essay that a course starts from: numbered sentences with their notes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from .core.errors import CourseError, why


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence as printed; `misprints` pairs what stands there with how to read it."""

    id: str
    part: str
    para: int
    text: str
    note: str = ""
    misprints: tuple[tuple[str, str], ...] = ()


def read_essay(path: Path) -> tuple[Sentence, ...]:
    """Read `essay.json`; `CourseError` names the sentence that is wrong.

    A misprint must stand in its sentence: the mark on the page is put by its text.
    """
    try:
        entries = json.loads(path.read_text(encoding="utf-8-sig"))
    except json.JSONDecodeError as error:
        said = f"第 {error.lineno} 行第 {error.colno} 个字符附近不是正确的 JSON；看逗号、引号和括号"
        raise CourseError(said, where=path.name) from None
    except UnicodeDecodeError:
        raise CourseError("不是 UTF-8 文本；用编辑器另存为 UTF-8", where=path.name) from None
    except OSError as error:
        raise CourseError(f"读不了感悟原文：{why(error)}", where=path.name) from None
    if not isinstance(entries, list):
        raise CourseError("应当是一列句子", where=path.name)
    sentences: list[Sentence] = []
    for position, entry in enumerate(entries, start=1):
        try:
            sentence = Sentence(
                id=str(entry["id"]),
                part=str(entry["part"]),
                para=int(entry["para"]),
                text=str(entry["text"]),
                note=str(entry.get("note", "")),
                misprints=tuple(
                    (str(one["text"]), str(one["read"])) for one in entry.get("misprints", ())
                ),
            )
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise CourseError(
                f"这一句缺少或写错了 {error}；每句要有 id、part、para、text",
                where=path.name,
                key=f"第 {position} 句",
            ) from None
        for printed, _ in sentence.misprints:
            if printed not in sentence.text:
                raise CourseError(f"句中没有“{printed}”", where=path.name, key=sentence.id)
        if any(sentence.id == other.id for other in sentences):
            raise CourseError("编号重复", where=path.name, key=sentence.id)
        sentences.append(sentence)
    return tuple(sentences)
