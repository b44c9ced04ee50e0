"""Sphinx's settings that hold for every course, so that a course's `_config.yml` stays short."""

from __future__ import annotations

from copy import copy
from pathlib import Path
from typing import Any, Final

import sphinx
from sphinx import locale
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.config import Config

from ..catalog.texts import written

EXTENSIONS: Final = (
    "jupyter_book",
    "sphinx_external_toc",
    "sphinx_book_theme",
)
"""What a book needs. Not among it: thebe and comments, which load from other hosts."""

FIXED: Final[dict[str, Any]] = {
    "html_theme": "dabie",
    # Jupyter Book fills in buttons and analytics that this theme does not have.
    "html_theme_options": {},
    "templates_path": [],
    "html_copy_source": False,
    "html_show_sourcelink": False,
    "html_use_index": False,
    "html_domain_indices": False,
    "html_permalinks": False,
    "html_show_sphinx": False,
    # A word that Sphinx turns into a curly quote is a word that a search does not find.
    "smartquotes": False,
    # Building a book runs nothing that stands in it.
    "nb_execution_mode": "off",
    "numfig_format": {
        "figure": "图 %s",
        "table": "表 %s",
        "code-block": "代码 %s",
        "section": "第 %s 节",
    },
}
DEFAULTS: Final[dict[str, Any]] = {
    "language": "zh_CN",
    "myst_heading_anchors": 3,
}
PARENTS: Final = ("pydata_sphinx_theme", "sphinx_book_theme")
CELLS: Final = (b"{code-cell}", b"{raw-cell}", b"{glue", b"{nb-")
"""What a chapter holds that only `myst_nb` can read."""
COUNTED: Final = (b"{figure", b"table}", b"{code-block", b"{literalinclude", b"numref")
"""What a chapter holds that Sphinx numbers, or refers to by number."""
MYST: Final = ("colon_fence", "deflist", "attrs_inline")


def settle(app: Sphinx, config: Config) -> None:
    """Set what is fixed, and what the course has not set itself."""
    for name, value in FIXED.items():
        # The parent themes write into these; in a preview the next build would take that for a
        # change of settings, and write every page.
        config[name] = copy(value)
    given = config.overrides
    for name, value in DEFAULTS.items():
        if not given.get(name):
            config[name] = value
    _speak(config.language)
    # Jupyter Book adds linkify, dollarmath and others, which would read prose as something else.
    config.myst_enable_extensions = list(MYST)


def count(app: Sphinx, config: Config) -> None:
    """Have figures numbered only where there are any: to count them, every chapter is read anew.

    An extension of Jupyter Book's turns it on for all, after `settle`.
    """
    config.numfig = _holds(Path(app.srcdir), COUNTED)


def _speak(language: str) -> None:
    """Let Sphinx's own words be in the book's language: it looked for them before this was set."""
    locale.translators.pop(("general", "sphinx"), None)
    locale.init([str(Path(sphinx.__file__).parent / "locale")], language)


def quieten(app: Sphinx) -> None:
    """Spare every page what the parent themes would draw for layouts of theirs.

    They render their side bars and buttons to find the empty ones, a third of a build's time;
    `theme/dabie` takes nothing from there but inheritance.
    """
    for one in list(app.events.listeners["html-page-context"]):
        if one.handler.__module__.partition(".")[0] in PARENTS:
            app.disconnect(one.id)
    if isinstance(app.builder, StandaloneHTMLBuilder):
        # Their scripts, styles and fonts would be copied, only to be removed again by `assets`.
        app.builder.copy_theme_static_files = lambda context: None  # type: ignore[method-assign]


def reader(book: Path) -> str:
    """Return the extension that reads chapters: `myst_nb` where one is or holds a notebook.

    It brings what runs notebooks along, IPython and a database; to load that takes longer than to
    build a chapter, so a book of prose and items alone is read by the parser beneath it.
    """
    return "myst_nb" if _holds(book, CELLS) or written(book, "**/*.ipynb") else "myst_parser"


def _holds(book: Path, marks: tuple[bytes, ...]) -> bool:
    """Tell whether any chapter has one of these in it."""
    sources = [*written(book, "**/*.md"), *written(book, "**/*.ipynb")]
    return any(mark in source for source in map(Path.read_bytes, sources) for mark in marks)


def setup(app: Sphinx) -> None:
    """Load the extensions and settle the settings before anything reads them."""
    # Jupyter Book passes this even without the extension that reads it; Sphinx warns of strangers.
    app.add_config_value("comments_config", {}, "")
    for name in (reader(Path(app.srcdir)), *EXTENSIONS):
        app.setup_extension(name)
    # Settings of notebooks come from Jupyter Book even where there is none.
    for name in (*app.config.overrides, *FIXED):
        if name.startswith("nb_") and name not in app.config:
            app.add_config_value(name, None, "")
    app.connect("config-inited", settle, priority=100)
    app.connect("config-inited", count, priority=700)
    app.connect("builder-inited", quieten, priority=900)
