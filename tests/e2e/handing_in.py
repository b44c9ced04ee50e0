"""How a person hands in: the dialog filled in, the file taken from the downloads, and graded."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path

from answering import Mouse, Place, full_score
from playwright.sync_api import Locator, Page
from served import Site

from dabie.core.items import Exercise, LongFillIn
from dabie.grading import grade
from dabie.publishing import citations

NAME, UNIT = "王某", "某县局"
ID = "080213"


def dialog(page: Page) -> Locator:
    return page.get_by_role("dialog")


def open_dialog(page: Page) -> Locator:
    page.get_by_role("button", name="交卷", exact=True).click()
    return dialog(page)


def fill(page: Page) -> None:
    for label, text in (("编号", ID), ("姓名", NAME), ("单位", UNIT)):
        dialog(page).get_by_label(label).fill(text)


def hand_in(page: Page, folder: Path) -> Path:
    """Hand in what the page holds; return the file, under its own name, in `folder`."""
    open_dialog(page)
    fill(page)
    with page.expect_download() as waiting:
        dialog(page).get_by_role("button", name="交卷，保存文件").click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def graded(site: Site, path: Path, out: Path) -> dict[str, str]:
    """Grade one file as an organiser does; return its row of the results."""
    grade(site.course, [path], out, cite=citations(site.root))
    table = (out / "results.csv").read_text(encoding="utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(table))
    return row


def answer_everything(page: Page, exercise: Exercise) -> None:
    """Give every item of an exercise its right answer."""
    for item in exercise.items:
        Mouse().answer(Place(page, item), full_score(item))


def check_full_marks(site: Site, exercise: Exercise, path: Path, out: Path) -> None:
    """Grade a file in which everything was answered, and compare every column of the results."""
    points = {
        one.id: "" if isinstance(one.interaction, LongFillIn) else f"{one.max_score.normalize():f}"
        for one in exercise.items
    }
    wanted = {
        "learner_id": ID,
        "learner_name": NAME,
        "learner_unit": UNIT,
        "exercise": exercise.id,
        "status": "needs-review",
        "score": f"{sum((Decimal(one) for one in points.values() if one), Decimal(0)):f}",
        "max_score": f"{exercise.max_score:f}",
        "attempt": "1",
        "counts": "yes",
        "reason": "",
        **{f"item:{one}": said for one, said in points.items()},
    }
    row = graded(site, path, out)
    assert {name: row[name] for name in wanted} == wanted
