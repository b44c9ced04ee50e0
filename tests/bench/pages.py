"""A chapter's page: what a first visit loads, and when its first item can be used."""

from __future__ import annotations

import gzip
import threading
import time
from pathlib import Path

import uvicorn
from playwright.sync_api import Browser, Page, Response
from report import RUNS, report

from dabie.site.serve import application

PORT = 8766
CHAPTER = f"http://127.0.0.1:{PORT}/guerrilla-war.html"
PHONE = {"downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8, "latency": 150}
SIZE = {"width": 360, "height": 740}


def measure(browser: Browser, site: Path) -> None:
    """Weigh the chapter page and time its first item on a slow phone."""
    server = uvicorn.Server(uvicorn.Config(application(site), port=PORT, log_level="error"))
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.05)
    page = browser.new_page(viewport=SIZE)
    weigh(page)
    page.close()
    times = [first_item(browser) for _ in range(RUNS)]
    report("first item usable, 1.6 Mbit/s, 150 ms, CPU/4", times, "s", "below 2")
    server.should_exit = True


def weigh(page: Page) -> None:
    """Add up what a first visit to the chapter loads, compressed."""
    sizes: dict[str, int] = {}

    def note(response: Response) -> None:
        if response.ok:
            name = response.url.partition("?")[0].rpartition("/")[2]
            sizes[name] = len(gzip.compress(response.body(), 6))

    page.on("response", note)
    page.goto(CHAPTER, wait_until="networkidle")
    scripts = sum(size for name, size in sizes.items() if name.endswith(".js"))
    view = sum(sizes.get(name, 0) for name in ("item.js", "items.css"))
    report("chapter, JavaScript", [scripts / 1024], "KB", "at most 60")
    report("chapter, everything", [sum(sizes.values()) / 1024], "KB", "at most 300")
    report("the items' view (item.js, items.css)", [view / 1024], "KB", "at most 12")
    report("requests", [len(sizes)], "", "")


def first_item(browser: Browser) -> float:
    """Return the seconds until the first item can be used, on a phone that knows nothing yet."""
    context = browser.new_context(viewport=SIZE)
    page = context.new_page()
    link = context.new_cdp_session(page)
    link.send("Network.enable")
    link.send("Network.emulateNetworkConditions", {"offline": False, **PHONE})
    link.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    start = time.perf_counter()
    page.goto(CHAPTER, wait_until="commit")
    page.wait_for_selector(".dabie-host .dabie-item input:not([disabled])", state="attached")
    taken = time.perf_counter() - start
    context.close()
    return taken
