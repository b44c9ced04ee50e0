"""`dabie preview`: serves the site while an author writes; after each saving it is built anew."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from ..core.errors import DabieError
from .build import build
from .serve import application, listen, run

if TYPE_CHECKING:
    from starlette.routing import Route

FOLDERS: Final = ("book", "exercises")
WATCHED: Final = (*FOLDERS, "_config.yml")
LOOK: Final = 1000
"""Milliseconds after which files are looked for that came in another's place."""
SHOWN: Final = 8
"""Remarks of the check that are shown."""
Check: TypeAlias = Callable[[Path], list[str]]
"""What is wrong with a course although it can be built."""
DRAWN: Final = (Path(__file__).parents[1] / "book", Path(__file__).parents[1] / "view")
"""Where the scripts and styles lie that every page loads."""
STATE: Final = "/-/builds"
SCRIPT: Final = "/-/reload.js"
RELOAD: Final = Path(__file__).with_name("reload.js")


class Preview:
    """A course that is being written: how often it was built, what is wrong now."""

    def __init__(self, root: Path, out: Path, check: Check | None = None) -> None:
        self.root, self.out, self.count, self.fault, self.remarks = root, out, 0, "", ""
        self._check = check
        # Sphinx keeps what it knows of directives in the process: one build at a time.
        self._building = threading.Lock()
        self.built = threading.Event()
        """Set once there is a site."""

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
                self.remarks = ""
                print(self.fault, flush=True)
                return
        self.built.set()
        print("已建好，页面会自己刷新。", flush=True)
        self._look()

    def _look(self) -> None:
        """Say what a build lets pass and a check does not: a wrong name, an item nowhere placed."""
        try:
            found = self._check(self.root) if self._check else []
        except OSError:
            found = []  # Moved away meanwhile, which is built next.
        except Exception as error:  # As above.
            found = [f"检查自己出了错（{type(error).__name__}: {error}）"]
        more = f"\n……共 {len(found)} 处，运行 dabie check 看全部" if len(found) > SHOWN else ""
        self.remarks = "\n".join(found[:SHOWN]) + more
        if self.remarks:
            print(f"建得成，但检查有 {len(found)} 处要改：\n{self.remarks}", flush=True)

    def watch(self, stop: threading.Event) -> None:
        """Build after every change to the sources, until told to stop."""
        late = False
        while not stop.is_set():
            late = self._watch(stop, late)

    def _watch(self, stop: threading.Event, late: bool) -> bool:
        """Build after every change, and at once where one was `late`; tell whether one is.

        An editor that writes beside and renames, or a folder put back, leaves the system watching
        what is no longer there: then this ends, to be begun anew.
        """
        from watchfiles import Change, DefaultFilter, watch

        # Sphinx's world lets it say in English what we say in Chinese.
        logging.getLogger("watchfiles").setLevel(logging.WARNING)

        paths = [self.root / name for name in WATCHED if (self.root / name).exists()]
        drawn = tuple(f".{kind}" for kind in ("css", "js", "html", "svg"))

        def counts(change: Change, path: str) -> bool:
            ours = any(Path(path).is_relative_to(one) for one in DRAWN)
            return path.endswith(drawn) if ours else DefaultFilter()(change, path)

        known = self._identities()
        for changes in watch(
            *paths,
            *DRAWN,
            watch_filter=counts,
            stop_event=stop,
            debounce=300,
            step=50,
            rust_timeout=LOOK,
            yield_on_timeout=True,
        ):
            if self._identities() != known:
                return True
            if changes or late:
                self.build()
            late = False
        return False

    def _identities(self) -> list[tuple[int, int] | None]:
        found: list[tuple[int, int] | None] = []
        for name in WATCHED:
            try:
                seen = (self.root / name).stat()
            except OSError:
                found.append(None)
            else:
                # A folder's own time changes with what is in it, of which we are told anyway.
                written = 0 if name in FOLDERS else seen.st_mtime_ns
                found.append((seen.st_ino, written))
        return found

    def routes(self) -> list[Route]:
        """Return what the pages of a preview ask for."""
        from starlette.requests import Request
        from starlette.responses import FileResponse, JSONResponse, Response
        from starlette.routing import Route

        async def state(request: Request) -> Response:
            now = {"count": self.count, "fault": self.fault, "remarks": self.remarks}
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


def preview(root: Path, *, host: str, port: int, check: Check | None = None) -> None:
    """Build, serve and watch until interrupted; `DabieError` when that cannot begin."""
    try:
        import watchfiles  # noqa: F401  # said before the first build, not after it
    except ImportError:
        raise DabieError("边写边看需要 watchfiles；请安装：pip install 'dabie[book]'") from None
    listener = listen(host, port)
    out = root / "_build" / "preview"
    written = Preview(root, out, check)
    stop = threading.Event()
    # Before the first build, which takes a while: what is saved meanwhile is built next.
    threading.Thread(target=written.watch, args=(stop,), daemon=True).start()
    try:
        written.build()
        if not written.count:
            print("还没有建成过一次。先按上面说的改，存了盘会自己再建。", flush=True)
        while not written.built.wait(1):  # Ctrl+C gets through between two waits.
            pass
        run(application(out, written.routes()), listener, host=host)
    finally:
        stop.set()
        listener.close()
