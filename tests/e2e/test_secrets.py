"""No key of an assessment is in anything that learners get; what may be there is found."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from searching import files_in, holders, members_of
from served import Site

from dabie.catalog import load_course
from dabie.core.items import Choice, FillIn, Item
from dabie.publishing import notebooks

CANARIES = ("CANARYKEY", "CANARYSAMPLE", "CANARYEXPLANATION", "CANARYFEEDBACK", "CANARYSOURCE")


@pytest.fixture(scope="module")
def dist(root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, bytes]]:
    """The files of the wheel and of the source distribution."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-t", "sdist"]
    subprocess.run([*command, "-d", str(folder)], cwd=root, check=True, capture_output=True)
    built = {path.suffix: members_of(path) for path in folder.iterdir()}
    return {"wheel": built[".whl"], "sdist": built[".gz"]}


def canaries(files: dict[str, bytes]) -> dict[str, list[str]]:
    found = {one: holders(files, one) for one in CANARIES}
    return {one: names for one, names in found.items() if names}


def secrets(item: Item) -> list[str]:
    """Return the texts of an item that nobody else would write: never those of options."""
    told = [item.explanation]
    if isinstance(item.interaction, Choice):
        told += [one.feedback for one in item.interaction.options.values()]
    told += [one.response for one in item.samples if isinstance(one.response, str)]
    return [one for one in told if len(one) > 10]


def test_the_canaries_are_planted(tiny_site: Site) -> None:
    sources = files_in(tiny_site.root)
    assert all(holders(sources, one) for one in CANARIES)
    words = tiny_site.exercise("final").items[1].interaction
    assert isinstance(words, FillIn) and words.key == {"1": ("CANARYKEY",)}


def test_no_built_file_of_the_tiny_course_has_a_canary(tiny_site: Site) -> None:
    files = files_in(tiny_site.folder)
    assert {"final.html", "_static/notebooks/final.ipynb"} <= set(files)
    assert canaries(files) == {}
    # The right option is one among others: it is shown, and nothing says that it is the one.
    assert holders(files, "canary-right") == ["_static/notebooks/final.ipynb", "final.html"]
    for form in ('"key":["canary-right"]', '"key": ["canary-right"]', '"canary-right":"CANARY'):
        assert holders(files, form) == []


def test_no_generated_notebook_has_a_canary(tiny_site: Site) -> None:
    course = load_course(tiny_site.root)
    files = {path.name: text.encode() for path, text in notebooks(tiny_site.root, course)}
    assert set(files) == {"practice.ipynb", "final.ipynb"}
    assert canaries(files) == {}


def test_what_a_practice_item_tells_is_found_everywhere(tiny_site: Site) -> None:
    files = files_in(tiny_site.folder)
    there = ["_static/notebooks/practice.ipynb", "one.html"]
    assert holders(files, "词条写明时属太湖县。") == there
    assert holders(files, "那时还没有岳西县，要到第二年。") == there
    assert holders(files, '"key":["taihu"]') == there


def test_the_real_assessment_tells_nothing_either(site: Site) -> None:
    files = files_in(site.folder)
    for item in site.exercise("guerrilla-war-test").items:
        assert secrets(item)
        for secret in secrets(item):
            assert holders(files, secret) == [], item.id
    for item in site.exercise("guerrilla-war").items:
        assert "guerrilla-war.html" in holders(files, item.explanation)
    for name in ("guerrilla-war-test.html", "_static/notebooks/guerrilla-war-test.ipynb"):
        for field in ("key", "feedback", "explanation", "sources", "samples", "tolerance"):
            assert holders({name: files[name]}, f'"{field}":') == [], name


def test_wheel_and_sdist_hold_the_tools_and_no_course(
    root: Path, dist: dict[str, dict[str, bytes]]
) -> None:
    ours = load_course(root).exercise("guerrilla-war-test")
    assert ours is not None
    for files in dist.values():
        assert holders(files, "核对答案")
        assert canaries(files) == {}
        assert not [
            name
            for name in files
            if name.endswith((".toml", ".ipynb", ".bib", ".md"))
            and "/" in name
            and Path(name).name not in ("pyproject.toml", "README.md", "CHANGELOG.md")
            # What `dabie new course` starts from is made up, and is meant to be read.
            and "/dabie/template/" not in f"/{name}"
        ]
        for item in ours.items:
            assert [one for one in secrets(item) if holders(files, one)] == []


def test_wheel_and_sdist_have_nothing_beside_the_package(dist: dict[str, dict[str, bytes]]) -> None:
    tops = {name.split("/")[0] for name in dist["wheel"]}
    assert {one.split("-")[0] for one in tops} == {"dabie"}
    inside = {name.split("/")[1] for name in dist["sdist"]}
    assert inside <= {
        "tools", "README.md", "CHANGELOG.md", "LICENSE", "pyproject.toml", "PKG-INFO", ".gitignore",
    }  # fmt: skip
    assert not {"exercises", "book", "tests"} & inside
