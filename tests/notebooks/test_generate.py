"""The generated notebook: valid, always the same, and of the one form that runs by itself."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import nbformat

import dabie
from dabie.notebooks.generate import CALL, decode, encode, generate, to_text

LABEXTENSION = Path(dabie.__file__).parent / "notebooks" / "labextension"


def test_it_is_valid_and_every_time_the_same(practice: dict[str, Any]) -> None:
    text = to_text(generate(practice))
    assert text == to_text(generate(json.loads(json.dumps(practice))))
    nbformat.validate(nbformat.reads(text, as_version=4))
    assert text == to_text(json.loads(text))


def test_a_cell_is_named_after_its_item_however_long_that_name_is(practice: dict[str, Any]) -> None:
    long = "a-very-long-name-of-an-item-that-two-share-to-its-very-end-nearly"
    names = [f"{long}-1", f"{long}-2", "county"]
    items = [{**practice["items"][0], "id": name} for name in names]
    notebook = generate({**practice, "items": items})
    nbformat.validate(nbformat.from_dict(notebook))
    ids = [cell["id"] for cell in notebook["cells"]]
    assert len(set(ids)) == len(ids) == 6
    assert ids[-1] == "item-county"


def test_its_cell_is_of_the_form_that_the_front_end_runs(practice: dict[str, Any]) -> None:
    script = (LABEXTENSION / "static" / "runner.js").read_text(encoding="utf-8")
    (form,) = re.findall(r"GENERATED =\s+/\^(.*)\$/;", script)
    form = form.replace("\\/", "/")
    source = "".join(generate(practice)["cells"][1]["source"])
    assert source == CALL.format(literal=encode(practice))
    assert re.fullmatch(form, source)
    assert not re.fullmatch(form, source + "\n\n")
    assert decode(source.split('"')[1]) == practice


def test_the_front_end_is_of_the_packages_version() -> None:
    package = json.loads((LABEXTENSION / "package.json").read_text(encoding="utf-8"))
    assert (package["name"], package["version"]) == ("dabie", dabie.__version__)
