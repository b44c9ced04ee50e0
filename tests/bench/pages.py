"""Pages: what a first visit loads and shifts, when it is read and answered, what a search costs."""

from __future__ import annotations

import gzip
import re
import shutil
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import lighthouse
import plain
import rcssmin
import uvicorn
from playwright.sync_api import Browser, Page, Response
from report import RUNS, report, timed

from dabie.book.assets import VIEW
from dabie.book.scripts import smaller
from dabie.site.serve import application
from dabie.view.bundle import bundle

CHAPTER = "guerrilla-war.html"
KINDS = (
    "index.html", CHAPTER, "final-test.html", "essay.html", "trace.html", "timeline.html",
    "map.html", "glossary.html", "limits.html", "laws.html", "renumbering.html", "references.html",
    "search.html", "mine.html", "teachers-handbook.html", "about.html", "check.html", "404.html",
)  # fmt: skip
"""A page of every kind."""
PHONE = {"downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8, "latency": 150}
SIZE = {"width": 360, "height": 740}
ITEM = ".dabie-host .dabie-item input:not([disabled])"
# Asked of the page by its own clock: to look for it from outside is to look in steps of up to half a second.
USABLE = """(() => {
  const watch = new MutationObserver(() => {
    if (!document.querySelector("ITEM")) return;
    watch.disconnect();
    // Drawn, and the browser free for a press.
    requestAnimationFrame(() => setTimeout(() => { window.usable = performance.now(); }));
  });
  watch.observe(document, { childList: true, subtree: true });
})()"""
# What the browser itself says of its paints and shifts, until a second has passed without a change.
WATCH = """() => new Promise((done) => {
  const found = { paint: 0, shift: 0 };
  new PerformanceObserver((list) => list.getEntries().forEach((one) => { found.paint = one.startTime / 1000; }))
    .observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver((list) => list.getEntries().forEach((one) => { found.shift += one.value; }))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done({ ...found, item: window.usable / 1000 }), 1000);
})"""
FIRST = """(word) => new Promise((done) => {
  const list = document.querySelector("#search-results");
  const field = document.querySelector(".dabie-search-field");
  const start = performance.now();
  new MutationObserver((_, watch) => {
    if (!list.querySelector("li")) return;
    watch.disconnect();
    done((performance.now() - start) / 1000);
  }).observe(list, { childList: true });
  field.value = word;
  field.dispatchEvent(new Event("input", { bubbles: true }));
})"""
SEARCHED = "红二十八军"
HAN = re.compile(r"[\u3400-\u9fff]")


def measure(browser: Browser, course: Path, work: Path) -> None:
    """Weigh and time a chapter beside the plain book's, in turn."""
    site = course / "_build" / "site"
    plain.write(course, work)
    ours_taken, plain_taken = cold(course, work)
    report("book build, cold", [ours_taken], "s", "")
    report("the same by plain jupyter-book", [plain_taken], "s", "")
    report("cold, against plain", [ours_taken / plain_taken], "times", "at most 1.25")
    with serving(site) as origin, serving(work / "book/_build/html") as other:
        weigh(browser, f"{origin}/{CHAPTER}", "chapter", ("at most 45", "at most 200"))
        weigh(browser, f"{other}/{CHAPTER}", "plain chapter", ("", ""))
        report("the items' own part (item.js, item.css)", [own_part() / 1024], "KB", "at most 12")
        visits = [
            (visit(browser, f"{origin}/{CHAPTER}", ITEM), visit(browser, f"{other}/{CHAPTER}", ""))
            for _ in range(RUNS)
        ]
        phone = "1.6 Mbit/s, 150 ms, CPU/4"
        report(f"largest paint, {phone}", [one["paint"] for one, _ in visits], "s", "at most 1.5")
        report("the same of the plain page", [one["paint"] for _, one in visits], "s", "")
        report(f"first item usable, {phone}", [one["item"] for one, _ in visits], "s", "1.5")
        report("layout shift", [one["shift"] for one, _ in visits], "", "at most 0.02")
        report("layout shift of the plain page", [one["shift"] for _, one in visits], "", "")
        search(browser, origin, site)


def score(course: Path, names: Sequence[str]) -> None:
    """Have Lighthouse score pages."""
    build(course)
    with serving(course / "_build" / "site") as origin:
        lighthouse.measure(origin, names)


def cold(course: Path, work: Path) -> tuple[float, float]:
    """Return the seconds of both builds, alternated, each from nothing."""

    def ours() -> None:
        shutil.rmtree(course / "_build", ignore_errors=True)
        build(course)

    def theirs() -> None:
        shutil.rmtree(work / "book/_build", ignore_errors=True)
        plain.build(work)

    pairs = [(timed(ours, 1)[0], timed(theirs, 1)[0]) for _ in range(3)]
    return statistics.median(one for one, _ in pairs), statistics.median(one for _, one in pairs)


def build(course: Path) -> None:
    """Build the course's site, without what runs notebooks in the browser."""
    command = [sys.executable, "-m", "dabie", "-C", str(course), "build", "--without-lite"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


@contextmanager
def serving(site: Path) -> Iterator[str]:
    """Serve a folder as `dabie serve` does, on a port that nobody has."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(application(site), log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join()


def weigh(browser: Browser, address: str, name: str, goals: tuple[str, str]) -> None:
    """Add up what a first visit loads, compressed."""
    sizes: dict[str, int] = {}

    def note(response: Response) -> None:
        if response.ok and not response.url.endswith("/sw.js"):
            sizes[response.url] = len(gzip.compress(response.body(), 6))

    # The service worker's own fetching is what a later visit without network needs.
    context = browser.new_context(viewport=SIZE, service_workers="block")
    page = context.new_page()
    page.on("response", note)
    page.goto(address, wait_until="networkidle")
    scripts = sum(size for url, size in sizes.items() if url.partition("?")[0].endswith(".js"))
    report(f"{name}, JavaScript", [scripts / 1024], "KB", goals[0])
    report(f"{name}, everything", [sum(sizes.values()) / 1024], "KB", goals[1])
    report(f"{name}, requests", [len(sizes)], "", "")
    context.close()


def own_part() -> int:
    """Weigh what draws an item, wherever it stands."""
    script = smaller(bundle(VIEW / "item.js").text)
    style = rcssmin.cssmin((VIEW / "item.css").read_text(encoding="utf-8"))
    return sum(len(gzip.compress(one.encode(), 6)) for one in (script, style))


def visit(browser: Browser, address: str, item: str) -> dict[str, float]:
    """Return when a phone that knows nothing yet has painted, and can answer, and what shifted."""
    context = browser.new_context(viewport=SIZE, service_workers="block")
    page = context.new_page()
    throttle(page)
    if item:
        page.add_init_script(USABLE.replace("ITEM", item))
    page.goto(address, wait_until="load")
    if item:
        page.wait_for_selector(item, state="attached")
    found: dict[str, float] = page.evaluate(WATCH)
    context.close()
    return found


def throttle(page: Page) -> None:
    link = page.context.new_cdp_session(page)
    link.send("Network.enable")
    link.send("Network.emulateNetworkConditions", {"offline": False, **PHONE})
    link.send("Emulation.setCPUThrottlingRate", {"rate": 4})


def search(browser: Browser, origin: str, site: Path) -> None:
    """Weigh the index by its Chinese characters; time the first result once it is there."""
    (index,) = (site / "_static").glob("search-*.json")
    text = index.read_text(encoding="utf-8")
    each = len(gzip.compress(text.encode(), 6)) / len(HAN.findall(text))
    report("search index for a Chinese character", [each], "bytes", "at most 12")
    page = browser.new_page()
    page.goto(f"{origin}/search.html?q=坳")
    page.wait_for_selector("#search-results li")
    taken = [1000 * page.evaluate(FIRST, word) for word in (SEARCHED, "1935年", "县", "凉亭坳")]
    report("first result once the index is there", taken, "ms", "at most 100")
    page.close()
