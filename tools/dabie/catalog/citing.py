"""What a line of prose says of statutes: names, articles, quotations, and the marks that cite them.

Read from the words as authors write them, 《……法》（2025年修订）第九十七条要求“……”{cite}`fa1`:
nothing has to be marked up for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Final

from .laws import Law, Laws
from .memory import Memory
from .numerals import NUMERAL, value
from .sentence import Naming, Quotation, Reference, Sentence

_CITE = re.compile(r"\{cite(?::[pt])?\}`([^`]*)`")
_ROLE = re.compile(r"\{[\w:-]+\}`([^`<]*)(?:<[^>`]*>)?`")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_SENTENCE = re.compile(r"[^。！？]+[。！？]?[”）]*")
_LIST = rf"{NUMERAL}(?:(?:、|，|至|—|–|-|和){NUMERAL})*"
_ARTICLES = re.compile(
    rf"第({_LIST})条(?:之({NUMERAL}))?((?:第{NUMERAL}款)?(?:第?[（(]?{NUMERAL}[）)]?项)?)"
    # 第三条启示 is the third lesson.
    r"(?!启示|承诺|线索|标准|建议|理由|经验|意见|要点|路)"
)
_QUOTATION = re.compile(r"“([^“”]*)”")
_BOOK = re.compile(r"《([^《》]*(?:〈[^〉]*〉[^《》]*)*)》")
_VERSION = re.compile(r"(?:存档文本)?（([^（）]*)）")
_DATED = re.compile(r"(\d{4})年?(修订|修正|通过|公布|发布|印发|修改)")
KINDS: Final = ("条例", "规定", "条令", "办法", "准则", "方案", "章程", "决定", "意见")
"""What a document may be called for short."""
_ALIAS = re.compile(r"(?:下称|简称|以下称)[《“]?([^》”，；]+)")
_KIND_BEFORE = re.compile(rf"({'|'.join(KINDS)})(?:里|中)?的?$")
_SAME: Final = re.compile(r"(?:同一部法|同法|该法|本法|同一部规定)[^，。；《]{0,4}$")
_OLD_BEFORE = re.compile(
    r"(?:旧法(?:（[^（）]*）)?|旧|原法|旧文本|(?P<year>\d{4})年(?:修正|修订)?(?:的|文本|修正文本)*)[^，。；、“”《》（）]{0,5}$"
)
_OLD_AFTER = re.compile(
    r"^[^，。；、“”《》（）]{0,8}(?:是|属|为)?(?:旧法|旧文本|旧条号|(?P<year>\d{4})年(?:修正|修订))"
)
_NOT_BEFORE = re.compile(
    r"(?:没有|并非|找|不是|不写|找不到|未写|没写|不要写|不说)[^，。；“”]{0,6}$"
)


class Reader:
    """Reads sentences against a register of laws."""

    def __init__(self, laws: Laws) -> None:
        self.laws = laws

    @cached_property
    def _name(self) -> re.Pattern[str]:
        names = sorted(self.laws.by_name, key=len, reverse=True)
        # Without 《》 a name counts only right before an article.
        listed = "|".join(map(re.escape, names))
        return re.compile(rf"({listed})(?=(?:（[^（）]*）)?的?第{NUMERAL})")

    def sentences(self, line: str, memory: Memory) -> Iterator[Sentence]:
        """Yield the sentences of a line of Markdown, resolving by and adding to the memory."""
        plain, cites = _plain(line)
        for match in _SENTENCE.finditer(plain):
            here = tuple(
                (place - match.start(), keys)
                for place, keys in cites
                if match.start() < place <= match.end()
            )
            yield self._sentence(match[0], here, memory)

    def _sentence(
        self, text: str, cites: tuple[tuple[int, tuple[str, ...]], ...], memory: Memory
    ) -> Sentence:
        namings, strangers = self._namings(text, memory)
        references: list[Reference] = []
        previous: Reference | None = None
        for match in _ARTICLES.finditer(text):
            if match.start() and text[match.start() - 1] in "《〈":
                continue
            inside = next(
                (one for one in _BOOK.finditer(text) if one.start() < match.start() < one.end()),
                None,
            )
            if inside:
                continue
            key, stranger, how = self._whose(text, match, namings, strangers, cites, memory)
            numbers = _numbers(match[1], match[2])
            ranged = previous and text[previous.end : match.start()] in ("至", "到", "—", "–", "-")
            if ranged and previous and previous.key == key and "-" not in numbers[0]:
                between = range(int(previous.number) + 1, int(numbers[0]))
                numbers = [*map(str, between), *numbers]
            found = [
                Reference(key, number, match.start(), match.end(), match[3] or "", stranger, how)
                for number in numbers
            ]
            references += found
            previous = found[-1]
            memory.stranger = stranger
            # Old numbers are the exception: what follows bare is again about the law in force.
            if key and not self._replaced(key):
                memory.last, memory.here = key, True
                for one in found:
                    memory.seen.setdefault(one.number, set()).add(key)
                    memory.near.setdefault(one.number, set()).add(key)
        if namings and not references:
            memory.last, memory.stranger, memory.here = namings[-1].law.key, "", True
        if references:
            memory.articles = tuple((one.key, one.number) for one in references if one.key)
        return Sentence(text, tuple(namings), tuple(references), _quotations(text, cites), cites)

    def _namings(self, text: str, memory: Memory) -> tuple[list[Naming], list[tuple[int, str]]]:
        namings, strangers = [], []
        spans = [(one[1], one.start(), one.end()) for one in _BOOK.finditer(text)]
        inside = [(start, end) for _, start, end in spans]
        spans += (
            [
                (one[1], one.start(), one.end())
                for one in self._name.finditer(text)
                if not any(start <= one.start() < end for start, end in inside)
            ]
            if self.laws.by_key
            else []
        )
        for name, start, end in sorted(spans, key=lambda one: one[1]):
            law = self.laws.by_name.get(name) or self._called(name, memory)
            version = _VERSION.match(text, end)
            if law is not None:
                said = version[1] if version else _after(text[end:])
                namings.append(Naming(self._version(law, said), start, end, said))
                memory.name(name, law.key)
                for alias in _ALIAS.findall(version[1] if version else ""):
                    memory.name(alias, law.key)
            else:
                after = text[version.end() if version else end :]
                if _ARTICLES.match(after.removeprefix("的")):
                    strangers.append((start, name))
                if name.removesuffix("（试行）").endswith(KINDS):
                    memory.name(name, "")
        return namings, strangers

    def _called(self, name: str, memory: Memory) -> Law | None:
        """Return what 《条例》 or another short name stands for in this text."""
        key = memory.known.get(name)
        if key is None and name in KINDS:
            key, _ = memory.called(name) or ("", "")
        return self.laws.by_key.get(key or "")

    def _version(self, law: Law, said: str) -> Law:
        """Return the older entry where the words behind the name say so."""
        old = self.laws.by_key.get(law.replaces)
        dated = _DATED.search(said)
        return old if old and dated and dated[1] == old.version[:4] else law

    def _whose(
        self,
        text: str,
        match: re.Match[str],
        namings: list[Naming],
        strangers: list[tuple[int, str]],
        cites: tuple[tuple[int, tuple[str, ...]], ...],
        memory: Memory,
    ) -> tuple[str, str, str]:
        before, after = text[: match.start()], text[match.end() :]
        named = [(one.end, one.law.key, "") for one in namings if one.end <= match.start()]
        named += [(start, "", name) for start, name in strangers if start < match.start()]
        how = "named"
        numbers = _numbers(match[1], match[2])
        cited = self._cited(match.end(), cites)
        seen, near = (one.get(numbers[0], set()) for one in (memory.seen, memory.near))
        kind = _KIND_BEFORE.search(before)
        called = (memory.called(kind[1]) or self._sourced(kind[1], memory)) if kind else None
        ends = max((end for end, _, _ in named), default=0)
        if called and kind and kind.start() >= ends:
            key, stranger = called
            how = "called"
        elif named and not (len(cited) == 1 and self._apart(max(named), cited[0], before)):
            _, key, stranger = max(named)
        elif _SAME.search(before) and (memory.last or memory.stranger):
            key, stranger, how = memory.last, memory.stranger, "same"
        elif len(cited) == 1:
            key, stranger, how = cited[0], "", "cited"
        elif len(near) == 1:
            key, stranger, how = next(iter(near)), "", "seen"
        elif memory.here and memory.last and not memory.stranger and not (memory.tail and seen):
            key, stranger, how = memory.last, "", "last"
        elif len(seen) == 1:
            key, stranger, how = next(iter(seen)), "", "seen"
        elif memory.last or memory.stranger:
            key, stranger, how = memory.last, memory.stranger, "last"
        else:
            key, stranger, how = memory.fallback, "", "fallback"
        key = self._older(before, after) or key
        return key, ("" if key else stranger), how

    def _sourced(self, kind: str, memory: Memory) -> tuple[str, str] | None:
        """Return the first source that is called so; what nobody can tell is no law's article."""
        keys = [key for key in memory.sources if self.laws.by_key[key].name.endswith(kind)]
        return (keys[0], "") if keys else ("", kind)

    def _replaced(self, key: str) -> bool:
        return any(law.replaces == key for law in self.laws.by_key.values())

    def _apart(self, naming: tuple[int, str, str], cited: str, before: str) -> bool:
        """Tell whether a semicolon ends what was said of the statute named before."""
        end, key, _ = naming
        return key != cited and "；" in before[end:]

    def _older(self, before: str, after: str) -> str:
        """Return the replaced version that 旧法 or 2012年 beside an article means."""
        replaced = [
            self.laws.by_key[law.replaces]
            for law in self.laws.by_key.values()
            if law.replaces in self.laws.by_key
        ]
        for pattern, text in ((_OLD_BEFORE, before), (_OLD_AFTER, after)):
            match = pattern.search(text)
            meant = [one for one in replaced if match and match["year"] in (None, one.version[:4])]
            if len(meant) == 1:
                return meant[0].key
        return ""

    def _cited(self, place: int, cites: tuple[tuple[int, tuple[str, ...]], ...]) -> list[str]:
        """Return the statutes of the next mark, older versions left out."""
        following = next((keys for at, keys in cites if at >= place), ())
        keys = {self.laws.keys[key] for key in following if key in self.laws.keys}
        replaced = {self.laws.old(key) for key in keys}
        return sorted(keys - replaced)


