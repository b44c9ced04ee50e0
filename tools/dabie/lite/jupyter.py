"""The front end: JupyterLite's notebook page, without what a learner does not need."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from zipfile import ZipFile

from .cache import digest, made
from .packages import BROWSER, BUILDER, builder, program, run, wheels

WIDGETS: Final = ("anywidget", "jupyterlab_widgets")
"""Wheels that bring a front-end extension along."""
MESSAGES: Final = "jupyterlab_language_pack_zh_CN/locale/zh_CN/LC_MESSAGES"
DOMAINS: Final = ("jupyterlab", "jupyterlab_widgets", "notebook")
LABEXTENSIONS: Final = "share/jupyter/labextensions/"


def front_end(cache: Path) -> Path:
    """Return a folder with the page's scripts: `build`, `extensions`, `jupyter-lite.json`."""
    return made(
        cache / f"front-{digest([BUILDER, BROWSER, Path(__file__)])}",
        lambda folder: _build(cache, folder),
    )


def _build(cache: Path, out: Path) -> None:
    whole, work = out / "whole", out / "work"
    work.mkdir()
    _jupyter_lite(cache, work, whole)
    config = json.loads((whole / "jupyter-lite.json").read_text(encoding="utf-8"))
    for name in ("build", "extensions"):
        shutil.move(whole / name, out / name)
    shutil.rmtree(whole)
    shutil.rmtree(work)
    settings: dict[str, Any] = config["jupyter-config-data"]
    settings["federated_extensions"].extend(_widgets(cache, out / "extensions"))
    _settings_of_widgets(out)
    _translations(cache, out / "translations")
    (out / "jupyter-lite.json").write_text(json.dumps(settings), encoding="utf-8")


def _jupyter_lite(cache: Path, work: Path, out: Path) -> None:
    environment = builder(cache)
    trimmed = ["--no-sourcemaps", "--no-unused-shared-packages", "--apps", "notebooks"]
    # Nothing of this machine's own Jupyter goes into a site.
    clean = {name: value for name, value in os.environ.items() if not name.startswith("JUPYTER")}
    clean |= {"PYTHONWARNINGS": "ignore", "JUPYTER_NO_CONFIG": "1"}
    run(
        [program(environment, "jupyter"), "lite", "build", *trimmed, "--output-dir", out],
        "JupyterLite 没有建成",
        cwd=work,
        env=clean,
    )


def _widgets(cache: Path, extensions: Path) -> Iterator[dict[str, str]]:
    """Unpack the front-end halves of widgets from their wheels."""
    for name in WIDGETS:
        (wheel,) = wheels(cache).glob(f"{name}-*.whl")
        with ZipFile(wheel) as archive:
            for member in archive.namelist():
                _, found, inside = member.partition(LABEXTENSIONS)
                if not found or member.endswith("/"):
                    continue
                target = extensions / inside
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(archive.read(member))
    for package in sorted(extensions.rglob("package.json")):
        described = json.loads(package.read_text(encoding="utf-8"))
        if described["name"] in ("anywidget", "@jupyter-widgets/jupyterlab-manager"):
            yield entry(described)


def _settings_of_widgets(out: Path) -> None:
    """List the settings that widgets bring along where JupyterLite looks for them."""
    listed = []
    for schema in sorted(out.glob("extensions/*/*/schemas/**/*.json")):
        package = json.loads((schema.parents[3] / "package.json").read_text(encoding="utf-8"))
        read = json.loads(schema.read_text(encoding="utf-8"))
        name = f"{package['name']}:{schema.stem}"
        common = {"id": name, "raw": "{}", "settings": {}, "schema": read}
        listed.append({**common, "version": package["version"], "warning": None})
    target = out / "build" / "schemas" / "all_federated.json"
    target.write_text(json.dumps(listed), encoding="utf-8")


def _translations(cache: Path, out: Path) -> None:
    """Write the Chinese words of the parts that are shown, as the page asks for them."""
    out.mkdir()
    (wheel,) = wheels(cache).glob("jupyterlab_language_pack_zh_cn-*.whl")
    with ZipFile(wheel) as archive:
        texts = {
            domain: json.loads(archive.read(f"{MESSAGES}/{domain}.json")) for domain in DOMAINS
        }
    languages = {
        "en": {"displayName": "English", "nativeName": "English"},
        "zh_CN": {"displayName": "Chinese", "nativeName": "简体中文"},
    }
    for name, content in {"all": languages, "en": {}, "zh_CN": texts}.items():
        written = json.dumps({"data": content, "message": ""}, ensure_ascii=False)
        (out / f"{name}.json").write_text(written, encoding="utf-8")


def entry(described: dict[str, Any]) -> dict[str, str]:
    """Name an extension as a page's configuration does."""
    build = described["jupyterlab"]["_build"]
    return {
        "name": described["name"],
        **{part: build[part] for part in ("load", "extension", "style") if part in build},
    }
