"""`{timeline}`: every event of `timeline.toml` as a list that is whole without script."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from ..catalog.faults import Fault
from ..catalog.table import read_table
from ..catalog.timeline import FORCES, Event, read_timeline
from .assets import load_with
from .controls import button, checkbox, checkboxes, chooser, panel, row, status
from .element import make, span
from .marks import grade_mark


class Timeline(SphinxDirective):
    """Draws the controls, which only a script's reader sees, and all events by year."""

    has_content = False

    def run(self) -> list[nodes.Node]:
        """Place the timeline."""
        faults: list[Fault] = []
        book = Path(self.env.srcdir)
        for name in ("timeline.toml", "facts.toml"):
            self.env.note_dependency(str(book / name))
        events = read_timeline(book / "timeline.toml", faults)
        register = read_table(book / "facts.toml", "book/facts.toml", faults)
        facts: Mapping[str, Any] = register.values if register is not None else {}
        faults += [
            Fault("book/timeline.toml", one.key, f"facts.toml 里没有“{name}”")
            for one in events
            for name in one.facts
            if name not in facts
        ]
        if faults:
            raise self.error(str(faults[0]))
        years = make("ol", "timeline-years")
        for year, group in groupby(events, key=lambda one: one.year):
            name = make("p", "timeline-year-name", nodes.Text(f"{year}年"))
            listed = make("ol", "timeline-events", *(self._event(one, facts) for one in group))
            years += make("li", "timeline-year", name, listed)
        return [make("section", "timeline", _tools(events), years, aria_label="时间线")]

    def _event(self, event: Event, facts: Mapping[str, Any]) -> nodes.Element:
        resting = [facts[name] for name in event.facts]
        sources = dict.fromkeys(key for one in resting for key in one["sources"])
        # What only says otherwise is named there.
        kept = [key for key in sources if key not in event.dispute_sources] or list(sources)
        title = make("p", "timeline-title", *self._cited(event.title, kept))
        grades = {one.get("grade", "A") for one in resting}
        if grades != {"A"}:
            title += [nodes.Text(" "), grade_mark(max(grades))]
        row = make("li", "timeline-event", make("p", "timeline-date", nodes.Text(dated(event))))
        row["attributes"] |= {"data-force": " ".join(event.force), "data-now": event.now}
        row += title
        if event.place:
            where = f"{event.place}（今{event.now}）" if event.now else event.place
            row += make("p", "timeline-place", nodes.Text(where))
        if event.dispute:
            row["attributes"]["data-disputed"] = "yes"
            said = self._cited(event.dispute, event.dispute_sources)
            row += make("p", "timeline-dispute", span("timeline-differs", "各家不一"), *said)
        return row

    def _cited(self, words: str, sources: Iterable[str]) -> list[nodes.Node]:
        inline, _ = self.state.inline_text(f"{words}{{cite}}`{','.join(sources)}`", self.lineno)
        return list(inline)


def dated(event: Event) -> str:
    """Return the date in words, without the year that stands above it."""
    if event.when:
        return event.when
    if not event.until:
        return spoken(event.date) or "月份不详"
    until = spoken(event.until)
    if event.until[:4] != event.date[:4]:
        until = f"{event.until[:4]}年{until}"
    elif event.until[:7] == event.date[:7] and len(event.until) > 7:
        until = f"{int(event.until[8:])}日"
    return f"{spoken(event.date)}—{until}"


def spoken(date: str) -> str:
    """Return month and day of a date.

    >>> spoken("1935-02-03"), spoken("1935-02"), spoken("1935")
    ('2月3日', '2月', '')
    """
    return "".join(
        f"{int(part)}{unit}" for part, unit in zip(date.split("-")[1:], "月日", strict=False)
    )


def _tools(events: list[Event]) -> nodes.Element:
    """Draw the filter."""
    forces = [name for name in FORCES if any(name in one.force for one in events)]
    places = sorted({one.now for one in events if one.now})
    where = chooser("timeline-where", "地点（今）", {one: one for one in places}, none="不限")
    differing = checkbox("只看各家不一的", value="disputed")
    # The script fills this word in; a bare list has no other use for the number.
    count = status("timeline-count", f"共 {len(events)} 件", of=str(len(events)))
    return panel(
        checkboxes("timeline-forces", "部队", forces),
        row(where, differing),
        row(count, button("timeline-all", "全部显示")),
        label="筛选",
    )


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("timeline", Timeline)
    load_with(app, "timeline", "timeline.js")
