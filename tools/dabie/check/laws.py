"""Faults of what a course says of statutes: articles, quotations, versions, the register itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..catalog.chapters import Chapter
from ..catalog.faults import Fault, nearest
from ..catalog.laws import FOLDER, LAWS, Law, Laws
from ..catalog.numerals import value
from ..catalog.sentence import Quotation, Reference
from ..catalog.statements import FACTS, Said, cited_laws, pieces
from ..catalog.statutes import article_name, gaps
from ..catalog.texts import read_text, written
from ..core.items import Course
from .registers import Registers

_FRONT = re.compile(r"^核对截止:\s*[\"']?(\d{4}-\d{2}-\d{2})", re.MULTILINE)
_SPOKEN = re.compile(r"核对截止(\d{4})年(\d{1,2})月(\d{1,2})日")
_VERSION = re.compile(r"(\d{4})年?(修订|修正|通过|公布|发布|印发)")
_DIGITS = str.maketrans("○〇零一二三四五六七八九", "000123456789")


def register_faults(book: Path, laws: Laws, registers: Registers) -> Iterator[Fault]:
    """Yield what is wrong with `laws.toml` and the stored texts."""
    files = {law.file for law in laws.by_key.values()}
    for path in written(book / FOLDER, "*.md") if laws.by_key else ():
        if f"{FOLDER}/{path.name}" not in files:
            yield Fault(f"book/{FOLDER}/{path.name}", "", "laws.toml 里没有登记", "登记它，或删掉")
    for law in laws.by_key.values():
        known = registers.references
        for key in (law.key, *law.also):
            if known is not None and key not in known:
                yield Fault(LAWS, key, "references.bib 里没有这个键", nearest(key, known))
        if not law.text:
            continue
        missing = gaps(law.articles)
        if not law.articles:
            yield Fault(
                f"book/{law.file}", "", "没有一条是“第…条”开头的", "每条另起一行，条号后空一格"
            )
        elif missing:
            said = f"缺第 {'、'.join(missing[:5])} 条"
            yield Fault(f"book/{law.file}", "", said, "补全条文，或看条号后面有没有空格")
        if law.in_force and not _says_date(law, law.in_force):
            said = f"条文里没有 {law.in_force} 这个施行日"
            yield Fault(LAWS, f"{law.key}.in_force", said, "照条文最后一条写，没有就不写")


def _says_date(law: Law, date: str) -> bool:
    year, month, day = (int(one) for one in date.split("-"))
    text = law.folded.translate(_DIGITS)
    # 二○○四年十月一日 keeps its 十, which is no digit.
    spoken = (f"{year}年{month}月{day}日", f"{year}年{'十' if month == 10 else month}月{day}日")
    return any(one in text for one in spoken)


def statement_faults(laws: Laws, statements: Sequence[Said]) -> Iterator[Fault]:
    """Yield the faults of single sentences."""
    for said in statements:
        for reference in said.sentence.references:
            yield from _reference(laws, said, reference)
        for naming in said.sentence.namings:
            wrong = _VERSION.search(naming.said)
            if (
                wrong
                and wrong[1] + "年" + wrong[2] != naming.law.version
                and (naming.law.amended or wrong[2] in ("修订", "修正"))
            ):
                yield _fault(
                    said,
                    f"《{naming.law.name}》写成“{naming.said}”",
                    f"登记的版本是“{naming.law.version}”；改这里，或改 laws.toml",
                )
        if said.place.file != FACTS:
            yield from _quotations(laws, said)
            yield from _misattributed(laws, said)


def _reference(laws: Laws, said: Said, reference: Reference) -> Iterator[Fault]:
    name = article_name(reference.number)
    if not reference.key:
        if reference.stranger:
            said_name = f"《{reference.stranger}》没有登记，{name}核不了"
            yield _fault(
                said,
                said_name,
                nearest(reference.stranger, laws.by_name) + "；没有存全文的也在 laws.toml 登记",
            )
        else:
            yield _fault(said, f"“{name}”没有说是哪部法", f"写成《法名》{name}，或在句末注明出处")
        return
    law = laws.by_key[reference.key]
    if not law.text:
        return
    article = law.articles.get(reference.number)
    if article is None:
        yield _fault(
            said,
            f"《{law.name}》（{law.version}）没有{name}",
            f"这一版共 {len(law.articles)} 条；对照 book/{law.file} 改条号",
        )
        return
    for numeral, unit in re.findall(
        r"[（(]?([\d一二三四五六七八九十百零〇]+)[）)]?(款|项)", reference.part
    ):
        if unit == "款" and value(numeral) > len(article.paragraphs):
            yield _fault(
                said,
                f"{name}只有 {len(article.paragraphs)} 款，写的是{reference.part}",
                f"对照 book/{law.file}",
            )
        if unit == "项" and value(numeral) not in article.points:
            yield _fault(said, f"{name}没有{reference.part}", f"对照 book/{law.file}")


def _quotations(laws: Laws, said: Said) -> Iterator[Fault]:
    for quotation in said.sentence.quotations:
        if quotation.denied or not pieces(quotation):
            continue
        keys = _answerable(laws, said, quotation)
        if not keys:
            continue
        named = {(one.key, one.number) for one in said.sentence.references if one.key in keys}
        holding = {
            (key, number) for key in keys for number in _holding(laws.by_key[key], quotation)
        }
        words = f"“{quotation.text}”"
        if not holding and not _whole(laws, keys, quotation):
            names = "、".join(
                f"《{laws.by_key[key].name}》（{laws.by_key[key].version}）" for key in keys
            )
            yield _fault(
                said, f"引文{words}不在{names}的存档全文里", "照原文一字不差地引，或去掉引号转述"
            )
        elif holding and named and not holding & named:
            right = "、".join(article_name(number) for _, number in sorted(holding)[:3])
            wrong = "、".join(article_name(number) for _, number in sorted(named))
            yield _fault(said, f"引文{words}不在{wrong}", f"它在{right}；改条号，或改引文")


def _answerable(laws: Laws, said: Said, quotation: Quotation) -> list[str]:
    """Return the stored statutes of which one must hold the quotation; none where others may."""
    if quotation.keys:
        keys = cited_laws(quotation, laws)
        return keys if len(keys) == len(quotation.keys) else []
    # Without a mark behind it, as in items, the article named right before it answers for it.
    before = [one for one in said.sentence.references if one.end <= quotation.start]
    if not before or not before[-1].key or not laws.by_key[before[-1].key].text:
        return []
    between = said.sentence.text[before[-1].end : quotation.start]
    return [] if re.search(r"[；，]", between) else [before[-1].key]


def _holding(law: Law, quotation: Quotation) -> list[str]:
    parts = pieces(quotation)
    if not all(part in law.folded for part in parts):
        return []
    return [
        number for number, one in law.articles.items() if all(part in one.folded for part in parts)
    ]


def _whole(laws: Laws, keys: Sequence[str], quotation: Quotation) -> bool:
    """Tell whether the words stand in a heading, where no article is."""
    return any(all(part in laws.by_key[key].folded for part in pieces(quotation)) for key in keys)


def _misattributed(laws: Laws, said: Said) -> Iterator[Fault]:
    """Yield a fault where a sentence names one statute and cites only others."""
    cited = {laws.keys[key] for key in said.sentence.cited if key in laws.keys}
    for key in dict.fromkeys(one.key for one in said.sentence.references if one.how == "named"):
        if cited and key and key not in cited:
            yield _fault(
                said,
                f"写的是《{laws.by_key[key].name}》，引注里没有 {key}",
                f"在 {{cite}} 里加上 {key}",
            )


def version_faults(
    book: Path, laws: Laws, statements: Sequence[Said], chapters: Sequence[Chapter], course: Course
) -> Iterator[Fault]:
    """Yield chapters that lean on a statute and do not say its version or the date of checking."""
    taught = {one.chapter for one in course.exercises}
    replaced = {law.replaces for law in laws.by_key.values()}
    for chapter in chapters:
        if not chapter.objectives and chapter.name not in taught:
            continue
        mine = [one for one in statements if one.place.file == chapter.file]
        named = {one.key for said in mine for one in said.sentence.references if one.key}
        leaned = {key for said in mine for key, _ in said.leans}
        if not leaned:
            continue
        source = read_text(book / f"{chapter.name}.md")
        checked = {laws.by_key[key].checked for key in leaned}
        yield from _dates(chapter.file, source, checked)
        for key in sorted(named):
            law = laws.by_key[key]
            if law.amended and not _says_version(law, mine, source, key in replaced):
                yield Fault(
                    chapter.file,
                    f"《{law.name}》",
                    "引了条文，没有写版本",
                    f"第一次写成《{law.name}》（{law.version}）",
                )


def _says_version(law: Law, mine: Sequence[Said], source: str, replaced: bool) -> bool:
    year, word = law.version[:4], law.version[-2:]
    said = rf"{year}年?(?:第.次)?{word}"
    if any(
        naming.law.key == law.key and re.search(said, naming.said)
        for one in mine
        for naming in one.sentence.namings
    ):
        return True
    # What is replaced is told by its year or as the old one alone: 2012年修正文本, 旧法第八十三条.
    return replaced and re.search(rf"{said}|{year}年的|旧法|旧第|旧条", source) is not None


def _dates(file: str, source: str, checked: set[str]) -> Iterator[Fault]:
    front = _FRONT.search(source.split("\n---\n", 1)[0])
    dates = "、".join(sorted(checked))
    if front is None:
        yield Fault(file, "核对截止", "引了条文，没有写核对截止", f'在开头写 核对截止: "{dates}"')
    elif checked != {front[1]}:
        yield Fault(file, "核对截止", f"写的是 {front[1]}，laws.toml 登记的是 {dates}", "改成一样")
    for match in _SPOKEN.finditer(source):
        date = f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"
        if date not in checked:
            line = source[: match.start()].count("\n") + 1
            yield Fault(file, f"第 {line} 行", f"写着{match[0]}，登记的是 {dates}", "改成一样")


def _fault(said: Said, message: str, remedy: str) -> Fault:
    return Fault(said.place.file, said.place.key, message, remedy)
