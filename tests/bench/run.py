"""Measures what README claims, on this machine, and prints it: `make bench`.

Nothing here is asserted: a slow machine is no fault. Times are medians; sizes are gzip, level 6.
"""

from __future__ import annotations

import gzip
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import uvicorn
from playwright.sync_api import Page, Response, sync_playwright

from dabie.site.serve import application

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests" / "e2e"))
from chromium import FLAGS, find  # noqa: E402

CHAPTER = "guerrilla-war.html"
PHONE = {"downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8, "latency": 150}
RUNS = 5


def main() -> None:
    """Run all measurements in a copy of the course and print one line each."""
    with tempfile.TemporaryDirectory() as folder:
        course = Path(folder, "course")
        course.mkdir()
        for name in ("book", "exercises"):
            shutil.copytree(ROOT / name, course / name)
        shutil.copy(ROOT / "_config.yml", course)
        commands(course)
        pages(course / "_build" / "site")


def commands(course: Path) -> None:
    """Time the commands that an author waits for, each as a whole process."""
    dabie = [sys.executable, "-m", "dabie", "-C", str(course)]

    def run(name: str) -> Callable[[], object]:
        return lambda: subprocess.run([*dabie, name], check=True, stdout=subprocess.DEVNULL)

    def change() -> None:
        chapter = course / "book" / CHAPTER.replace(".html", ".md")
        chapter.write_text(chapter.read_text(encoding="utf-8") + "\n", encoding="utf-8")
        run("build")()

    report("dabie check", timed(run("check")), "s", "below 1")
    report("book build, cold", timed(run("build"), runs=1), "s", "")
    report("book build, one chapter changed", timed(change), "s", "below 3")
    report("book build, nothing changed", timed(run("build")), "s", "")
    report(
        "dabie build and serve until ready", timed(lambda: served(dabie), runs=3), "s", "below 15"
    )


def served(dabie: list[str]) -> None:
    """Build and serve as `make serve` does, and stop once the first page has come."""
    subprocess.run([*dabie, "build"], check=True, stdout=subprocess.DEVNULL)
    server = subprocess.Popen([*dabie, "serve", "--port", "8765"], stdout=subprocess.DEVNULL)
    try:
        while True:
            try:
                urllib.request.urlopen("http://127.0.0.1:8765/", timeout=5).read()
                return
            except OSError:
                time.sleep(0.05)
    finally:
        server.terminate()
        server.wait()


def pages(site: Path) -> None:
    """Weigh the chapter page and time its first item on a slow phone."""
    server = uvicorn.Server(uvicorn.Config(application(site), port=8766, log_level="error"))
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.05)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=FLAGS)
        page = browser.new_page(viewport={"width": 360, "height": 740})
        weigh(page)
        page.close()
        times = []
        for _ in range(RUNS):
            context = browser.new_context(viewport={"width": 360, "height": 740})
            page = context.new_page()
            link = context.new_cdp_session(page)
            link.send("Network.enable")
            link.send("Network.emulateNetworkConditions", {"offline": False, **PHONE})
            link.send("Emulation.setCPUThrottlingRate", {"rate": 4})
            start = time.perf_counter()
            page.goto(f"http://127.0.0.1:8766/{CHAPTER}", wait_until="commit")
            page.wait_for_selector(
                ".dabie-host .dabie-item input:not([disabled])", state="attached"
            )
            times.append(time.perf_counter() - start)
            context.close()
        report("first item usable, 1.6 Mbit/s, 150 ms, CPU/4", times, "s", "below 2")
        browser.close()
    server.should_exit = True


def weigh(page: Page) -> None:
    """Add up what a first visit to the chapter loads, compressed."""
    sizes: dict[str, int] = {}

    def note(response: Response) -> None:
        if response.ok:
            name = response.url.partition("?")[0].rpartition("/")[2]
            sizes[name] = len(gzip.compress(response.body(), 6))

    page.on("response", note)
    page.goto(f"http://127.0.0.1:8766/{CHAPTER}", wait_until="networkidle")
    scripts = sum(size for name, size in sizes.items() if name.endswith(".js"))
    view = sum(sizes.get(name, 0) for name in ("item.js", "items.css"))
    report("chapter, JavaScript", [scripts / 1024], "KB", "at most 60")
    report("chapter, everything", [sum(sizes.values()) / 1024], "KB", "at most 300")
    report("the items' view (item.js, items.css)", [view / 1024], "KB", "at most 12")
    report("requests", [len(sizes)], "", "")


def timed(run: Callable[[], object], runs: int = RUNS) -> list[float]:
    """Return the seconds that each of some runs took."""
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        run()
        taken.append(time.perf_counter() - start)
    return taken


def report(what: str, values: list[float], unit: str, goal: str) -> None:
    """Print one figure with its spread and its goal."""
    spread = f" ({min(values):.2f}–{max(values):.2f}, n={len(values)})" if len(values) > 1 else ""
    wanted = f"   [{goal}]" if goal else ""
    print(f"{what:<48} {statistics.median(values):8.2f} {unit}{spread}{wanted}", flush=True)


if __name__ == "__main__":
    os.chdir(ROOT)
    main()
