"""`dabie preview`: serves the site while an author writes; after each saving it is built anew."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..core.errors import DabieError
from .build import build
from .serve import application, run

if TYPE_CHECKING:
    from starlette.routing import Route

WATCHED: Final = ("book", "exercises", "_config.yml")
COUNT: Final = "/-/builds"
SCRIPT: Final = "/-/reload.js"
RELOAD: Final = f"""
let known;
setInterval(async () => {{
  try {{
    const count = await (await fetch("{COUNT}")).text();
    if (known !== undefined && known !== count) location.reload();
    known = count;
  }} catch {{
    // The server is being started anew; the next answer tells.
  }}
}}, 500);
"""


class Preview:
    """A course that is being written: how often it was built, and building it once more."""

    def __init__(self, root: Path, out: Path) -> None:
        self.root, self.out, self.count = root, out, 0
        # Sphinx keeps what it knows of directives in the process: one build at a time.
        self._building = threading.Lock()

    def build(self) -> None:
        """Build, and count; a fault is said, and the last good site stays."""
        with self._building:
            try:
                build(self.root, self.out, script=SCRIPT)
            except DabieError as error:
                print(error, flush=True)
                return
            self.count += 1
        print("已建好，页面会自己刷新。", flush=True)

    def watch(self, stop: threading.Event) -> None:
        """Build after every change to the sources, until told to stop."""
        from watchfiles import watch

        paths = [self.root / name for name in WATCHED if (self.root / name).exists()]
        for _ in watch(*paths, stop_event=stop, debounce=300, step=50):
            self.build()

    def routes(self) -> list[Route]:
        """Return what the pages of a preview ask for."""
        from starlette.requests import Request
        from starlette.responses import PlainTextResponse, Response
        from starlette.routing import Route

        async def count(request: Request) -> Response:
            return PlainTextResponse(str(self.count), headers={"Cache-Control": "no-store"})

        async def script(request: Request) -> Response:
            return Response(RELOAD, media_type="text/javascript")

        return [Route(COUNT, count), Route(SCRIPT, script)]


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
