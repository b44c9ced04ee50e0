"""The commands that an author waits for, each as a whole process."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

from report import report, timed

CHAPTER = "guerrilla-war.md"


def measure(course: Path) -> None:
    """Check, build and serve a course; its site is built afterwards."""
    dabie = [sys.executable, "-m", "dabie", "-C", str(course)]

    def run(*words: str) -> Callable[[], object]:
        return lambda: subprocess.run([*dabie, *words], check=True, stdout=subprocess.DEVNULL)

    def change() -> None:
        chapter = course / "book" / CHAPTER
        chapter.write_text(chapter.read_text(encoding="utf-8") + "\n", encoding="utf-8")
        run("build", "--without-lite")()

    report("dabie check", timed(run("check")), "s", "below 1")
    report("book build, cold", timed(run("build", "--without-lite"), runs=1), "s", "")
    report("book build, one chapter changed", timed(change), "s", "below 3")
    idle = timed(run("build", "--without-lite"))
    report("book build, nothing changed", idle, "s", "below 1.5")
    report(
        "dabie build and serve until ready", timed(lambda: served(dabie), runs=3), "s", "below 15"
    )


def served(dabie: list[str]) -> None:
    """Build and serve as `make serve` does, and stop once the first page has come."""
    subprocess.run([*dabie, "build"], check=True, stdout=subprocess.DEVNULL)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
    server = subprocess.Popen([*dabie, "serve", "--port", port], stdout=subprocess.DEVNULL)
    try:
        while server.poll() is None:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).read()
                return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError("dabie serve ended by itself")
    finally:
        server.terminate()
        server.wait()
