"""Several ES modules made into one: for hosts that load a single file, and to spare requests.

Each module keeps a scope of its own; nothing is renamed, so that what runs reads like its source.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

_IMPORT = re.compile(
    r'^import\s+(?:(?P<default>\w+)\s*,?\s*)?(?:\{(?P<names>[^}]*)\}\s*)?from\s+"(?P<file>\.[\w./-]+\.js)";\n',
    re.MULTILINE,
)
_EXPORT = re.compile(
    r"^export\s+(?P<what>(?:async\s+)?(?:function|const|class))\s+(?P<name>\w+)", re.MULTILINE
)
_DEFAULT = re.compile(r"^export default ", re.MULTILINE)
_LATER = re.compile(r"\bimport\(\s*(?P<what>[^)]*?)\s*\)")
_OTHER = re.compile(r"^import\b(?!\()|^export\s+[{*]", re.MULTILINE)


@dataclass(frozen=True)
class Bundle:
    """One module, and which modules are in it."""

    name: str
    text: str
    modules: tuple[Path, ...]


def bundle(
    entry: Path,
    *,
    later: Iterable[str] = (),
    offers: bool = False,
    beside: Bundle | None = None,
) -> Bundle:
    """Return one module that does what `entry` and its imports do; `ValueError` if it cannot.

    Imports must be static, stand on one line, and name files by their relative address. Only
    `entry` exports. A bundle that `offers` exports its modules, too: one that is made to be loaded
    `beside` it takes them from there, so that no page has a module twice. What is imported `later`
    is no part of the bundle; its name stays as it is.
    """
    made = _Writer(entry, frozenset(later), beside).write()
    if not offers:
        return made
    names = ", ".join(_scope(one) for one in made.modules)
    return replace(made, text=f"{made.text}\nexport {{ {names} }};\n")


class _Writer:
    def __init__(self, entry: Path, later: frozenset[str], beside: Bundle | None) -> None:
        self.entry = entry.resolve()
        self.later = later
        self.beside = beside
        self.given = frozenset(beside.modules) if beside else frozenset()
        self.written: dict[Path, str] = {}
        self.taken: list[str] = []

    def write(self) -> Bundle:
        self._take(self.entry, [])
        modules = tuple(one for one in self.written if one != self.entry)
        names = [_scope(one) for one in modules]
        if len({*names, *self.taken}) < len(names) + len(self.taken):
            raise ValueError(f"{self.entry.name}: two modules of one name")
        parts = list(self.written.values())
        if self.beside and self.taken:
            parts.insert(0, f'import {{ {", ".join(self.taken)} }} from "./{self.beside.name}";')
        return Bundle(self.entry.name, "\n".join(parts), modules)

    def _take(self, path: Path, way: Sequence[Path]) -> None:
        if path in way:
            raise ValueError(f"{path.name} imports itself, by {way[-1].name}")
        if path in self.written:
            return
        if path in self.given:
            if _scope(path) not in self.taken:
                self.taken.append(_scope(path))
            return
        if not path.is_file():
            raise ValueError(f"no module {path.name}")
        source = path.read_text(encoding="utf-8")
        for found in _IMPORT.finditer(source):
            self._take(_meant(path, found), [*way, path])
            _check(path, found)
        self.written[path] = self._scoped(path, source)

    def _scoped(self, path: Path, source: str) -> str:
        body = _IMPORT.sub(lambda found: _bound(found, _meant(path, found)), source)
        is_entry = path == self.entry
        strange = [one["what"] for one in _LATER.finditer(body)]
        if any(one.strip("\"'").removeprefix("./") not in self.later for one in strange):
            raise ValueError(f"{path.name}: an import that cannot be bundled")
        if any(not is_entry or one[0] != "export {" for one in _OTHER.finditer(body)) or (
            re.search(r"^export \{[^}]*\}\s*from", body, re.MULTILINE)
        ):
            raise ValueError(f"{path.name}: an import or export that cannot be bundled")
        if is_entry:
            return body
        names = [found["name"] for found in _EXPORT.finditer(body)]
        body = _EXPORT.sub(r"\g<what> \g<name>", body)
        if _DEFAULT.search(body):
            body = _DEFAULT.sub("const exported = ", body)
            names.append("default: exported")
        return f"const {_scope(path)} = (() => {{\n{body}\nreturn {{ {', '.join(names)} }};\n}})();"


def _meant(path: Path, found: re.Match[str]) -> Path:
    return (path.parent / found["file"]).resolve()


def _check(path: Path, found: re.Match[str]) -> None:
    """Refuse a name that is not there: taken from an object, it would just be undefined."""
    offered = {one["name"] for one in _EXPORT.finditer(_meant(path, found).read_text("utf-8"))}
    wanted = [one.partition(" as ")[0].strip() for one in (found["names"] or "").split(",")]
    for name in filter(None, wanted):
        if name not in offered:
            raise ValueError(f"{path.name}: no {name} in {_meant(path, found).name}")


def _bound(found: re.Match[str], path: Path) -> str:
    names = [one.strip().replace(" as ", ": ") for one in (found["names"] or "").split(",")]
    if found["default"]:
        names.insert(0, f"default: {found['default']}")
    return f"const {{ {', '.join(filter(None, names))} }} = {_scope(path)};\n"


def _scope(path: Path) -> str:
    return "module_" + re.sub(r"\W", "_", path.stem)
