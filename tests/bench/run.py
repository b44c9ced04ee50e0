"""Measures what README claims, on this machine, and prints it: `make bench`.

Only scores are asserted: a slow machine is no fault. Times are medians; sizes are gzip, level 6.
Names of parts measure those alone: `python tests/bench/run.py lab`; Lighthouse, which takes long, also
certain pages alone: `… lighthouse laws.html search.html`.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[2]
sys.path += [str(ROOT / "tests" / "e2e"), str(ROOT / "tests" / "jupyter")]
import commands  # noqa: E402
import corpus  # noqa: E402
import graders  # noqa: E402
import lab  # noqa: E402
import likeness  # noqa: E402
import pages  # noqa: E402
import submissions  # noqa: E402
import whole  # noqa: E402
from chromium import FLAGS, find  # noqa: E402

import lite  # noqa: E402

PARTS = ("commands", "pages", "lighthouse", "lab", "lite", "grading")


def main(wanted: list[str]) -> None:
    """Run measurements on a copy of the course and print one line each."""
    if "grading" in wanted:
        grading()
    if wanted == ["grading"]:
        return
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        course = copy(Path(folder, "course"))
        browser = playwright.chromium.launch(executable_path=find(), args=FLAGS)
        if {"commands", "pages"} & set(wanted):  # the commands build what the pages are of
            commands.measure(course)
        if "pages" in wanted:
            pages.measure(browser, course, Path(folder, "plain"))
        if "lighthouse" in wanted:
            pages.score(course, [one for one in wanted if one.endswith(".html")] or pages.KINDS)
        if "lab" in wanted:
            lab.measure(browser, course)
        browser.close()
        if "lite" in wanted:
            lite.measure(playwright, ROOT, course)


def grading() -> None:
    """Measure reading and scoring, the whole command, likeness, and graders of others."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        course, inbox = corpus.course(folder / "course"), folder / "inbox"
        scores = whole.put(course, inbox, 0, whole.COUNT)
        submissions.measure(course, inbox, scores)
        whole.measure(folder, course, inbox, scores)
    likeness.measure()
    graders.measure()


def copy(course: Path) -> Path:
    """Copy the course, so that measuring changes nothing."""
    course.mkdir()
    for name in ("book", "exercises"):
        shutil.copytree(ROOT / name, course / name)
    shutil.copy(ROOT / "_config.yml", course)
    return course


if __name__ == "__main__":
    os.chdir(ROOT)
    main(sys.argv[1:] or list(PARTS))
