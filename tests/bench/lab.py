"""An exercise in JupyterLab, against the same notebook with a plain button for each item."""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page
from report import RUNS, report
from servers import Server, serving

from dabie.catalog import load_course
from dabie.notebooks.generate import content_of, generate, to_text
from dabie.publishing import citations, definitions

EXERCISE, ITEMS = "guerrilla-war", 13
PATIENCE = 120_000
POLL = 0.01

BUTTONS = """import ipywidgets
from IPython.display import display

display(*(ipywidgets.Button(description=f"第 {{at}} 题") for at in range(1, {count} + 1)))"""
"""The one code cell of the notebook without items."""

# Nobody runs the buttons' cell by itself: the page does, as soon as the kernel is there.
RUN = """(() => {
  const look = setInterval(() => {
    const shown = window.jupyterapp && window.jupyterapp.shell.currentWidget;
    const session = shown && shown.sessionContext && shown.sessionContext.session;
    if (!session || !session.kernel || session.kernel.status !== "idle") return;
    clearInterval(look);
    window.jupyterapp.commands.execute("notebook:run-all-cells");
  }, 10);
})()"""
DRAWN = """([selector, count]) => {
  const found = document.querySelectorAll(selector);
  return found.length === count && found[count - 1].getBoundingClientRect().height > 0 && performance.now() / 1000;
}"""


def measure(browser: Browser, root: Path) -> None:
    """Weigh the course's notebooks, time one of 13 items, and time its answers into the file."""
    sizes = [path.stat().st_size / 1024 for path in root.glob("exercises/*/*.ipynb")]
    report("the largest notebook", [max(sizes)], "KB", "at most 60")
    exercise, buttons = pair(root)
    report(f"a notebook of {ITEMS} items", [len(to_text(exercise).encode()) / 1024], "KB", "60")
    with tempfile.TemporaryDirectory() as folder, serving("jupyterlab", Path(folder)) as server:
        (server.config / "labconfig" / "page_config.json").write_text(
            json.dumps({"exposeAppInBrowser": "true"})
        )
        context = browser.new_context(viewport={"width": 1300, "height": 900}, locale="zh-CN")
        context.set_default_timeout(PATIENCE)
        context.new_page().goto(f"{server.origin}/api/status?token={server.token}")
        opening(context, server, exercise, buttons)
        saving(context, server, exercise)
        context.close()


def pair(root: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return an exercise's notebook, and the same with buttons in place of its items."""
    course = load_course(root)
    found = course.exercise(EXERCISE)
    assert found is not None
    # The last ones: a long answer, and every other kind, is among them.
    content = content_of(course, found, definitions(found, citations(root))[-ITEMS:])
    exercise, buttons = generate(content), generate(content)
    buttons["cells"][1]["source"] = BUTTONS.format(count=ITEMS)
    del buttons["metadata"]["dabie"]
    return exercise, buttons


def opening(
    context: BrowserContext,
    server: Server,
    exercise: Mapping[str, object],
    buttons: Mapping[str, object],
) -> None:
    """Time both in turn, once more for the browser's and the disk's caches."""
    ours, plain = [], []
    for _ in range(RUNS + 1):
        ours.append(opened(context, server, exercise, "section.dabie-item"))
        plain.append(opened(context, server, buttons, ".jupyter-button", RUN))
    report(f"notebook opened, {ITEMS} items drawn", ours[1:], "s", "")
    report(f"the same with {ITEMS} plain buttons", plain[1:], "s", "")
    ratio = statistics.median(ours[1:]) / statistics.median(plain[1:])
    report("opening, against plain buttons", [ratio], "times", "at most 1.5")


def opened(
    context: BrowserContext,
    server: Server,
    notebook: Mapping[str, object],
    selector: str,
    script: str = "",
) -> float:
    """Return the seconds from opening a notebook to its last item drawn, as the page counts them."""
    page = show(context, server, notebook, script)
    drawn = page.wait_for_function(DRAWN, arg=[selector, ITEMS], polling="raf").json_value()
    page.close()
    server.end_kernels()
    return float(drawn)


def show(
    context: BrowserContext, server: Server, notebook: Mapping[str, object], script: str = ""
) -> Page:
    (server.root / "mine.ipynb").write_text(to_text(notebook), encoding="utf-8")
    page = context.new_page()
    page.add_init_script(script)
    page.goto(f"{server.origin}/lab/tree/mine.ipynb?reset", wait_until="commit")
    return page


def saving(context: BrowserContext, server: Server, exercise: Mapping[str, object]) -> None:
    """Time responses from the hand's move until the file holds them; nobody presses save."""
    page = show(context, server, exercise)
    options = page.locator("section.dabie-choice").first.locator(".dabie-option")
    options.first.wait_for()
    presses = [options.nth(at % options.count()).click for at in range(2 * RUNS)]
    report("a choice in the file", [kept(server, one) for one in presses], "s", "at most 2")
    field = page.locator("section.dabie-long-fill-in textarea").first
    field.click()
    keys = [partial(field.press, key) for key in "abcdefghij"]
    report("a word in the file", [kept(server, one) for one in keys], "s", "at most 2")
    page.close()


def kept(server: Server, answer: Callable[[], None]) -> float:
    """Return the seconds from just before an answer until it is in the file."""
    before = responses(server)
    start = time.perf_counter()
    answer()
    while responses(server) in (None, before):
        time.sleep(POLL)
    return time.perf_counter() - start


def responses(server: Server) -> Any:
    """Return what the file holds; None while it is being written."""
    try:
        notebook = json.loads((server.root / "mine.ipynb").read_text(encoding="utf-8"))
    except ValueError:
        return None
    return notebook["metadata"]["dabie"]["responses"]
