"""A notebook in the browser, from navigation to Python's first answer, beside a plain JupyterLite.

Both hold the same notebook, are served by the same server and are opened in turn: each
time in a new profile of the browser (cold), then again in the same profile, started anew (warm).
"""

from __future__ import annotations

import re
import socket
import statistics
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import stock
import uvicorn
from chromium import FLAGS, find
from lab import EXERCISE, RUN
from playwright.sync_api import Page, Playwright, expect
from report import report

from dabie.catalog import load_course
from dabie.notebooks.generate import content_of, generate
from dabie.publishing import citations, definitions
from dabie.site.build import build
from dabie.site.serve import application

RUNS = 3
PATIENCE = 240_000
PLAIN = "notebooks/index.html?path=mine.ipynb"
MEGABYTE = 1_000_000
JUDGED = re.compile("答对了|不对")
# When the title can first be read, as the page counts.
READABLE = """(() => {
  const look = () => {
    const title = Array.from(document.querySelectorAll("h1")).find((one) => one.checkVisibility({ visibilityProperty: true }));
    if (title) window.readable = performance.now() / 1000;
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})();"""


@dataclass(frozen=True)
class Visit:
    """One opening: seconds until the title could be read and until Python answered; bytes."""

    readable: float
    answered: float
    sent: int


@dataclass
class Place:
    """A site under its address, and how many bytes its server has sent."""

    origin: str
    sent: int = 0


def measure(playwright: Playwright, root: Path, course: Path) -> None:
    """Open ours and the plain one in turn; weigh ours."""
    cache = root / "_build" / "lite"
    site = course / "_build" / "site"
    assert build(course, site, lite=cache) == ""
    plain = stock.site(root, cache, notebook(course))
    report("site with notebooks in the browser", [size(site)], "MB", "at most 50")
    report("the same with a plain JupyterLite", [size(plain)], "MB", "")
    address = f"lite/notebooks/{EXERCISE}.html"
    with serving(site) as ours, serving(plain) as theirs:
        pairs = [
            (visits(playwright, ours, address), visits(playwright, theirs, PLAIN, RUN))
            for _ in range(RUNS)
        ]
    tell([one for one, _ in pairs], [one for _, one in pairs])


def notebook(course: Path) -> dict[str, Any]:
    """Return the exercise's notebook, as `dabie notebooks` writes it."""
    loaded = load_course(course)
    found = loaded.exercise(EXERCISE)
    assert found is not None
    return generate(content_of(loaded, found, definitions(found, citations(course))))


def size(folder: Path) -> float:
    """Return the megabytes of all files below a folder."""
    return sum(one.stat().st_size for one in folder.rglob("*") if one.is_file()) / MEGABYTE


@contextmanager
def serving(site: Path) -> Iterator[Place]:
    """Serve a folder as `dabie serve` does, and count what is sent."""
    app = application(site)
    listener = socket.create_server(("127.0.0.1", 0))
    place = Place(f"http://127.0.0.1:{listener.getsockname()[1]}")

    async def counted(scope: Any, receive: Any, send: Any) -> None:
        async def count(message: Any) -> None:
            place.sent += len(message.get("body", b""))
            place.sent += sum(len(k) + len(v) + 4 for k, v in message.get("headers", ()))
            await send(message)

        await app(scope, receive, count)

    server = uvicorn.Server(uvicorn.Config(counted, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    yield place
    server.should_exit = True
    thread.join()
    listener.close()


def visits(
    playwright: Playwright, place: Place, address: str, script: str = ""
) -> tuple[Visit, Visit]:
    """Open a notebook in a new profile, and again after the browser was closed."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        cold, warm = (visit(playwright, profile, place, address, script) for _ in range(2))
    return cold, warm


def visit(playwright: Playwright, profile: str, place: Place, address: str, script: str) -> Visit:
    """Open a notebook, answer an item and have it checked as a person does."""
    context = playwright.chromium.launch_persistent_context(
        profile,
        executable_path=find(),
        args=FLAGS,
        locale="zh-CN",
        viewport={"width": 1300, "height": 900},
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.add_init_script(READABLE + script)
    before = place.sent
    page.goto(f"{place.origin}/{address}", wait_until="commit")
    answered = answer(page)
    found = Visit(page.evaluate("readable"), answered, place.sent - before)
    # The next visit begins with no answer, too.
    page.evaluate("localStorage.clear()")
    context.close()
    return found


def answer(page: Page) -> float:
    """Press an option and 核对答案; return when Python has said something of it."""
    item = page.locator(".dabie-exercise section.dabie-choice:not(.dabie-static)").first
    item.locator(".dabie-option").first.click()
    item.get_by_role("button", name="核对答案").click()
    expect(item).to_contain_text(JUDGED, timeout=PATIENCE)
    return float(page.evaluate("performance.now() / 1000"))


def tell(ours: list[tuple[Visit, Visit]], plain: list[tuple[Visit, Visit]]) -> None:
    """Print the medians, and ours against the plain one's."""
    for at, kind, goal, weight in ((0, "cold", 0.45, "15"), (1, "warm", 0.4, "0.1")):
        own, other = [one[at] for one in ours], [one[at] for one in plain]
        taken, against = [one.answered for one in own], [one.answered for one in other]
        report(f"Python's first answer in the browser, {kind}", taken, "s", "")
        report(f"the same in a plain JupyterLite, {kind}", against, "s", "")
        ratio = statistics.median(taken) / statistics.median(against)
        report(f"{kind}, against plain", [ratio], "times", f"at most {goal}")
        report(f"title to be read, {kind}", [one.readable for one in own], "s", "at most 3")
        report("the same in a plain JupyterLite", [one.readable for one in other], "s", "")
        sent = [one.sent / MEGABYTE for one in own]
        report(f"transferred, {kind}", sent, "MB", f"at most {weight}")
        report("the same in a plain JupyterLite", [one.sent / MEGABYTE for one in other], "MB", "")
