"""Several modules made into one do what they did apart."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

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
    assert run(bundle(entry, [])).split()[:5] == ["1", "2", "3", "4", "5"]


def test_a_module_is_taken_once_and_from_the_nearest_folder(tmp_path: Path) -> None:
    near, far = tmp_path / "near", tmp_path / "far"
    near.mkdir()
    far.mkdir()
    write(
        far, one='console.log("far");\n', two='import { x } from "./one.js";\nexport const y = x;\n'
    )
    entry = write(
        near,
        one='console.log("near");\nexport const x = 1;\n',
        entry='import { x } from "./one.js";\nimport { y } from "./two.js";\nconsole.log(x + y);\n',
    )
    assert run(bundle(entry, [far])).split() == ["near", "2"]


@pytest.mark.parametrize(
    "line",
    [
        'import { x } from "./nowhere.js";\n',
        'import { x } from "https://example.org/x.js";\n',
        'import "./one.js";\n',
        'import * as one from "./one.js";\n',
        'const one = await import("./one.js");\n',
        'export { x } from "./one.js";\n',
        'export * from "./one.js";\n',
    ],
)
def test_what_cannot_be_bundled_is_refused(tmp_path: Path, line: str) -> None:
    entry = write(tmp_path, entry=line, one="export const x = 1;\n")
    with pytest.raises(ValueError):
        bundle(entry, [])


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
