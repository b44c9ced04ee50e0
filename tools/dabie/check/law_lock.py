"""`laws.lock`: the stored texts as they were when the course was last read against them.

It holds a digest of every article, not only of those that are leaned on: so a new chapter needs no
new lock, and what a change touches is known from the chapters as they are today.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from ..catalog import FaultyCourse, read_course
from ..catalog.faults import Fault
from ..catalog.laws import Law, Laws, read_laws
from ..catalog.statements import Said, read_statements
from ..catalog.statutes import article_name

LOCK: Final = "book/laws.lock"
Digests = Mapping[str, Mapping[str, str]]


def digests(laws: Laws) -> dict[str, dict[str, str]]:
    """Return the digest of every article of every stored text."""
    return {
        law.key: {number: one.digest for number, one in law.articles.items()}
        for law in laws.by_key.values()
        if law.text
    }


def changed(law: Law, before: Mapping[str, str]) -> list[str]:
    """Return the numbers of the articles that are not as they were, in order."""
    now = {number: one.digest for number, one in law.articles.items()}
    numbers = [one for one in {**before, **now} if before.get(one) != now.get(one)]
    return sorted(numbers, key=lambda one: tuple(map(int, one.split("-"))))


def lock_faults(book: Path, laws: Laws, statements: Sequence[Said]) -> Iterator[Fault]:
    """Yield every place that leans on an article which has changed since it was last accepted."""
    stored = digests(laws)
    if not stored:
        return
    lock = _read(book)
    if lock is None:
        yield Fault(LOCK, "", "没有这个文件，或读不懂", "运行 dabie laws")
        return
    for key in sorted(set(lock) - set(stored)):
        yield Fault(LOCK, key, "laws.toml 里已经没有这部法的全文", "运行 dabie laws")
    for key in stored:
        law = laws.by_key[key]
        if key not in lock:
            yield Fault(LOCK, key, f"还没有记下《{law.name}》（{law.version}）", "运行 dabie laws")
            continue
        numbers = changed(law, lock[key])
        if numbers:
            yield from _to_reread(law, numbers, statements)


def _to_reread(law: Law, numbers: list[str], statements: Sequence[Said]) -> Iterator[Fault]:
    found: dict[tuple[str, str], list[str]] = {}
    whole: dict[str, str] = {}
    for said in statements:
        place = (said.place.file, said.place.key)
        for key, number in said.leans:
            if key == law.key and number in numbers:
                found.setdefault(place, []).append(number)
            elif key == law.key and not number:
                whole.setdefault(said.place.file, said.place.key)
    for (file, key), leaned in found.items():
        names = "、".join(dict.fromkeys(map(article_name, leaned)))
        said_names = f"所依据的《{law.name}》（{law.version}）{names}，存档全文变了"
        yield Fault(file, key, said_names, f"对照 book/{law.file} 重读；全部读完运行 dabie laws")
    for file in sorted(set(whole) - {file for file, _ in found}):
        said_whole = f"引了《{law.name}》（{law.version}）而没有写条号，存档全文变了"
        yield Fault(
            file, whole[file], said_whole, f"对照 book/{law.file} 重读；全部读完运行 dabie laws"
        )
    names = "、".join(map(article_name, numbers[:8])) + ("等" if len(numbers) > 8 else "")
    places = f"{len(found)} 处依据它们" if found else "没有章节、题目依据它们"
    yield Fault(f"book/{law.file}", "", f"{names}和上次核对时不同，{places}", "读完运行 dabie laws")


def _read(book: Path) -> dict[str, dict[str, str]] | None:
    try:
        lock = json.loads((book / "laws.lock").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    sound = isinstance(lock, dict) and all(isinstance(one, dict) for one in lock.values())
    return lock if sound else None


def accept(root: Path) -> tuple[Path | None, list[Fault]]:
    """Write the lock from the texts as they are; return it and what was to be read again."""
    course, faults = read_course(root)
    book = root / "book"
    register: list[Fault] = []
    laws = read_laws(book, register)
    if register:
        raise FaultyCourse(register)
    stored = digests(laws)
    if not stored:
        return None, []
    statements = read_statements(book, course, laws)
    reread = [one for one in lock_faults(book, laws, statements) if one.file != LOCK]
    lines = [
        f"  {json.dumps(key)}: {{\n"
        + ",\n".join(f'    "{number}": "{digest}"' for number, digest in one.items())
        + "\n  }"
        for key, one in stored.items()
    ]
    text = "{\n" + ",\n".join(lines) + "\n}\n"
    path = root / LOCK
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8", newline="\n")
    return path, reread
