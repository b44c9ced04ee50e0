"""Builds a course's book and what goes with it into one folder for any static web server."""

from __future__ import annotations

import io
import os
import shutil
import warnings
from collections.abc import Collection
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..catalog import FaultyCourse, load_course
from ..catalog.texts import text_faults
from ..core.errors import DabieError
from ..lite.build import ROOM, build_lite
from ..lite.packages import UnavailableError
from ..portable import FORMS, names, ready, take_along
from ..publishing import contents, notebooks
from .offline import write_offline
from .said import plain, stopped
from .settings import settings
from .stamp import Stamp
from .undo import undone_on_failure

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from ..core.items import Course

OURS = b"data-dabie-course="
"""What every page of ours has at its very beginning."""
EXTRA_PAGES = frozenset({"404", "check", "mine", "search", "genindex"})
"""Pages of a site that no chapter stands behind."""


def build(
    root: Path,
    out: Path,
    *,
    script: str = "",
    lite: Path | None = None,
    forms: Collection[str] = (),
) -> str:
    """Build the site of the course at `root` into `out`; only what changed is made anew.

    Where nothing has changed at all, nothing is even loaded.
    `script` is the address of one that every page loads besides its own. With a folder to keep in
    what is built once, `lite`, the notebooks run in the browser, too; where they cannot be built,
    the book is without them, and what is returned says why. `forms` are those in which the whole
    course can be taken along; they are made after the site and offered by it.

    A warning is an error: `DabieError` carries what Sphinx said.
    """
    config, book = root / "_config.yml", root / "book"
    for needed in (config, book / "_toc.yml"):
        if not needed.is_file():
            raise DabieError(f"没有 {needed.relative_to(root)}，不能建网站")
    ready(forms)
    _refuse_another_s(out, _state(root, out))
    stamp = Stamp(root, out, _state(root, out), [script, str(lite or ""), *sorted(forms)])
    if stamp.holds():
        return ""
    stamp.lift()
    # A fault without a line is one of the whole file.
    unreadable = [one for one in text_faults(root) if not one.key]
    if unreadable:
        raise FaultyCourse(unreadable)
    course = load_course(root)
    out.mkdir(parents=True, exist_ok=True)
    missing = _lite(root, course, out, lite)
    runs = lite is not None and not missing
    # One that was made of other pages is worse than none.
    for name in names(course, FORMS).values():
        (out / name).unlink(missing_ok=True)
    ours: dict[str, Any] = {"dabie_script": script, "dabie_lite": ROOM if runs else ""}
    with undone_on_failure(_state(root, out)):
        documents = _book(root, out, ours | {"dabie_offered": names(course, forms)})
    _remove_stale_pages(out, documents)
    folder = out / "_static" / "notebooks"
    folder.mkdir(exist_ok=True)
    for path, text in notebooks(root, course):
        (folder / path.name).write_text(text, encoding="utf-8", newline="\n")
    try:
        take_along(course, out, _state(root, out) / "whole", forms)
    except DabieError:
        # The site is whole without them, and must not offer what is not there.
        _book(root, out, ours)
        raise
    finally:
        write_offline(course, out)
    if not missing:
        stamp.press()
    return missing


def _lite(root: Path, course: Course, out: Path, cache: Path | None) -> str:
    """Build what runs the notebooks, or take it away; return why there is none that was wanted."""
    missing = ""
    if cache is not None:
        try:
            build_lite(course, contents(root, course), out, cache)
            return ""
        except UnavailableError as error:
            missing = str(error)
    shutil.rmtree(out / ROOM, ignore_errors=True)
    return missing


def _book(root: Path, out: Path, ours: dict[str, Any]) -> set[str]:
    """Run Sphinx as Jupyter Book configures it; return the names of the documents."""
    with warnings.catch_warnings():
        # Deprecations inside Sphinx's world are its maintainers' concern, not the author's.
        warnings.simplefilter("ignore")
        try:
            from sphinx.application import Sphinx
            from sphinx.errors import SphinxError
            from sphinx.util.docutils import docutils_namespace, patch_docutils

            configured = settings(root, _state(root, out))
        except ImportError:
            raise DabieError("建网站需要 jupyter-book；请安装：pip install 'dabie[book]'") from None
        said = io.StringIO()
        try:
            with patch_docutils(None), docutils_namespace():
                app = Sphinx(
                    srcdir=root / "book",
                    confdir=None,
                    outdir=out,
                    doctreedir=_state(root, out),
                    buildername="html",
                    confoverrides=configured | ours,
                    status=None,
                    warning=said,
                    warningiserror=True,
                    keep_going=True,
                )
                app.build()
        except SphinxError as error:
            words = f"建网站失败：{stopped(error, root)}\n{plain(said.getvalue(), root)}"
            raise DabieError(words.rstrip()) from None
        if app.statuscode:
            raise DabieError(f"建网站失败，先改下面这些：\n{plain(said.getvalue(), root)}")
        return _documents(app)


def _state(root: Path, out: Path) -> Path:
    """Return where Sphinx remembers what it built into this folder."""
    return root / "_build" / "state" / sha256(os.fspath(out.resolve()).encode()).hexdigest()[:8]


def _documents(app: Sphinx) -> set[str]:
    return set(app.env.found_docs)


def _remove_stale_pages(out: Path, documents: set[str]) -> None:
    for page in out.rglob("*.html"):
        name = page.relative_to(out).with_suffix("").as_posix()
        if name.startswith(("_", f"{ROOM}/")) or name in documents | EXTRA_PAGES:
            continue
        if _is_ours(page):
            page.unlink()


def _is_ours(page: Path) -> bool:
    """Tell whether we wrote a page: a web server's folder may hold more than a course."""
    with page.open("rb") as file:
        return OURS in file.read(500)


def _refuse_another_s(out: Path, state: Path) -> None:
    """Raise `DabieError` for a folder in which a build would write over what is not ours."""
    # What an earlier build of this course left there is ours, however far it came.
    if state.is_dir() or not out.is_dir():
        return
    home = out / "index.html"
    if home.is_file() and _is_ours(home):
        return
    taken = [one for one in ("index.html", "_static", ROOM) if (out / one).exists()]
    if taken:
        raise DabieError(
            f"{out} 里有别的东西（{'、'.join(taken)}），建网站会盖掉它们；--out 换一个空文件夹"
        )
