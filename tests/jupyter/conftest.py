"""A real JupyterLab, a real Notebook 7, real kernels and a real Chromium."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from desks import PATIENCE, TINY, Copybook, Enter, Visitor
from playwright.sync_api import Browser, BrowserContext, ViewportSize
from served import Once, Site, built, served
from servers import Server, serving

from dabie.catalog import load_course
from dabie.core.items import Course
from dabie.publishing import notebooks


@pytest.fixture(scope="session")
def course() -> Course:
    return load_course(TINY)


@pytest.fixture(scope="session")
def running() -> list[Server]:
    """The servers that have been started so far."""
    return []


@pytest.fixture(scope="session")
def lab(running: list[Server], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving("jupyterlab", tmp_path_factory.mktemp("lab")) as server:
        running.append(server)
        yield server


@pytest.fixture(scope="session")
def seven(running: list[Server], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Notebook 7."""
    with serving("notebook", tmp_path_factory.mktemp("seven")) as server:
        running.append(server)
        yield server


@pytest.fixture(scope="session")
def site(once: Once) -> Iterator[Site]:
    """The same course as pages."""
    with served(once("tiny", partial(built, TINY))) as found:
        yield found


@pytest.fixture(params=["lab", "seven"])
def server(request: pytest.FixtureRequest) -> Server:
    """Each of the two in turn."""
    server: Server = request.getfixturevalue(request.param)
    return server


@pytest.fixture(autouse=True)
def _tidy(running: list[Server]) -> Iterator[None]:
    """Leave no kernel running and no file lying after a test."""
    yield
    for server in running:
        server.end_kernels()
        server.disable()
        for path in server.root.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> Iterator[dict[str, BrowserContext]]:
    """By server, a browser's context that has signed in there."""
    opened: dict[str, BrowserContext] = {}
    yield opened
    for context in opened.values():
        context.close()


@pytest.fixture
def enter(browser: Browser, contexts: dict[str, BrowserContext]) -> Iterator[Enter]:
    """Enter a server with a tab of one's own; no page may have failed meanwhile."""
    visitors: list[Visitor] = []

    def begin(server: Server) -> Visitor:
        if server.app not in contexts:
            size: ViewportSize = {"width": 1300, "height": 900}
            contexts[server.app] = context = browser.new_context(viewport=size, locale="zh-CN")
            context.set_default_timeout(PATIENCE)
            page = context.new_page()
            page.goto(f"{server.origin}/api/status?token={server.token}")
            page.close()
        visitors.append(Visitor(contexts[server.app], server))
        return visitors[-1]

    yield begin
    for visitor in visitors:
        visitor.close()


@pytest.fixture
def put(course: Course) -> Callable[..., Path]:
    """Put an exercise's notebook where a server finds it."""
    texts = {path.stem: text for path, text in notebooks(TINY, course)}

    def write(server: Server, path: str, exercise: str = "practice") -> Path:
        file = server.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(texts[exercise], encoding="utf-8")
        return file

    return write


@pytest.fixture
def copybook(enter: Enter, put: Callable[..., Path], course: Course) -> Callable[..., Copybook]:
    """Put an exercise's notebook on a server and open it there."""

    def begin(
        server: Server, path: str = "mine.ipynb", exercise: str = "practice", written: bool = True
    ) -> Copybook:
        file = put(server, path, exercise) if written else server.root / path
        found = course.exercise(exercise)
        assert found is not None
        return Copybook(enter(server).open(path), file, found).live()

    return begin
