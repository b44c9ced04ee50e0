"""Serves a built site with the right types and compression, on this machine by default."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING

from ..core.errors import DabieError

if TYPE_CHECKING:
    from starlette.applications import Starlette

TYPES = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".wasm": "application/wasm",
    ".json": "application/json",
    ".ipynb": "application/x-ipynb+json",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
"""Types that a machine's own table may lack or, on Windows, have wrong."""


def serve(folder: Path, *, host: str = "127.0.0.1", port: int = 8000) -> None:
    """Serve a folder until interrupted; `DabieError` when it or the port is not to be had."""
    try:
        import uvicorn
    except ImportError:
        raise DabieError("预览网站需要 uvicorn；请安装：pip install 'dabie[book]'") from None
    if not (folder / "index.html").is_file():
        raise DabieError(f"{folder} 里没有建好的网站；先运行 dabie build")
    listener = _listen(host, port)
    print(f"课程已就绪：http://{host}:{listener.getsockname()[1]} （按 Ctrl+C 停止）", flush=True)
    config = uvicorn.Config(application(folder), log_level="warning", lifespan="off")
    uvicorn.Server(config).run(sockets=[listener])


def application(folder: Path) -> Starlette:
    """Return the ASGI application that serves a folder."""
    import mimetypes

    from starlette.applications import Starlette
    from starlette.middleware import Middleware
    from starlette.middleware.gzip import GZipMiddleware
    from starlette.requests import Request
    from starlette.responses import FileResponse, Response
    from starlette.routing import Mount
    from starlette.staticfiles import StaticFiles

    for suffix, kind in TYPES.items():
        mimetypes.add_type(kind, suffix)

    def not_found(request: Request, error: Exception) -> Response:
        page = folder / "404.html"
        if page.is_file():
            return FileResponse(page, status_code=404)
        return Response("404", status_code=404, media_type="text/plain")

    return Starlette(
        routes=[Mount("/", StaticFiles(directory=folder, html=True))],
        middleware=[Middleware(GZipMiddleware, minimum_size=500)],
        exception_handlers={404: not_found},
    )


def _listen(host: str, port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    if os.name == "posix":
        # On Windows the same option would let two programs share the port.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise DabieError(
            f"不能在 {host}:{port} 上提供网站：{error.strerror or error}；"
            "可能有别的程序占着这个端口，换一个：dabie serve --port 8001"
        ) from None
    return listener
