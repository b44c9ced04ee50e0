"""`dabie preview`: serves the site while an author writes; after each saving it is built anew."""

from __future__ import annotations

import logging
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..core.errors import DabieError
from .build import build
from .serve import application, run

if TYPE_CHECKING:
    from starlette.routing import Route

WATCHED: Final = ("book", "exercises", "_config.yml")
DRAWN: Final = (Path(__file__).parents[1] / "book", Path(__file__).parents[1] / "view")
"""Where the scripts and styles lie that every page loads."""
STATE: Final = "/-/builds"
SCRIPT: Final = "/-/reload.js"
RELOAD: Final = Path(__file__).with_name("reload.js")


class Preview:
    """A course that is being written: how often it was built, what is wrong now."""

    def __init__(self, root: Path, out: Path) -> None:
        self.root, self.out, self.count, self.fault = root, out, 0, ""
        # Sphinx keeps what it knows of directives in the process: one build at a time.
        self._building = threading.Lock()

    def build(self) -> None:
        """Build, and count; a fault is said here and on the pages, and the last good site stays."""
        with self._building:
            _forget()
            try:
                build(self.root, self.out, script=SCRIPT)
            except DabieError as error:
                self.fault = str(error)
            except Exception as error:  # Whatever it is, the next saving may mend it.
                self.fault = f"程序自己出了错（{type(error).__name__}: {error}）"
            else:
                self.count, self.fault = self.count + 1, ""
            if self.fault:
                print(self.fault, flush=True)
                return
        print("已建好，页面会自己刷新。", flush=True)

    def watch(self, stop: threading.Event) -> None:
        """Build after every change to the sources, until told to stop."""
        from watchfiles import Change, DefaultFilter, watch

        # Sphinx's world lets it say in English what we say in Chinese.
        logging.getLogger("watchfiles").setLevel(logging.WARNING)

        paths = [self.root / name for name in WATCHED if (self.root / name).exists()]
        drawn = tuple(f".{kind}" for kind in ("css", "js", "html", "svg"))

        def counts(change: Change, path: str) -> bool:
            ours = any(Path(path).is_relative_to(one) for one in DRAWN)
            return path.endswith(drawn) if ours else DefaultFilter()(change, path)

        for _ in watch(*paths, *DRAWN, watch_filter=counts, stop_event=stop, debounce=300, step=50):
            self.build()

    def routes(self) -> list[Route]:
        """Return what the pages of a preview ask for."""
        from starlette.requests import Request
        from starlette.responses import FileResponse, JSONResponse, Response
        from starlette.routing import Route

        async def state(request: Request) -> Response:
            now = {"count": self.count, "fault": self.fault}
            return JSONResponse(now, headers={"Cache-Control": "no-store"})

        async def script(request: Request) -> Response:
            return FileResponse(RELOAD, media_type="text/javascript")

        return [Route(STATE, state), Route(SCRIPT, script)]


def _forget() -> None:
    """Have scripts and styles put together anew: they may have been written to since."""
    with suppress(ImportError):  # Without Sphinx nothing is built at all, which `build` says.
        from ..book.assets import built, folder

        built.cache_clear()
        folder.cache_clear()


def preview(root: Path, *, host: str, port: int) -> None:
    """Build, serve and watch until interrupted; `DabieError` when that cannot begin."""
    try:
        import watchfiles  # noqa: F401  # said before the first build, not after it
    except ImportError:
        raise DabieError("边写边看需要 watchfiles；请安装：pip install 'dabie[book]'") from None
    out = root / "_build" / "preview"
    written = Preview(root, out)
    written.build()
    if not written.count:
        raise DabieError("还没有建成过一次，先按上面说的改")
    stop = threading.Event()
    threading.Thread(target=written.watch, args=(stop,), daemon=True).start()
    try:
        run(application(out, written.routes()), host=host, port=port)
    finally:
        stop.set()
