"""`{item}`, `{hand-in}` and `{exercise}`: places in a page where `host.js` brings items to life."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any, ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from ..core.items import Exercise
from ..view.static import draw
from .element import raw
from .material import Material, material

UNUSABLE = (
    '<div class="dabie-unusable" role="note"><p><strong>这里现在只能看，不能作答</strong></p>'
    "<p>浏览器关掉了脚本，或者太旧，或者这一页是从文件夹里直接打开的。可以换一个浏览器，也可以{notebook}打印这一页当练习纸。</p></div>"
)

STRIP = (
    '<div class="dabie-strip-words"><p class="dabie-strip-count">{count}</p>'
    '<p class="dabie-strip-note">答案自动存在这台设备上。交卷会生成一个文件，由你交给组织者。</p>'
    '<div class="dabie-strip-more" aria-hidden="true">'
    '<span class="dabie-act dabie-act-text">打开交卷文件</span></div></div>'
    '<span class="dabie-act dabie-act-main" aria-hidden="true">交卷</span>'
    '<div class="dabie-strip-said"></div>'
)
"""The strip as the host draws it, so that nothing jumps; what needs script shows only with it."""
RUN = '<p class="dabie-run"><a href="{address}">在浏览器中运行练习本</a></p>'
"""Under the strip: the same exercise with a real Python behind it, where the site has one."""
WORKSHEET = (
    '<p class="dabie-worksheet" aria-hidden="true">'
    "<span>编号</span><span>姓名</span><span>单位</span><span>日期</span></p>"
)
"""Before a page's first item, on paper only."""


class _ExerciseDirective(SphinxDirective):
    """Something of an exercise; the page is rebuilt when one of its files changes."""

    required_arguments = 1
    has_content = False

    @property
    def material(self) -> Material:
        return material(self.env.app)

    def depend(self, exercise: Exercise) -> None:
        for path in self.material.files(exercise):
            self.env.note_dependency(str(path))

    def unknown(self, what: str, known: Iterable[str]) -> list[nodes.Node]:
        names = "、".join(known)
        raise self.error(f"没有{what}“{self.arguments[0]}”；有的是：{names}")

    def notebook(self, exercise: Exercise) -> str:
        return f"{up(self.env.docname)}_static/notebooks/{exercise.id}.ipynb"

    def unusable(self, exercise: Exercise) -> str:
        address = escape(self.notebook(exercise))
        link = f'<a href="{address}" download>下载练习本</a>，或'
        return UNUSABLE.format(notebook=link)

    def host(self, exercise: Exercise, item_id: str) -> nodes.Node:
        definitions = self.material.definitions(exercise)
        number = next(at for at, one in enumerate(definitions, start=1) if one["id"] == item_id)
        # The same item may stand twice on a page: only the first place carries the anchor.
        hosted = self.env.temp_data.setdefault("dabie_hosted", set())
        before = "" if hosted else WORKSHEET + self.unusable(exercise)
        anchor = "" if item_id in hosted else f' id="item-{item_id}"'
        hosted.add(item_id)
        definition = definitions[number - 1]
        return raw(
            f'{before}<div class="dabie-host"{anchor} data-item="{item_id}"'
            f' data-exercise="{exercise.id}" data-mode="{exercise.mode}" data-number="{number}">'
            f"{draw(definition, number=number, mode=exercise.mode)}"
            f"{json_script('dabie-definition', definition)}</div>"
        )

    def strip(self, exercise: Exercise) -> nodes.Node:
        course, items = self.material.course, [one.id for one in exercise.items]
        facts = {
            "course": course.id,
            "course_title": course.title,
            "exercise": exercise.id,
            "title": exercise.title,
            "mode": exercise.mode,
            "revision": self.material.revision(exercise),
            "items": items,
            "notebook": self.notebook(exercise),
        }
        what = "自测" if exercise.mode == "practice" else "测评"
        words = STRIP.format(count=f"{what}共 {len(items)} 题")
        return raw(
            f'<div class="dabie-handin" data-exercise="{exercise.id}">{words}'
            f"{json_script('dabie-exercise', facts)}</div>{self.run_link(exercise)}"
        )

    def run_link(self, exercise: Exercise) -> str:
        room = self.env.config.dabie_lite
        address = f"{up(self.env.docname)}{room}/notebooks/{exercise.id}.html"
        return RUN.format(address=escape(address)) if room else ""


class ItemDirective(_ExerciseDirective):
    """`{item} three-foundings`: one item of the course."""

    def run(self) -> list[nodes.Node]:
        """Place the item."""
        course, item_id = self.material.course, self.arguments[0]
        exercise = course.exercise_of(item_id)
        if exercise is None:
            return self.unknown("题目", (one.id for ex in course.exercises for one in ex.items))
        self.depend(exercise)
        return [self.host(exercise, item_id)]


class HandInDirective(_ExerciseDirective):
    """`{hand-in} guerrilla-war`: where an exercise is handed in; `{exercise}` has its items too."""

    with_items: ClassVar[bool] = False

    def run(self) -> list[nodes.Node]:
        """Place the strip, after all items when they are wanted."""
        course = self.material.course
        exercise = course.exercise(self.arguments[0])
        if exercise is None:
            return self.unknown("练习", (one.id for one in course.exercises))
        self.depend(exercise)
        items = exercise.items if self.with_items else ()
        return [*(self.host(exercise, one.id) for one in items), self.strip(exercise)]


class ExerciseDirective(HandInDirective):
    """`{exercise} guerrilla-war-test`: all items in order, then the strip."""

    with_items = True


def json_script(name: str, value: Mapping[str, Any] | list[Any]) -> str:
    """Write a value as an inert script element, which no text in it can close."""
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/json" class="{name}">{written}</script>'


def notebook_file(made: Material, exercise: Exercise) -> Any:
    """Return where an exercise's generated notebook lies, be it there or not."""
    return made.root / "exercises" / exercise.id / f"{exercise.id}.ipynb"


def up(docname: str) -> str:
    """Return the way from a document to the root of the site."""
    return "../" * docname.count("/")


def setup(app: Sphinx) -> None:
    """Register the directives."""
    app.add_config_value("dabie_lite", "", "env")
    app.add_directive("item", ItemDirective)
    app.add_directive("hand-in", HandInDirective)
    app.add_directive("exercise", ExerciseDirective)
