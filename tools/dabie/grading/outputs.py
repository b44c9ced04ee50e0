"""Everything that a run writes, in order; a new output is one file and one entry here."""

from __future__ import annotations

from . import feedback, results
from .output import Output

RESULTS = "results.csv"
"""The one output that every run has, by which a folder of results is known."""

OUTPUTS: tuple[Output, ...] = (
    Output(RESULTS, results.write),
    Output("feedback", feedback.write, suffixes=(".html", ".csv")),
)
