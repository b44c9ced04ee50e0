"""Where the tests' browser is, and how it is started."""

from __future__ import annotations

import os
import shutil

INTRANET = "intranet.test"
"""A name for this machine that no browser takes for it: plain http there is no secure context."""
FLAGS = [
    "--no-sandbox",
    # Without these Chromium looks up hosts of its own accord, which would hide ours doing so.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    f"--host-resolver-rules=MAP {INTRANET} 127.0.0.1",
]
NAMES = ("chromium", "chromium-browser", "google-chrome")


def find() -> str:
    """Return the path of a Chromium; without one the tests fail, they are never skipped."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        raise RuntimeError("no Chromium: run apt-get install chromium, or set CHROMIUM to its path")
    return found