def _after(text: str) -> str:
    """Return a version that follows a name without brackets: 《……》2025年修订."""
    match = re.match(r"(?:是|为)?(\d{4}年?(?:修订|修正))", text)
    return match[1] if match else ""


def _numbers(listed: str, inserted: str | None) -> list[str]:
    """Return the numbers of 第34、35条 or 第40—48条, in digits."""
    numbers: list[str] = []
    ranged = False
    for part in re.findall(rf"{NUMERAL}|[^\d一二三四五六七八九十百零〇]", listed):
        if not re.fullmatch(NUMERAL, part):
            ranged = part in "至—–-"
            continue
        number = value(part)
        if ranged and numbers:
            numbers += [str(one) for one in range(int(numbers[-1]) + 1, number)]
        numbers.append(str(number))
        ranged = False
    if inserted and numbers:
        numbers[-1] += f"-{value(inserted)}"
    return numbers


def _plain(line: str) -> tuple[str, list[tuple[int, tuple[str, ...]]]]:
    """Return a line without marks, and each citation by its place in what is left."""
    cites: list[tuple[int, tuple[str, ...]]] = []
    text = ""
    at = 0
    for match in _CITE.finditer(line):
        text += _bare(line[at : match.start()])
        cites.append((len(text), tuple(one.strip() for one in match[1].split(","))))
        at = match.end()
    return text + _bare(line[at:]), cites


def _bare(text: str) -> str:
    return _LINK.sub(r"\1", _ROLE.sub(r"\1", text)).replace("**", "")


def _quotations(text: str, cites: tuple[tuple[int, tuple[str, ...]], ...]) -> tuple[Quotation, ...]:
    return tuple(
        Quotation(
            text=match[1],
            start=match.start(),
            keys=next((keys for place, keys in cites if place >= match.end()), ()),
            denied=_NOT_BEFORE.search(text[: match.start()]) is not None,
        )
        for match in _QUOTATION.finditer(text)
    )
