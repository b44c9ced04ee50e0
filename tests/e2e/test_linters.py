"""Scripts that old browsers run, and pages that are valid HTML, as linters see it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from served import Site

BIN = Path(__file__).parent / "node_modules" / ".bin"
RULES = Path(__file__).parent / "eslint.config.mjs"
VALID = Path(__file__).parent / "htmlvalidate.json"


def eslint(root: Path, *paths: str) -> subprocess.CompletedProcess[str]:
    command = [str(BIN / "eslint"), "--config", str(RULES), "--no-cache", *paths]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


def test_scripts_stay_within_chromium_86_and_firefox_78(root: Path) -> None:
    done = eslint(root, "tools/dabie")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("script", "rule"),
    [
        ("export const copy = structuredClone({});", "compat/compat"),
        ("export const last = (a) => { a.b ??= 1; };", "Parsing error"),
        ("export class A { #secret = 1; }", "Parsing error"),
        ("export const last = (list) => list.at(-1);", "no-restricted-syntax"),
        ("export const sorted = (list) => list.toSorted();", "no-restricted-syntax"),
    ],
)
def test_what_they_do_not_know_would_be_found(tmp_path: Path, script: str, rule: str) -> None:
    (tmp_path / "new.js").write_text(script, encoding="utf-8")
    assert rule in eslint(tmp_path, "new.js").stdout


def css(*paths: Path) -> list[str]:
    command = ["node", "css.mjs", *map(str, paths)]
    done = subprocess.run(command, cwd=RULES.parent, capture_output=True, text=True, check=False)
    assert not done.stderr, done.stderr
    return done.stdout.splitlines()


def test_style_sheets_stay_within_them_too(root: Path) -> None:
    package = root / "tools" / "dabie"
    sheets = [
        one
        for room in ("view", "book", "grading", "lite")
        for one in (package / room).rglob("*.css")
    ]
    assert len(sheets) > 20
    assert css(*sheets) == []


YOUNG = """.a:has(b) { top: 0 }
@container (min-width: 1px) { a { top: 0 } }
a { color: color-mix(in srgb, red, blue) }
a { height: 1lh }
a { inset: 0 }
a { padding-block: 1px }
a { aspect-ratio: 1 }
a { height: 10dvh }
b { i { top: 0 } }
@layer x { a { top: 0 } }
a { font-size: 14px }
a { font: 700 14px/1.5 serif }
:is(a, b) { top: 0 }
"""


def test_a_style_that_they_do_not_know_would_be_found(tmp_path: Path) -> None:
    sheet = tmp_path / "new.css"
    sheet.write_text(YOUNG, encoding="utf-8")
    lines = {int(one.removeprefix(f"{sheet}:").split(":")[0]) for one in css(sheet)}
    assert lines == set(range(1, YOUNG.count("\n") + 1))


def validate(*paths: Path) -> dict[str, list[str]]:
    command = [str(BIN / "html-validate"), "--config", str(VALID), "--formatter", "json"]
    done = subprocess.run([*command, *map(str, paths)], capture_output=True, text=True, check=False)
    return {
        Path(one["filePath"]).name: [
            f"{fault['ruleId']} line {fault['line']}: {fault['message']}"
            for fault in one["messages"]
        ]
        for one in json.loads(done.stdout)
    }


def test_every_page_is_valid_html(site: Site, tiny_site: Site) -> None:
    pages = [one.folder / name for one in (site, tiny_site) for name in one.pages]
    assert len(pages) > 20
    assert validate(*pages) == {}


def test_invalid_html_would_be_found(tmp_path: Path) -> None:
    page = tmp_path / "x.html"
    page.write_text('<!DOCTYPE html><p id="a"><div id="a"></div></p>', encoding="utf-8")
    assert len(validate(page)["x.html"]) >= 2
