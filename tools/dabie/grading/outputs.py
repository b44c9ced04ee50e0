"""Everything that a run writes, in order; a new output is one file and one entry here."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from . import feedback
from .apart import begin, done
from .compare import comparison_csv
from .identities import IDENTITIES, identities_csv
from .output import Finish, Graded, Output
from .report import page
from .results import results_csv
from .reviews.writing import write_reviews
from .sheets import workbook

RESULTS = "results.csv"
"""The one output that every run has, by which a folder of results is known."""


def _write_results(path: Path, graded: Graded) -> None:
    path.write_bytes(results_csv(graded.course, graded.results))


def _write_reviews(path: Path, graded: Graded) -> Finish:
    waiting = graded.findings.waiting
    begun = begin(graded.pool, write_reviews, path, graded.course, waiting, graded.options)
    return partial(done, begun)


def _write_comparison(path: Path, graded: Graded) -> None:
    if graded.findings.comparison is not None:
        path.write_bytes(comparison_csv(graded.findings.comparison))


def _write_identities(path: Path, graded: Graded) -> None:
    if graded.findings.identities is not None:
        path.write_bytes(identities_csv(graded.findings.identities))


OUTPUTS: tuple[Output, ...] = (
    Output(RESULTS, _write_results),
    # First of the rest, because they are begun in other processes.
    Output("review", _write_reviews, suffixes=(".xlsx",), kept=True),
    Output("feedback", feedback.write, suffixes=(".html", ".csv")),
    Output("results.xlsx", workbook.write),
    Output("report.html", page.write),
    Output("对比.csv", _write_comparison),
    Output(IDENTITIES, _write_identities),
)
