"""Lighthouse's three scores of every kind of page, as its own phone sees the served site."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from chromium import find
from report import report

BIN = Path(__file__).parents[1] / "e2e" / "node_modules" / ".bin" / "lighthouse"
FLAGS = "--headless=new --no-sandbox --disable-background-networking --disable-component-update"
GOALS = {"performance": "at least 98", "accessibility": "100", "best-practices": "100"}
RUNS = 3


def measure(origin: str, pages: Sequence[str]) -> None:
    """Print the scores of each page, medians of some runs."""
    for page in pages:
        runs = [scores(f"{origin}/{page}") for _ in range(RUNS)]
        for name, goal in GOALS.items():
            report(f"Lighthouse {page}: {name}", [one[name] for one in runs], "", goal)


def scores(address: str) -> dict[str, float]:
    """Return the scores of one run, out of 100."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "report.json")
        command = [
            str(BIN), address, "--quiet", "--output=json", f"--output-path={out}",
            f"--only-categories={','.join(GOALS)}", f"--chrome-flags={FLAGS}",
        ]  # fmt: skip
        subprocess.run(command, check=True, env={**os.environ, "CHROME_PATH": find()})
        found = json.loads(out.read_text(encoding="utf-8"))["categories"]
    return {name: 100 * (found[name]["score"] or 0) for name in GOALS}
