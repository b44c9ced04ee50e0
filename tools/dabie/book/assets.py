"""The site's scripts and styles: written flat into one folder, named after what is in it.

A module's imports are relative, so a folder whose name changes with its content lets a server send
all of it with a year's validity, and no page can ever meet half of another edition.
"""

from __future__ import annotations

import shutil
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import rcssmin
from sphinx.application import Sphinx

from .item import notebook_file
from .material import material
from .scripts import scripts
from .search import PREFIX

HERE: Final = Path(__file__).parent
VIEW: Final = HERE.parent / "view"
SHEETS: Final = (
    "base", "frame", "text", "lists", "cards", "case", "essay", "figure", "sides",
    "controls", "form", "timeline", "map", "law", "cite", "search", "mine", "home", "print",
)  # fmt: skip
STYLES: Final = {
    "book.css": (VIEW / "tokens.css", *(HERE / f"theme/css/{name}.css" for name in SHEETS)),
    "items.css": (
        VIEW / "item.css",
        HERE / "theme/css/static.css",
        VIEW / "handin.css",
        HERE / "static/progress.css",
    ),
}
"""Built style sheet -> the sources it is put together from: one request instead of ten."""

ICONS: Final = ("icon.svg", "icon-192.png", "icon-512.png", "icon-maskable.png", "icon-touch.png")
"""The same drawing: for a tab, and on the paper's ground for a phone's home screen."""
KEPT: Final = frozenset(
    (
        "notebooks",
        "pygments.css",
    )
)
"""What pages load from `_static`; the parent themes' scripts, styles and fonts are not among it."""


@cache
def built() -> dict[str, bytes]:
    """Return name and content of every file of the folder."""
    files = {name: text.encode() for name, text in scripts()}
    for name, sources in STYLES.items():
        sheets = [one.read_text(encoding="utf-8") for one in sources]
        files[name] = rcssmin.cssmin("\n".join(sheets)).encode()
    files |= {name: (HERE / "static" / name).read_bytes() for name in ICONS}
    return files


@cache
def folder() -> str:
    """Return the folder of the scripts and styles, as an address below the site's root."""
    content = sha256()
    for name, one in sorted(built().items()):
        content.update(f"{name}\0{len(one)}\0".encode() + one)
    return f"_static/dabie-{content.hexdigest()[:8]}"


def load_with(app: Sphinx, block: str, script: str) -> None:
    """Load a script on the pages that hold an element of class `dabie-<block>`, nowhere else."""

    def load(app: Sphinx, name: str, template: str, context: dict[str, Any], doctree: Any) -> None:
        if f'class="dabie-{block}"' in context.get("body", ""):
            address = context["pathto"](f"{folder()}/{script}", 1)
            context["body"] += f'<script type="module" src="{address}"></script>\n'

    app.connect("html-page-context", load)


def copy(app: Sphinx, exception: Exception | None) -> None:
    """Write scripts, styles and the exercises' notebooks; remove what no page asks for."""
    if exception is not None or app.builder.format != "html":
        return
    static = Path(app.outdir, "_static")
    target = Path(app.outdir, folder())
    kept = {*KEPT, *app.config.dabie_keep_static, target.name}
    for path in static.iterdir():
        if path.name not in kept and not path.name.startswith(PREFIX):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    target.mkdir(exist_ok=True)
    for name, content in built().items():
        _write(target / name, content)
    _notebooks(app, static / "notebooks")


def _notebooks(app: Sphinx, target: Path) -> None:
    made = material(app)
    target.mkdir(exist_ok=True)
    for exercise in made.course.exercises:
        source = notebook_file(made, exercise)
        if source.is_file():
            _write(target / source.name, source.read_bytes())


def _write(path: Path, content: bytes) -> None:
    """Write only what changed, so that a browser's copy stays fresh."""
    if not path.is_file() or path.read_bytes() != content:
        path.write_bytes(content)


def setup(app: Sphinx) -> None:
    """Copy when the build is done."""
    app.add_config_value("dabie_keep_static", [], "html")
    app.connect("build-finished", copy)
