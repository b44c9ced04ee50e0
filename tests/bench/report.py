"""How figures are taken and told: medians with their spread, and the goal beside each."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

RUNS = 5


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
