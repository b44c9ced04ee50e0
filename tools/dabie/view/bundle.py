"""Several ES modules made into one, for hosts that load a single file (anywidget does)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

_IMPORT = re.compile(
    r'^import\s+(?:(?P<default>\w+)\s*,?\s*)?(?:\{(?P<names>[^}]*)\}\s*)?from\s+"\./(?P<file>[\w-]+\.js)";\n',
    re.MULTILINE,
)
_EXPORT = re.compile(
    r"^export\s+(?P<what>(?:async\s+)?(?:function|const|class))\s+(?P<name>\w+)", re.MULTILINE
)
_DEFAULT = re.compile(r"^export default ", re.MULTILINE)


def bundle(entry: Path, folders: Iterable[Path]) -> str:
    """Return one module that does what `entry` and its imports do; `ValueError` if it cannot.

    Each module keeps its own scope; `entry` alone exports. Imports must be static, stand on one
    line, and name files in the folders given.
    """
    places = [entry.parent, *folders]
    written: dict[str, str] = {}
    order: list[str] = []

    def take(path: Path) -> None:
        source = path.read_text(encoding="utf-8")
        written[path.name] = ""  # known, not yet written: a circle ends here
        for found in _IMPORT.finditer(source):
            if found["file"] not in written:
                take(_find(found["file"], places))
        written[path.name] = _scoped(path, source, is_entry=path == entry)
        order.append(path.name)

    take(entry)
    return "\n".join(written[name] for name in order)


def _find(name: str, places: Iterable[Path]) -> Path:
    for place in places:
        if (place / name).is_file():
            return place / name
    raise ValueError(f"no module {name}")


def _scoped(path: Path, source: str, *, is_entry: bool) -> str:
    body = _IMPORT.sub(_bound, source)
    if re.search(r"^import\b|\bimport\(|^export\s+[{*]", body, re.MULTILINE):
        raise ValueError(f"{path.name}: an import or export that cannot be bundled")
    if is_entry:
        return body
    names = [found["name"] for found in _EXPORT.finditer(body)]
    body = _EXPORT.sub(r"\g<what> \g<name>", body)
    if _DEFAULT.search(body):
        body = _DEFAULT.sub("const exported = ", body)
        names.append("default: exported")
    return (
        f"const {_scope(path.name)} = (() => {{\n{body}\nreturn {{ {', '.join(names)} }};\n}})();"
    )


def _bound(found: re.Match[str]) -> str:
    names = [one.strip().replace(" as ", ": ") for one in (found["names"] or "").split(",")]
    if found["default"]:
        names.insert(0, f"default: {found['default']}")
    return f"const {{ {', '.join(filter(None, names))} }} = {_scope(found['file'])};\n"


def _scope(name: str) -> str:
    return "module_" + re.sub(r"\W", "_", name.removesuffix(".js"))
