"""The whole course to take along, as one PDF and one EPUB, made from the site that was built."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from ..core.items import Course

FORMS: Final = ("pdf", "epub")


def names(course: Course, forms: Iterable[str]) -> dict[str, str]:
    """Return, for each form, the file below the site's root."""
    return {form: f"{course.id}.{form}" for form in FORMS if form in forms}


def ready(forms: Iterable[str]) -> None:
    """Say before a long build what is missing for these forms."""
    if "pdf" in forms:
        from .pdf import ready

        ready()


def take_along(course: Course, site: Path, work: Path, forms: Iterable[str]) -> None:
    """Write the files beside the pages of a built site; `work` is for what lies between."""
    from .epub import write_epub
    from .fragments import read_site
    from .pdf import write_pdf
    from .pictures import beside, embedded

    for form, name in names(course, forms).items():
        # Each form rewrites the pages in its own way, so each reads them afresh.
        book = read_site(site, form)
        if form == "pdf":
            embedded(book.fragments, site)
            write_pdf(book, site / name, work)
        else:
            write_epub(course.id, book, site / name, beside(book.fragments, site))
