"""Serves a built site with the right types and compression, on this machine by default."""

from __future__ import annotations

import errno
import os
import re
import socket
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ..core.errors import DabieError, why

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.routing import Route

TYPES = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".wasm": "application/wasm",
    ".json": "application/json",
    ".ipynb": "application/x-ipynb+json",
    ".svg": "image/svg+xml",
    ".epub": "application/epub+zip",
    ".pdf": "application/pdf",
    ".woff2": "font/woff2",
}
"""Types that a machine's own table may lack or, on Windows, have wrong."""
HASHED = re.compile(r"/(?:dabie-|search-)[0-9a-f]{8}[./]")
"""Addresses that change with their content."""
YEAR = "public, max-age=31536000, immutable"
ASK = "no-cache"
"""Kept, but asked for again: answered with 304 while nothing has changed."""
HEADERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
SQUEEZE: Final = 6
"""As web servers do; the highest level takes twice as long for one hundredth less."""
EVERYWHERE: Final = ("0.0.0.0", "::")
"""Hosts that stand for every address of this machine."""


def serve(folder: Path, *, host: str = "127.0.0.1", port: int = 8000) -> None:
    """Serve a folder until interrupted; `DabieError` when it or the port is not to be had."""
    if not (folder / "index.html").is_file():
        raise DabieError(f"{folder} 里没有建好的网站；先运行 dabie build")
    run(application(folder), listen(host, port), host=host)


def run(served: Starlette, listener: socket.socket, *, host: str) -> None:
    """Run an application until interrupted, and say where."""
    import uvicorn

    bound = listener.getsockname()[1]
    print(f"课程已就绪：{_address(host, bound)} （按 Ctrl+C 停止）", flush=True)
    config = uvicorn.Config(served, log_level="warning", lifespan="off")
    uvicorn.Server(config).run(sockets=[listener])


def application(folder: Path, routes: Sequence[Route] = ()) -> Starlette:
    """Return the ASGI application that serves a folder, behind routes of its own if any."""
    import mimetypes

    try:
        import uvicorn  # noqa: F401  # what runs it
        from starlette.applications import Starlette
    except ImportError:
        raise DabieError("预览网站需要 uvicorn；请安装：pip install 'dabie[book]'") from None
    from starlette.middleware import Middleware
    from starlette.middleware.gzip import GZipMiddleware
    from starlette.requests import Request
    from starlette.responses import FileResponse, Response
    from starlette.routing import Mount
    from starlette.staticfiles import StaticFiles

    for suffix, kind in TYPES.items():
        mimetypes.add_type(kind, suffix)

    class Files(StaticFiles):
        """Says how long a file may be kept."""

        def file_response(self, full_path: Any, *args: Any, **kwargs: Any) -> Response:
            response = super().file_response(full_path, *args, **kwargs)
            where = Path(full_path).as_posix()
            response.headers["Cache-Control"] = YEAR if HASHED.search(where) else ASK
            response.headers.update(HEADERS)
            return response

        async def get_response(self, path: str, scope: Any) -> Response:
            response = await super().get_response(path, scope)
            # The page for what is lost: it may be there tomorrow.
            response.headers.setdefault("Cache-Control", ASK)
            return response

    def not_found(request: Request, error: Exception) -> Response:
        page, headers = folder / "404.html", {"Cache-Control": ASK, **HEADERS}
        if page.is_file():
            return FileResponse(page, status_code=404, headers=headers)
        return Response("404", status_code=404, media_type="text/plain", headers=headers)

    return Starlette(
        routes=[*routes, Mount("/", Files(directory=folder, html=True))],
        middleware=[Middleware(GZipMiddleware, minimum_size=500, compresslevel=SQUEEZE)],
        exception_handlers={404: not_found},
    )


def _address(host: str, port: int) -> str:
    """Return what to type into a browser; for a host that is every address, here and elsewhere."""
    if host not in EVERYWHERE:
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    here, other = f"http://127.0.0.1:{port}", ""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        try:
            # Nothing is sent: the system only says by which of its addresses it would be.
            asked.connect(("10.255.255.255", 9))
            other = f"，别的电脑用 http://{asked.getsockname()[0]}:{port}"
        except OSError:
            pass  # Without a network there is nobody else.
    return here + other


def listen(host: str, port: int) -> socket.socket:
    """Take a port; `DabieError` says why it is not to be had."""
    if not 0 <= port <= 65535:
        raise DabieError(f"没有 {port} 这个端口；写 1 到 65535 之间的数，例如 --port 8001")
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    if os.name == "posix":
        # On Windows the same option would let two programs share the port.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise DabieError(f"不能在 {host}:{port} 上提供网站：{_why(error, host, port)}") from None
    return listener


def _why(error: OSError, host: str, port: int) -> str:
    other = f"换一个：--port {port + 1 if port >= 1024 else 8001}"
    if error.errno == errno.EADDRINUSE:
        return f"别的程序占着这个端口；{other}"
    if error.errno == errno.EACCES:
        return f"没有权限用这个端口，1024 以下的要管理员权限；{other}"
    if error.errno == errno.EADDRNOTAVAIL or isinstance(error, socket.gaierror):
        return f"这台电脑没有 {host} 这个地址；只给自己看写 127.0.0.1，给别的电脑看写 0.0.0.0"
    return f"{why(error)}；{other}"
