"""Numbers of a replaced statute that are told as if they were in force, and the table itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..catalog.faults import Fault, nearest
from ..catalog.laws import Laws
from ..catalog.renumbering import RENUMBERING, Renumbering, Row
from ..catalog.statements import Said
from ..catalog.statutes import article_name, fold
from .registers import Registers


def table_faults(laws: Laws, table: Renumbering, registers: Registers) -> Iterator[Fault]:
    """Yield the rows that the two stored texts do not bear out."""
    old, new = laws.by_key.get(table.old), laws.by_key.get(table.new)
    if old is None or new is None:
        for key in (table.old, table.new):
            if key not in laws.by_key:
                yield Fault(RENUMBERING, "", f"laws.toml 里没有“{key}”", nearest(key, laws.by_key))
        return
    seen: set[tuple[str, str]] = set()
    for row in table.rows:
        for law, key, number, words in (
            (old, "old_words", row.old, row.old_words),
            (new, "new_words", row.new, row.new_words),
        ):
            article = law.articles.get(number)
            if article is None or fold(words) not in article.folded:
                said = f"“{words}”不在《{law.name}》（{law.version}）{article_name(number)}"
                right = "、".join(article_name(one) for one in law.holding(fold(words))[:3])
                yield Fault(
                    RENUMBERING,
                    f"{row.key}.{key}",
                    said,
                    f"它在{right}" if right else "照存档全文写",
                )
        if (row.kind == "条号未变") != (row.old == row.new):
            said = f"旧第 {row.old} 条、新第 {row.new} 条，却写着“{row.kind}”"
            yield Fault(RENUMBERING, f"{row.key}.kind", said, "条号相同的写“条号未变”")
        yield from _sign_faults(row, laws, table)
        for name in row.facts:
            if registers.facts is not None and name not in registers.facts:
                yield Fault(
                    RENUMBERING, f"{row.key}.facts", f"没有“{name}”", nearest(name, registers.facts)
                )
        if (row.old, row.new) in seen:
            yield Fault(RENUMBERING, row.key, "和前面一行重复", "合成一行")
        seen.add((row.old, row.new))


def _sign_faults(row: Row, laws: Laws, table: Renumbering) -> Iterator[Fault]:
    """Yield signs that would not tell the rule, or would accuse what today's number is about."""
    new = laws.by_key[table.new]
    home, other = (new.articles.get(number) for number in (row.new, row.old))
    if row.signs and home and not any(fold(sign) in home.folded for sign in row.signs):
        said = f"没有一个词在现行{article_name(row.new)}里，认不出这条规则"
        yield Fault(RENUMBERING, f"{row.key}.signs", said, "至少写一个条文里的词")
    for sign in row.signs if row.old != row.new and other else ():
        if other and fold(sign) in other.folded:
            said = f"“{sign}”也在现行{article_name(row.old)}里，会冤枉引对的人"
            yield Fault(RENUMBERING, f"{row.key}.signs", said, "换一个词")


def stale_faults(laws: Laws, table: Renumbering, statements: Sequence[Said]) -> Iterator[Fault]:
    """Yield the sentences that give a rule its old number as the one in force.

    A number alone proves nothing: 第八十三条 is an article today, too. What does is a word of the
    moved rule in the same clause that today's article of that number does not have.
    """
    new, old = laws.by_key.get(table.new), laws.by_key.get(table.old)
    if new is None or old is None or not new.text:
        return
    moved: dict[str, list[Row]] = {}
    for row in table.rows:
        if row.old != row.new:
            moved.setdefault(row.old, []).append(row)
    for said, following in zip(statements, [*statements[1:], None], strict=True):
        sentence = said.sentence
        if following and _explains(said, following, table):
            continue
        for at, one in enumerate(sentence.references):
            if one.key != table.new or one.number not in moved:
                continue
            later = [
                other.start for other in sentence.references[at + 1 :] if other.start > one.start
            ]
            before = [other.end for other in sentence.references[:at] if other.end <= one.start]
            around = _clause(
                sentence.text,
                one.start,
                one.end,
                max(before, default=0),
                min(later, default=len(sentence.text)),
            )
            here = new.articles.get(one.number)
            for row in moved[one.number]:
                told = [sign for sign in row.signs if fold(sign) in around]
                if told and (here is None or not any(fold(sign) in here.folded for sign in told)):
                    yield Fault(
                        said.place.file,
                        said.place.key,
                        f"“{told[0]}”写成{article_name(one.number)}，那是{old.version}的条号",
                        f"{new.version}在{article_name(row.new)}；说旧法就写明“旧法”或“{old.version}”",
                    )
                    break


def _explains(said: Said, following: Said, table: Renumbering) -> bool:
    """Tell whether the very next sentence says that the number is an old one: a case does so."""
    same = said.place.file == following.place.file
    lines = [re.sub(r"\D", "", one.place.key) for one in (said, following)]
    near = same and all(lines) and int(lines[1]) - int(lines[0]) in (0, 1)
    sentence = following.sentence
    old = any(one.key == table.old for one in sentence.references)
    return near and (old or table.old in sentence.cited)


def _clause(text: str, start: int, end: int, earliest: int, latest: int) -> str:
    """Return the words that a reference can be about: up to a semicolon or another reference."""
    before = text[earliest:start].rpartition("；")[2]
    after = text[end:latest].partition("；")[0]
    return fold(before + after)
