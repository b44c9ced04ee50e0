"""What the templates know of a page: its place in the book, what it loads, who has signed it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from .assets import folder
from .chapters import Page, chinese, contents, page, section_numbers, sections
from .gathered import changed
from .icons import icon
from .item import json_script
from .material import Material, material
from .typography import whole_ranges

REVIEWS: Final = ("史实审读", "法条审读")
POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
    )
)
"""What a page may load: its own site's files, and no script or style that stands in the page."""
WAITING: Final = "待审"
MINE: Final = "mine"
"""The page that shows, saves and takes back what a device keeps."""
CHECK: Final = "check"
"""The page that says what is wrong with the hosting."""
MANIFEST: Final = "manifest.webmanifest"
CHECKED: Final = "核对截止"


def describe(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> str | None:
    """Fill the context; the home page gets a template of its own."""
    made, env = material(app), app.env
    of = page(env, pagename)
    body = context.get("body", "")
    home = pagename == env.config.root_doc
    items = 'class="dabie-host"' in body or 'class="dabie-handin"' in body
    live = items or home or pagename == MINE
    numbers = section_numbers(env, pagename)
    context.update(
        course=made.course,
        icon=icon,
        chinese=chinese,
        whole=whole_ranges,
        parts=contents(env),
        page=of,
        home=home,
        has_items=items,
        live=live,
        exercises_json=_exercises(app, made, context) if live else "",
        has_code='class="highlight' in body,
        exercises={one.docname: _progress(made, one.docname) for one in _pages(env)},
        sections=[
            (anchor, numbers.get(anchor, ""), title) for anchor, title in sections(env, pagename)
        ],
        banner=_banner(env, of),
        asset=lambda name: context["pathto"](f"{folder()}/{name}", 1),
        script=app.config.dabie_script,
        offered=app.config.dabie_offered,
        policy=POLICY,
        manifest=context["pathto"](MANIFEST, 1),
        root_link=app.builder.get_relative_uri(pagename, env.config.root_doc),
    )
    if pagename == "404":
        _from_anywhere(app, context)
    if home and doctree is not None:
        context.update(_home(app, made, context, doctree))
        return "home.html"
    return None


def _pages(env: Any) -> Iterator[Page]:
    return (one for part in contents(env) for one in part.pages)


def _progress(made: Material, docname: str) -> list[dict[str, Any]]:
    return [
        {"id": one.id, "count": len(one.items), "mode": one.mode}
        for one in made.exercises_of(docname)
    ]


def _banner(env: Any, of: Page | None) -> str:
    """Return the sentence after 内部审读稿, or nothing once everything is signed."""
    chapters = [one for one in _pages(env) if one.number]
    if of is not None and of.number:
        chapters = [of]
    waiting = [name for name in REVIEWS if any(_waits(one, name) for one in chapters)]
    if not waiting:
        return ""
    dates = sorted({one.front[CHECKED] for one in chapters if one.front.get(CHECKED)})
    checked = f"条文核对截止 {_date(dates[0])}。" if dates else ""
    if of is not None and of.number:
        return f"{'、'.join(waiting)}：待审。{checked}"
    return f"史实、法条审读人尚未签署，请勿对外引用。{checked}"


def _waits(chapter: Page, name: str) -> bool:
    return chapter.front.get(name, WAITING).startswith(WAITING)


def _date(written: str) -> str:
    """Write 2026-06-03 as 2026年6月3日."""
    match = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", written)
    return "{}年{}月{}日".format(*(int(one) for one in match.groups())) if match else written


def _home(app: Sphinx, made: Material, context: dict[str, Any], doctree: Any) -> dict[str, Any]:
    """Take the home page apart: promise, lead and the sections that follow the contents."""
    first = next(iter(doctree.findall(nodes.section)))
    leads = []
    for child in first.children:
        if isinstance(child, nodes.section):
            break
        if isinstance(child, nodes.paragraph):
            leads.append(child)
    rest = [one for one in first.children if isinstance(one, nodes.section)]
    pages = [one for one in _pages(app.env) if one.number]
    times = [int(one.minutes) for one in pages if one.minutes.isdecimal()]
    minutes = sorted(set(times))
    return {
        "promise": _clauses(leads[0].astext()) if leads else [],
        "leads": [_partial(app, one) for one in leads[1:]],
        "rest": [(one.next_node(nodes.title).astext(), _without_title(app, one)) for one in rest],
        "chapter_count": len(pages),
        "item_count": sum(len(one.items) for one in made.course.exercises),
        "minutes": "–".join(str(one) for one in dict.fromkeys(minutes[:1] + minutes[-1:])),
        "hours": round(sum(times) / 60),
        "shelves": [
            part
            for part in contents(app.env)
            if not any(one.minutes or made.exercises_of(one.docname) for one in part.pages)
        ],
        "start": next(iter(_pages(app.env)), None),
        "notebooks": made.course.exercises,
    }


def _exercises(app: Sphinx, made: Material, context: dict[str, Any]) -> str:
    """Return, as JSON for the host, what it needs to show how far every exercise is."""
    listed = [
        {
            "id": one.id,
            "title": one.title,
            "url": context["pathto"](one.chapter),
            "items": [item.id for item in one.items],
        }
        for one in made.course.exercises
        if one.chapter in app.env.titles
    ]
    return json_script("dabie-exercises", listed)


def _clauses(sentence: str) -> list[str]:
    return [one for one in re.split(r"(?<=[，。：；？])", sentence) if one]


def _partial(app: Sphinx, node: Any) -> str:
    builder = cast(StandaloneHTMLBuilder, app.builder)
    return str(builder.render_partial(node)["fragment"])


def _without_title(app: Sphinx, section: Any) -> str:
    body = [one for one in section.children if not isinstance(one, nodes.title)]
    return "".join(_partial(app, one) for one in body)


def _from_anywhere(app: Sphinx, context: dict[str, Any]) -> None:
    """Make the addresses of the 404 page whole: it is shown for any depth of address."""
    base = app.config.dabie_base_path

    def pathto(other: str, resource: int = 0) -> str:
        return f"{base}{other if resource else app.builder.get_target_uri(other)}"

    context["pathto"] = pathto
    context["content_root"] = base
    context["root_link"] = base
    context["manifest"] = f"{base}{MANIFEST}"
    context["asset"] = lambda name: f"{base}{folder()}/{name}"


def added(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Add the pages that no chapter stands behind."""
    yield MINE, {"title": "我的进度"}, "mine.html"
    yield (
        CHECK,
        {"title": "网站自查", "lite": app.config.dabie_lite, "base": app.config.dabie_base_path},
        "check.html",
    )
    yield "404", {"title": "查无此页"}, "404.html"


def _outdated(app: Sphinx, env: Any) -> list[str]:
    # Every page shows the contents, and the pages before and after it.
    shown = [
        (one.docname, one.title, one.part, one.number)
        for part in contents(env)
        for one in part.pages
    ]
    return sorted(env.found_docs) if changed(env, "dabie_contents", shown) else []


def _bereft(app: Sphinx, env: Any, added: set[str], changed: set[str], removed: set[str]) -> Any:
    # Whose contents list a chapter that is gone: read again, so that Sphinx misses it.
    return [name for name, listed in env.toctree_includes.items() if removed & set(listed)]


def setup(app: Sphinx) -> None:
    """Connect to the writing of pages."""
    app.add_config_value("dabie_base_path", "/", "html")
    app.add_config_value("dabie_script", "", "html")
    app.add_config_value("dabie_offered", {}, "html")
    app.connect("env-get-outdated", _bereft)
    app.connect("env-updated", _outdated)
    app.connect("html-page-context", describe, priority=900)
    app.connect("html-collect-pages", added)
