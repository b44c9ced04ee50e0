"""The page of licences: everything that a site redistributes to run notebooks, with its text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from email import message_from_string
from email.message import Message
from html import escape
from pathlib import Path
from typing import Final, NamedTuple
from zipfile import ZipFile

from .packages import builder, pyodide, wheels

PAGE: Final = "licences.html"
_TEXT: Final = re.compile(r"\.dist-info/(?:licenses/)?(?:LICEN[CS]E|COPYING)[^/]*$", re.IGNORECASE)
_HEAD: Final = (
    '<!DOCTYPE html>\n<html lang="zh-CN">\n<meta charset="utf-8">\n<title>软件许可</title>\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    "<style>body{max-width:50em;margin:2em auto;padding:0 1em;font:16px/1.6 system-ui,sans-serif}"
    "pre{white-space:pre-wrap;font-size:13px}</style>\n"
    "<h1>软件许可</h1>\n<p>“在浏览器中运行练习本”随网站分发下列软件，各按自己的许可；点开看全文。</p>\n"
)
_PYTHON: Final = (
    "Pyodide contains CPython and its standard library, copyright Python Software Foundation, "
    "under the Python Software Foundation License Version 2; both are unchanged in their function: "
    "the library is compiled to bytecode. The source of Pyodide, under the Mozilla Public License "
    "2.0, is published by its authors under the version named here."
)


class Licence(NamedTuple):
    """One piece of software, by whom it may be used, and how."""

    name: str
    version: str
    licence: str
    text: str


def licences(cache: Path, front: Path) -> str:
    """Return the page."""
    found = {one[:2]: one for one in sorted([*_kernel(cache), *_front_end(front)])}
    return _HEAD + "".join(_shown(one) for one in found.values())


def _shown(one: Licence) -> str:
    head = escape(f"{one.name} {one.version}：{one.licence}")
    return f"<details><summary>{head}</summary><pre>{escape(one.text)}</pre></details>\n"


def _kernel(cache: Path) -> Iterator[Licence]:
    package = json.loads((pyodide(cache) / "package.json").read_text(encoding="utf-8"))
    yield Licence("pyodide", package["version"], f"{package['license']}，PSF-2.0", _PYTHON)
    own = builder(cache).glob("**/@jupyterlite/pyodide-kernel-extension/static/pypi/*.whl")
    for wheel in [*wheels(cache).glob("*.whl"), *own]:
        with ZipFile(wheel) as archive:
            names = archive.namelist()
            (metadata,) = (one for one in names if one.endswith(".dist-info/METADATA"))
            said = message_from_string(archive.read(metadata).decode("utf-8"))
            texts = [archive.read(one).decode("utf-8") for one in names if _TEXT.search(one)]
        name, version = said["Name"], said["Version"]
        yield Licence(name, version, _identifier(said), "\n\n".join(texts))


def _identifier(metadata: Message) -> str:
    """Return the short name of a licence, wherever a package writes it."""
    short = str(metadata["License-Expression"] or metadata["License"] or "")
    if not short or "\n" in short:
        classified = [one for one in metadata.get_all("Classifier", []) if "License ::" in one]
        short = "，".join(one.rpartition(" :: ")[2] for one in classified)
    return short or "见全文"


def _front_end(front: Path) -> Iterator[Licence]:
    for file in sorted(front.rglob("third-party-licenses.json")):
        for one in json.loads(file.read_text(encoding="utf-8"))["packages"]:
            identifier = one.get("licenseId") or "见全文"
            text = one.get("extractedText") or ""
            yield Licence(one["name"], one.get("versionInfo") or "", identifier, text)
