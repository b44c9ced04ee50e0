"""A person at a notebook: opens it in JupyterLab or Notebook 7, answers, and looks at the file."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import answering
from playwright.sync_api import BrowserContext, Locator, Page, WebError, expect
from servers import Server

from dabie.core.items import Choice, Exercise, Item

TINY = Path(__file__).parents[1] / "courses" / "tiny"
PATIENCE = 60_000
"""Milliseconds for what a kernel has to do first, on a busy machine."""


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
        # An output that is drawn anew meanwhile is another element, for which Playwright's own
        # scrolling does not look again.
        self.section.wait_for(state="attached", timeout=PATIENCE)
        self.section.evaluate("section => section.scrollIntoView({block: 'nearest'})")


class Visitor:
    """One tab of a browser that the server knows; `errors` collects those of our own code.

    Tabs share a context: a new one would load all of Jupyter's scripts anew.
    """

    def __init__(self, context: BrowserContext, server: Server) -> None:
        self.server, self.context = server, context
        self.errors: list[str] = []
        context.on("weberror", self._failed)
        self.page = context.new_page()

    def goto(self, address: str) -> Page:
        self.page.goto(f"{self.server.origin}/{address}")
        return self.page

    def open(self, path: str) -> Page:
        """Open a notebook by its address, in a workspace that nobody has used."""
        if self.server.app == "notebook":
            return self.goto(f"notebooks/{path}")
        return self.goto(f"lab/tree/{path}?reset")

    def _failed(self, error: WebError) -> None:
        # Jupyter has errors of its own; ours come from the widget's module or the extension.
        stack = error.error.stack or error.error.message
        if re.search(r"blob:|labextensions/dabie", stack):
            self.errors.append(stack)

    def close(self) -> None:
        self.context.remove_listener("weberror", self._failed)
        self.context.set_offline(False)
        for page in self.context.pages:
            page.close()
        assert not self.errors, self.errors


Enter: TypeAlias = Callable[..., Visitor]
"""The fixture `enter`: enters a server with a browser of one's own."""


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
            response = answering.full_score(item)
            self.answer(item.id, response)
            if isinstance(item.interaction, Choice):
                # A choice has no order of its own: it is kept as it is shown.
                response = [one for one in item.interaction.options if one in response]
            given[item.id] = response
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


def edit(path: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Change a notebook as another program does."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    change(notebook)
    path.write_text(json.dumps(notebook, ensure_ascii=False), encoding="utf-8")


def choose(page: Page, menu: str, *entries: str) -> None:
    """Choose from the front end's menu bar."""
    page.locator(".lm-MenuBar-itemLabel").get_by_text(menu, exact=True).click()
    for entry in entries:
        page.locator(".lm-Menu-itemLabel").get_by_text(entry, exact=True).click()


def press(page: Page, button: str) -> None:
    """Press a button of the front end's own dialog."""
    page.locator(".jp-Dialog-button").get_by_text(button, exact=True).click()
