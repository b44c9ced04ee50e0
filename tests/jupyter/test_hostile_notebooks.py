"""Opening a notebook runs nothing of its author's, whatever it says of itself."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from desks import PATIENCE, Copybook, Enter, edit
from playwright.sync_api import Page, expect
from servers import Server

from dabie.core.items import Course
from dabie.notebooks.generate import CALL, decode, encode

RAN = "ran-by-itself"
EVIL = f"open({RAN!r}, 'a').close()"
GOOD = CALL.format(literal="e30=")
NEAR_MISSES = [
    EVIL,
    f"{GOOD}\n{EVIL}",
    f"{GOOD}; {EVIL}",
    f"{EVIL}\n{GOOD}",
    f"\n{GOOD}\n\n{EVIL}",
    CALL.format(literal=f'" + str({EVIL}) + "'),
    CALL.format(literal=f'e30=" if {EVIL} else "'),
    CALL.format(literal='e30="); ' + EVIL + '; str("'),
    CALL.format(literal="e30=\\\n" + EVIL),
    GOOD.replace("dabie.notebooks", "evil"),
    GOOD.replace("dabie.notebooks", "dabie.notebooks.evil"),
    GOOD.replace("open_exercise\n", f"open_exercise; {EVIL}\n"),
    GOOD.replace("import open_exercise", "import *"),
    GOOD.replace('"', "'"),
    GOOD.replace("\n\n", "\r\n\r\n") + f"\r\n{EVIL}",
    f"%%python\n{EVIL}\n{GOOD}",
    f"!touch {RAN}",
    GOOD.replace("open_exercise(", "open_exercise (") + f"\n{EVIL}",
]
SHADOWS = ("dabie", "evil", "anywidget", "ipywidgets", "psygnal", "fractions", "base64", "colorsys")
ESM = "globalThis.ranByItself = true; export default { initialize() {}, render() {} };"


def code(source: str, at: int) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": f"cell-{at}",
        "metadata": {"tags": ["dabie"], "jupyter": {"source_hidden": True}},
        "outputs": [],
        "source": source,
    }


def nothing_ran(page: Page, server: Server) -> None:
    assert not list(server.root.rglob(RAN))
    assert page.evaluate("globalThis.ranByItself") is None


def test_near_misses_foreign_code_and_modules_beside_it_do_not_run(
    server: Server, enter: Enter, put: Callable[..., Path], course: Course
) -> None:
    path = put(server, "from-a-stranger/mine.ipynb")
    state = {
        "model_module": "anywidget",
        "model_name": "AnyModel",
        "model_module_version": "~0.9.*",
        "state": {"_esm": ESM, "_anywidget_id": "evil.Evil"},
    }

    def change(notebook: dict[str, Any]) -> None:
        # Its own cell stands last: once that has run, so would have all before it.
        own = notebook["cells"].pop(1)
        evil = [code(source, at) for at, source in enumerate(NEAR_MISSES)]
        notebook["cells"] = [*evil, own]
        notebook["metadata"]["widgets"] = {
            "application/vnd.jupyter.widget-state+json": {
                "version_major": 2,
                "version_minor": 0,
                "state": {"0" * 32: state},
            }
        }

    edit(path, change)
    for name in SHADOWS:
        path.with_name(f"{name}.py").write_text(EVIL)
    package = path.with_name("dabie")
    package.mkdir()
    (package / "__init__.py").write_text(EVIL)
    (package / "notebooks.py").write_text(EVIL)
    page = enter(server).open("from-a-stranger/mine.ipynb")
    book = Copybook(page, path, course.exercises[0]).live()
    book.answer("county", ["taihu"])
    book.place("county").check.click()
    expect(book.place("county").outcome).to_contain_text("答对了", timeout=PATIENCE)
    book.until_saved()
    nothing_ran(page, server)
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    assert [cell["execution_count"] is not None for cell in cells] == [False] * len(NEAR_MISSES) + [
        True
    ]


def test_a_hostile_exercise_shows_its_words_and_no_more(
    lab: Server, enter: Enter, put: Callable[..., Path], course: Course
) -> None:
    path = put(lab, "mine.ipynb")
    payload = (
        "<img src=x onerror='globalThis.ranByItself=1'><script>globalThis.ranByItself=1</script>"
    )

    def change(notebook: dict[str, Any]) -> None:
        content: Any = decode("".join(notebook["cells"][1]["source"]).split('"')[1])
        content["title"] = payload
        for item in content["items"]:
            item["prompt"] += (
                f"{payload}<iframe srcdoc='{payload}'></iframe><a href='javascript:globalThis.ranByItself=1'>看</a>"
            )
            item["explanation"] = payload
            for option in item.get("options", ()):
                option["text"] += payload
        notebook["cells"][1]["source"] = CALL.format(literal=encode(content))

    edit(path, change)
    page = enter(lab).open("mine.ipynb")
    book = Copybook(page, path, course.exercises[0]).live()
    book.place("county").section.get_by_role("radio").nth(1).click()
    book.place("county").check.click()
    expect(book.place("county").section).to_have_attribute("data-state", "wrong", timeout=PATIENCE)
    assert book.shown.locator("script, img, iframe, a[href^='javascript']").count() == 0
    nothing_ran(page, lab)


def test_a_broken_exercise_is_told_in_chinese(
    server: Server, enter: Enter, put: Callable[..., Path]
) -> None:
    path = put(server, "mine.ipynb")
    edit(path, lambda notebook: notebook["cells"][1].update(source=GOOD))
    page = enter(server).open("mine.ipynb")
    told = page.locator(".jp-OutputArea-output")
    expect(told).to_contain_text("打不开", timeout=PATIENCE)
    expect(told).not_to_contain_text("Traceback")
    expect(told).not_to_contain_text("Error")


def test_a_kernel_without_dabie_runs_nothing_and_says_so(
    lab: Server, enter: Enter, put: Callable[..., Path]
) -> None:
    kernel = lab.config.parent / "data" / "kernels" / "bare"
    kernel.mkdir(parents=True)
    lines = "--IPKernelApp.exec_lines=import sys; sys.modules['dabie'] = None"
    argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}", lines]
    spec = {"argv": argv, "display_name": "Bare", "language": "python"}
    (kernel / "kernel.json").write_text(json.dumps(spec))
    path = put(lab, "mine.ipynb")
    path.with_name("dabie.py").write_text(EVIL)

    def change(notebook: dict[str, Any]) -> None:
        notebook["metadata"]["kernelspec"].update(name="bare", display_name="Bare")

    edit(path, change)
    page = enter(lab).open("mine.ipynb")
    expect(page.locator(".Toastify")).to_contain_text("没有装 dabie", timeout=PATIENCE)
    nothing_ran(page, lab)
