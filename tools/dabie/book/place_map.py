"""`{place-map}`: a sketch map of where events happened, and a list that is whole alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from ..catalog.faults import Fault
from ..catalog.places import Place, read_places
from ..catalog.table import read_table
from ..catalog.timeline import FORCES, Event, read_timeline
from .assets import load_with
from .controls import button, checkboxes, chooser, panel, row, status
from .element import make, raw, span
from .sketch import sketch
from .timeline import dated

WIDTHS: Final = {"wide": 648, "narrow": 324}


class PlaceMap(SphinxDirective):
    """Draws the map twice, for wide and narrow screens; the content is its caption."""

    has_content = True
    option_spec = {"alt": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        """Place the map, its controls and its list."""
        alt = self.options.get("alt")
        if not alt:
            raise self.error("缺少 :alt:，用一句话写明图上看出了什么")
        events, places, facts = self._registers()
        happened = {
            key: [one for one in events if one.at == key] for key in places if places[key].point
        }
        numbered = sorted((places[key] for key, held in happened.items() if held), key=_west)
        if not numbered:
            raise self.error("timeline.toml 里没有一件事写了 at，图上没有可标的")
        others = [places[key] for key, held in happened.items() if not held]
        pictures = [
            make("div", f"picture {name}", raw(sketch(numbered, others, width=width, alt=alt)))
            for name, width in WIDTHS.items()
        ]
        caption = make("figcaption")
        self.state.nested_parse(self.content, self.content_offset, caption)
        figure = make("figure", "figure", make("div", "sheet", *pictures), caption)
        entries = [self._entry(place, happened[place.key], facts) for place in numbered]
        shown = [_tools(numbered, happened), figure, make("ol", "places", *entries)]
        return [make("section", "place-map", *shown, aria_label="地图")]

    def _registers(self) -> tuple[list[Event], dict[str, Place], Mapping[str, Any]]:
        faults: list[Fault] = []
        book = Path(self.env.srcdir)
        for name in ("timeline.toml", "places.toml", "facts.toml"):
            self.env.note_dependency(str(book / name))
        events = read_timeline(book / "timeline.toml", faults)
        places = read_places(book / "places.toml", faults)
        facts = read_table(book / "facts.toml", "book/facts.toml", faults)
        if faults:
            raise self.error(str(faults[0]))
        return events, places, facts.values if facts is not None else {}

    def _entry(self, place: Place, events: Iterable[Event], facts: Mapping[str, Any]) -> Any:
        assert place.point is not None
        title = make("p", "place-name", span("", place.name, tag="strong"))
        if place.point.about:
            title += [nodes.Text(" "), span("place-about", "约")]
        known = "；".join(
            filter(None, (place.then and f"当时：{place.then}", place.now and f"今：{place.now}"))
        )
        entry = make("li", "place", title)
        entry["attributes"] |= {
            "data-place": place.key,
            "data-lat": f"{place.point.lat:g}",
            "data-lon": f"{place.point.lon:g}",
            "data-about": "yes" if place.point.about else "",
            "tabindex": "-1",
        }
        if known:
            entry += make("p", "place-belongs", *self._cited(known, place.sources[:3]))
        rows = [self._event(one, facts) for one in events]
        entry += make("ul", "place-events", *rows)
        return entry

    def _event(self, event: Event, facts: Mapping[str, Any]) -> nodes.Element:
        sources = dict.fromkeys(key for name in event.facts for key in facts[name]["sources"])
        kept = [key for key in sources if key not in event.dispute_sources] or list(sources)
        day = dated(event) if event.when or "-" in event.date else ""
        said = [nodes.Text(f"{event.year}年{day}，"), *self._cited(event.title, kept)]
        line = make("li", "place-event", *said)
        line["attributes"]["data-force"] = " ".join(event.force)
        return line

    def _cited(self, words: str, sources: Iterable[str]) -> list[nodes.Node]:
        cited = ",".join(sources)
        mark = f"{{cite}}`{cited}`" if cited else ""
        inline, _ = self.state.inline_text(words + mark, self.lineno)
        return list(inline)


def _west(place: Place) -> float:
    return place.point.lon if place.point else 0.0


def _tools(places: list[Place], happened: Mapping[str, list[Event]]) -> nodes.Element:
    held = [event for events in happened.values() for event in events]
    forces = [name for name in FORCES if any(name in one.force for one in held)]
    names = {one.key: f"{number} {one.name}" for number, one in enumerate(places, start=1)}
    ask = "选两处，或在图上点两处，看直线距离。"
    return panel(
        checkboxes("map-forces", "部队", forces),
        row(
            chooser("map-from", "从", names, none="请选择"),
            chooser("map-to", "到", names, none="请选择"),
        ),
        row(status("map-said", ask, ask=ask), button("map-again", "重新选")),
        label="筛选和量距离",
    )


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("place-map", PlaceMap)
    load_with(app, "place-map", "place-map.js")
