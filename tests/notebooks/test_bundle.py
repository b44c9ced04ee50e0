"""Several modules made into one do what they did apart."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from dabie.book.scripts import CLASSIC, scripts, smaller
from dabie.notebooks.widget import script
from dabie.view.bundle import bundle


def run(source: str) -> str:
    """Run a module in Node, which the browser tests need anyway."""
    done = subprocess.run(
        ["node", "--input-type=module"], input=source, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def write(folder: Path, **modules: str) -> Path:
    for name, source in modules.items():
        (folder / f"{name}.js").write_text(source, encoding="utf-8")
    return folder / "entry.js"


def test_names_of_one_module_do_not_meet_those_of_another(tmp_path: Path) -> None:
    entry = write(
        tmp_path,
        entry='import first, { two as second, three } from "./one.js";\nimport { four } from "./other.js";\n'
        "const name = 5;\nconsole.log(first(), second, three(), four, name, new (await late())());\n"
        'async function late() { return class { toString() { return "late"; } }; }\n',
        one="const name = 1;\nexport default () => name;\nexport const two = 2;\nexport function three() { return 3; }\n",
        other='import { two } from "./one.js";\nconst name = 2;\nexport const four = two * name;\n'
        "export class Unused {}\nexport async function alsoUnused() {}\n",
    )
    assert run(bundle(entry).text).split()[:5] == ["1", "2", "3", "4", "5"]


def test_a_module_is_taken_once_by_whatever_way_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "near").mkdir()
    write(tmp_path, one='console.log("one");\nexport const x = 1;\n')
    write(tmp_path, two='import { x } from "./near/../one.js";\nexport const y = x + 1;\n')
    entry = write(
        tmp_path / "near",
        entry='import { x } from "../one.js";\nimport { y } from "../two.js";\nconsole.log(x + y);\n',
    )
    assert run(bundle(entry).text).split() == ["one", "3"]


def test_what_is_loaded_beside_another_has_no_module_twice(tmp_path: Path) -> None:
    write(
        tmp_path,
        state="const seen = [];\nexport function see(name) { seen.push(name); return seen.join(); }\n",
        own='import { see } from "./state.js";\nexport const own = () => see("own");\n',
        more='import { own } from "./own.js";\nimport { see } from "./state.js";\n'
        'export { own };\nexport const more = see("more");\n',
    )
    entry = write(
        tmp_path,
        entry='import { see } from "./state.js";\nconsole.log(see("entry"));\n'
        'import("./more.js").then(({ more, own }) => console.log(more, own()));\n',
    )
    host = bundle(entry, later=["more.js"], offers=True)
    assert [one.stem for one in host.modules] == ["state"]
    more = bundle(tmp_path / "more.js", beside=host)
    assert more.text.startswith('import { module_state } from "./entry.js";\n')
    out = tmp_path / "out"
    out.mkdir()
    for one in (host, more):
        (out / one.name).write_text(one.text, encoding="utf-8")
    (out / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    done = subprocess.run(["node", out / host.name], capture_output=True, text=True, check=False)
    assert done.stdout.splitlines() == ["entry", "entry,more entry,more,own"], done.stderr


@pytest.mark.parametrize(
    "line",
    [
        'import { x } from "./nowhere.js";\n',
        'import { x, w } from "./one.js";\n',
        'import { x } from "https://example.org/x.js";\n',
        'import "./one.js";\n',
        'import * as one from "./one.js";\n',
        'const one = await import("./one.js");\n',
        'export { x } from "./one.js";\n',
        'export * from "./one.js";\n',
        'import { y } from "./again.js";\n',
        'import { z } from "./deep/one.js";\nimport { x } from "./one.js";\n',
    ],
)
def test_what_cannot_be_bundled_is_refused(tmp_path: Path, line: str) -> None:
    (tmp_path / "deep").mkdir()
    write(tmp_path / "deep", one="export const z = 1;\n")
    entry = write(
        tmp_path,
        entry=line,
        one="export const x = 1;\n",
        again='import { y } from "./again.js";\nexport const y = 1;\n',
    )
    with pytest.raises(ValueError):
        bundle(entry)


def test_only_comments_are_left_out_of_a_script() -> None:
    source = (
        "// why\nconst a = 1; // what for\n/* more\n   words */\n  const b = `${a} // is ${'said'}`;\n"
        'const c = "http://x // y"; // the "other"\n'
    )
    written = 'const a = 1;\nconst b = `${a} // is ${\'said\'}`;\nconst c = "http://x // y"; // the "other"\n'
    assert smaller(source) == written


def test_every_script_of_the_site_is_whole_and_can_be_read(tmp_path: Path) -> None:
    written = dict(scripts())
    assert len(written) > 10
    for name, text in written.items():
        path = tmp_path / name.replace(".js", ".cjs" if name in CLASSIC else ".mjs")
        path.write_text(text, encoding="utf-8")
        named = re.findall(r'(?:from|import\()\s*"\./([\w-]+\.js)"', text)
        assert set(named) <= set(written), name
        done = subprocess.run(["node", "--check", path], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr


def test_the_widgets_own_is_one_module_without_imports() -> None:
    source = script()
    assert "\nimport " not in source
    assert source.count("export default") == 1
    checked = subprocess.run(
        ["node", "--check", "--input-type=module", "-"],
        input=source,
        text=True,
        capture_output=True,
    )
    assert checked.returncode == 0, checked.stderr
