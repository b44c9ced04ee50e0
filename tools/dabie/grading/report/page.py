"""The report put together: findings as values, laid out by one template."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from ... import view
from ..analysis.advice import said_alpha
from ..analysis.objectives import WEAK
from ..analysis.statistics import ExerciseStatistics
from ..output import Graded
from ..refusals import refusals
from ..row import kind_word
from ..section import said_time
from ..sheets.reviewing import said_agreement
from ..style import BASE, allowed, joined
from ..visible import visible
from .distribution import PASS, plot_distribution, said_bins, said_distribution
from .scatter import plot_items, said_items
from .todo import todos

_FOLDER: Final = Path(__file__).parent
_SHEETS: Final = ("page", "plots", "tables", "paper")
"""Style sheets, later ones over earlier ones."""
_VIEW: Final = Path(view.__file__).parent
_WIDE, _NARROW = 540, 300
_SHOWN: Final = 100
"""Most rows of refused files, and most leads: the rest is in the workbook."""
_MEMBERS: Final = 12


def write(path: Path, graded: Graded) -> None:
    """Write `report.html`."""
    path.write_bytes(report(graded))


def report(graded: Graded) -> bytes:
    """Return the content of the report."""
    template, style, script, policy = _page()
    findings = graded.findings
    html = template.render(
        course=graded.course,
        style=Markup(style),
        script=Markup(script),
        policy=Markup(policy),
        newest=_newest(graded),
        counts=_counts(graded),
        todos=todos(graded),
        parts=_parts(graded),
        exercises=[_exercise(one, graded) for one in findings.statistics],
        leads=findings.leads[:_SHOWN],
        more_leads=max(len(findings.leads) - _SHOWN, 0),
        members=_MEMBERS,
        refused=refusals(graded.results)[:_SHOWN],
        more_refused=max(len(refusals(graded.results)) - _SHOWN, 0),
        missing=_missing(graded),
        presence=findings.presence,
        remarks=Counter(one.subject for one in findings.presence.remarks),
        agreements=findings.agreements,
        said_agreement=said_agreement,
        waiting=len(findings.waiting),
        comparison=findings.comparison,
        voids=_voids(graded),
        anonymous=findings.identities is not None,
        bins=said_bins(),
        titles={one.id: one.title for one in graded.course.exercises},
        weak=WEAK,
        passing=PASS,
    )
    return html.encode()


def _newest(graded: Graded) -> str:
    # Not the time of writing, which would make every run's page another one.
    times = [one.saved_at for one in graded.results if one.saved_at]
    return said_time(max(times)) if times else ""


def _counts(graded: Graded) -> list[tuple[str, str]]:
    results = graded.results
    counted = [one for one in results if one.counts]
    repeated = sum(one.status != "refused" and not one.counts for one in results)
    learners = len({one.learner_key for one in counted})
    kept = {"newest": "取最新", "best": "取最高", "first": "取第一次"}[graded.options.attempt]
    missing = len({one.listed.id for one in graded.findings.presence.absences})
    return [
        (f"{len(results):,}", "收到文件"),
        (f"{learners:,}", "计入人数"),
        (f"{repeated:,}", f"重复交卷，{kept}"),
        (f"{sum(one.status == 'refused' for one in results):,}", "拒收"),
        (f"{len(graded.findings.waiting):,}", "待评阅写作题"),
        (f"{missing:,}" if graded.findings.presence.roster else "—", "名册上未交"),
    ]


def _parts(graded: Graded) -> list[tuple[str, list[Any]]]:
    parts: dict[str, list[Any]] = {}
    for one in graded.findings.chapters:
        parts.setdefault(one.part, []).append(one)
    return list(parts.items())


def _exercise(one: ExerciseStatistics, graded: Graded) -> Mapping[str, object]:
    name = one.exercise.id
    return {
        "statistics": one,
        "id": name,
        "title": one.exercise.title,
        "distribution": [
            Markup(plot_distribution(one, width, f"hatch-{name}-{width}"))
            for width in (_WIDE, _NARROW)
        ],
        "said_distribution": said_distribution(one),
        "scatter": [Markup(plot_items(one, width)) for width in (_WIDE, _NARROW)],
        "said_items": said_items(one),
        "objectives": [obj for obj in graded.findings.objectives if obj.exercise == name],
        "rows": [(item, kind_word(item.item)) for item in one.items],
        "alpha": said_alpha(one.alpha, one.counted),
        "advice": _advice(one),
    }


def _advice(one: ExerciseStatistics) -> list[tuple[list[int], str]]:
    """Return each sentence of advice once, with the numbers of its items."""
    found: dict[str, list[int]] = {}
    for item in one.items:
        if item.advice.word:
            found.setdefault(item.advice.sentence, []).append(item.number)
    return [(numbers, sentence) for sentence, numbers in found.items()]


def _missing(graded: Graded) -> list[tuple[str, int, int]]:
    """Return title, number of learners missing, and number listed, of each exercise asked for."""
    absent = Counter(one.exercise for one in graded.findings.presence.absences)
    listed = graded.findings.presence.listed
    return [
        (one.exercise.title, absent[one.exercise.id], listed)
        for one in graded.findings.statistics
        if listed
    ]


def _voids(graded: Graded) -> list[tuple[str, int, str]]:
    return [
        (exercise.title, number, item.void)
        for exercise in graded.course.exercises
        for number, item in enumerate(exercise.items, start=1)
        if item.void
    ]


@cache
def _page() -> tuple[Template, str, str, str]:
    """Return template, style sheet, script and the policy that allows just these two."""
    style = joined(
        (_VIEW / "tokens.css", BASE, *(_FOLDER / "css" / f"{name}.css" for name in _SHEETS))
    )
    script = (_FOLDER / "print.js").read_text(encoding="utf-8").strip()
    policy = (
        f"default-src 'none'; style-src '{allowed(style)}'; script-src '{allowed(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # Every text on its way into the page, so that none can be forgotten.
        finalize=lambda value: visible(value) if type(value) is str else value,
    )
    environment.filters["percent"] = lambda share: f"{share:.0%}"
    environment.filters["ratio"] = _ratio
    source = (_FOLDER / "report.html.j2").read_text(encoding="utf-8")
    return environment.from_string(source), style, script, policy


def _ratio(value: float | None) -> str:
    # Rounded first, so that there is no −0.00.
    return "—" if value is None else f"{round(value, 2) + 0.0:.2f}".replace("-", "−")
