"""The first item is answered while the rest of the page still comes over a slow line."""

from __future__ import annotations

import socket
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

import anyio
import pytest
import uvicorn
from answering import Mouse, Place, full_score
from playwright.sync_api import Page, expect
from served import Site
from starlette.requests import Request
from starlette.responses import StreamingResponse
from starlette.routing import Route
from visiting import PHONE, Begin, unhurried, wake

from dabie.site.serve import application

CHAPTER = "guerrilla-war.html"
LOADING = "() => document.readyState === 'loading'"
HOST_CAME = """() => performance.getEntriesByType("resource")
  .some(({ name, responseEnd }) => name.endsWith("/host.js") && responseEnd)"""
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


class Slow:
    """The same site, which sends a chapter up to a place, and what follows only when told to."""

    def __init__(self, site: Site, until: str) -> None:
        html = (site.folder / CHAPTER).read_bytes()
        at = html.index(until.encode())
        self.parts = (html[:at], html[at:])
        self.rest = threading.Event()
        self.origin = ""

    async def send(self, request: Request) -> StreamingResponse:
        async def body() -> AsyncIterator[bytes]:
            yield self.parts[0]
            await anyio.to_thread.run_sync(self.rest.wait)
            yield self.parts[1]

        # Uncompressed: what is packed would be held back until there is enough of it.
        return StreamingResponse(
            body(), media_type="text/html", headers={"Content-Encoding": "identity"}
        )


@contextmanager
def slow(site: Site, until: str) -> Iterator[Slow]:
    held = Slow(site, until)
    listener = socket.create_server(("127.0.0.1", 0))
    held.origin = f"http://127.0.0.1:{listener.getsockname()[1]}"
    served = application(site.folder, [Route(f"/{CHAPTER}", held.send)])
    server = uvicorn.Server(uvicorn.Config(served, log_level="warning", lifespan="off", ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield held
    finally:
        held.rest.set()
        server.should_exit = True
        thread.join()
        listener.close()


def first(site: Site, page: Page) -> Place:
    name = page.locator(".dabie-host").first.get_attribute("data-item")
    return Place(page, {one.id: one for one in site.exercise("guerrilla-war").items}[str(name)])


def counted(page: Page, site: Site) -> None:
    every = len(site.exercise("guerrilla-war").items)
    expect(page.locator(".dabie-strip-count")).to_have_text(f"自测已答 1 / {every} 题")
    states = "(all) => all.map((one) => one.dataset.state)"
    cells: list[str] = page.locator(".dabie-topbar .dabie-cell").evaluate_all(states)
    assert len(cells) == every and sum(one != "unanswered" for one in cells) == 1


def test_the_first_item_waits_for_no_text_below_it(site: Site, visit: Begin) -> None:
    with slow(site, '<div class="dabie-handin"') as held:
        person = visit(site, origin=held.origin, **PHONE)
        page = person.context.new_page()
        page.goto(f"{held.origin}/{CHAPTER}", wait_until="commit")
        there = first(site, page)
        Mouse().answer(there, full_score(there.item))
        unhurried(page)
        there.check.click()
        expect(there.state).to_have_text("答对了")
        assert page.evaluate(LOADING)
        held.rest.set()
        page.wait_for_load_state("load")
        expect(there.state).to_have_text("答对了")
        counted(page, site)
        wake(page)
        page.goto(f"{held.origin}/{CHAPTER}")
        expect(there.state).to_have_text("答对了")
        counted(page, site)


@pytest.mark.parametrize("until", ["</script></div>", '"explanation":', '<div class="dabie-host"'])
def test_an_item_that_has_come_in_part_waits_for_the_rest(
    site: Site, visit: Begin, until: str
) -> None:
    with slow(site, until) as held:
        person = visit(site, origin=held.origin, **PHONE)
        page = person.context.new_page()
        page.goto(f"{held.origin}/{CHAPTER}", wait_until="commit")
        page.wait_for_function(HOST_CAME)
        page.evaluate(DRAWN)
        assert page.evaluate(LOADING)
        held.rest.set()
        page.wait_for_load_state("load")
        there = first(site, page)
        Mouse().answer(there, full_score(there.item))
        counted(page, site)
        wake(page)
