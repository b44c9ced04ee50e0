"""A person at a notebook: opens it in JupyterLab or Notebook 7, answers, and looks at the file."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import answering
from playwright.sync_api import Browser, Error, Locator, Page, expect
from servers import Server

from dabie.core.items import Exercise, Item

PATIENCE = 60_000
"""Milliseconds for what a kernel has to do first, on a busy machine."""
PROMISED = 2.0
"""Seconds after which a response is in the file."""


@dataclass(frozen=True)
class Place(answering.Place):
    """An item where it stands in a notebook; `within` is the output that is meant."""

    within: Locator | None = None

    @property
    def section(self) -> Locator:
        within = self.within or self.page
        return within.locator(
            f'.dabie-exercise-item[data-item="{self.item.id}"] section.dabie-item'
        ).first

    def come(self) -> None:
        self.section.scroll_into_view_if_needed(timeout=PATIENCE)


class Visitor:
    """One browser of its own, known to the server; `errors` collects those of our own code."""

    def __init__(self, browser: Browser, server: Server, **options: Any) -> None:
        self.server = server
        size = {"width": 1300, "height": 900}
        self.context = browser.new_context(**{"viewport": size, "locale": "zh-CN", **options})
        self.context.set_default_timeout(PATIENCE)
        self.errors: list[str] = []
        self.context.on("weberror", lambda error: self._failed(error.error))
        self.page = self.context.new_page()
        self.page.goto(f"{server.origin}/api/status?token={server.token}")

    def goto(self, address: str) -> Page:
        self.page.goto(f"{self.server.origin}/{address}")
        return self.page

    def open(self, path: str) -> Page:
        """Open a notebook by its address, in a workspace that nobody has used."""
        if self.server.app == "notebook":
            return self.goto(f"notebooks/{path}")
        return self.goto(f"lab/tree/{path}?reset")

    def _failed(self, error: Error) -> None:
        # Jupyter has errors of its own; ours come from the widget's module or the extension.
        if re.search(r"blob:|labextensions/dabie", error.stack or ""):
            self.errors.append(error.stack or error.message)

    def close(self) -> None:
        self.context.close()
        assert not self.errors, self.errors


class Copybook:
    """An exercise's notebook as a file, and as it stands open on a page."""

    def __init__(
        self, page: Page, path: Path, exercise: Exercise, within: Locator | None = None
    ) -> None:
        self.page, self.path, self.exercise, self.within = page, path, exercise, within

    @property
    def shown(self) -> Locator:
        return (self.within or self.page.locator("body")).locator(".dabie-exercise").first

    @property
    def count(self) -> Locator:
        return self.shown.locator(".dabie-strip-count")

    @property
    def note(self) -> Locator:
        return self.shown.locator(".dabie-strip-note")

    def item(self, item_id: str) -> Item:
        return next(one for one in self.exercise.items if one.id == item_id)

    def place(self, item_id: str) -> Place:
        return Place(self.page, self.item(item_id), self.within)

    def live(self) -> Copybook:
        """Wait until every item is drawn, and the extension has been asked."""
        sections = self.shown.locator("section.dabie-item")
        expect(sections).to_have_count(len(self.exercise.items), timeout=PATIENCE)
        expect(self.note).to_have_text(re.compile("."))
        return self

    def answer(self, item_id: str, response: Any) -> None:
        answering.Mouse().answer(self.place(item_id), response)

    def answer_all(self) -> dict[str, Any]:
        """Answer every item as its author would; return the responses."""
        given = {}
        for item in self.exercise.items:
            given[item.id] = answering.full_score(item)
            self.answer(item.id, given[item.id])
        return given

    def metadata(self, path: Path | None = None) -> dict[str, Any]:
        """Return what the file says now; JupyterLab may be writing it."""
        notebook = wait_for(lambda: _parsed(path or self.path), what="a whole file")
        content: dict[str, Any] = notebook["metadata"]["dabie"]
        return content

    def responses(self, path: Path | None = None) -> dict[str, Any]:
        responses: dict[str, Any] = self.metadata(path)["responses"]
        return responses

    def until_kept(self, responses: dict[str, Any], path: Path | None = None) -> None:
        """Wait until the file holds exactly these responses."""
        wait_for(
            lambda: self.responses(path) == responses,
            what=lambda: f"{responses} in the file, which has {self.responses(path)}",
        )

    def until_saved(self) -> None:
        """Wait until the page says so; then the file must have what the page shows."""
        expect(self.note).to_contain_text("已保存", timeout=PATIENCE)


def wait_for(look: Callable[[], Any], *, what: Any, seconds: float = PATIENCE / 1000) -> Any:
    """Look until there is something; for what no browser can be asked."""
    end = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < end, what() if callable(what) else what
        time.sleep(0.02)
    return found


def _parsed(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def choose(page: Page, menu: str, *entries: str) -> None:
    """Choose from the front end's menu bar."""
    page.locator(".lm-MenuBar-itemLabel").get_by_text(menu, exact=True).click()
    for entry in entries:
        page.locator(".lm-Menu-itemLabel").get_by_text(entry, exact=True).click()


def press(page: Page, button: str) -> None:
    """Press a button of the front end's own dialog."""
    page.locator(".jp-Dialog").get_by_role("button", name=button, exact=True).click()
