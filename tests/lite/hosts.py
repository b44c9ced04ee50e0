"""Real web servers with exactly the configuration that docs/hosting.md gives, moved to a free port."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 30
NGINX = """daemon off;
{user}
pid {work}/pid;
error_log {work}/log;
events {{ worker_connections 64; }}
http {{
access_log off;
client_body_temp_path {work}/body; proxy_temp_path {work}/proxy; fastcgi_temp_path {work}/fastcgi;
uwsgi_temp_path {work}/uwsgi; scgi_temp_path {work}/scgi;
{server}
}}
"""
MODULES = ("mpm_event", "authz_core", "headers", "deflate", "filter", "mime", "dir")
APACHE = """{modules}
ServerName localhost
PidFile {work}/pid
ErrorLog {work}/log
User www-data
Group www-data
TypesConfig /etc/mime.types
Listen 127.0.0.1:{port}
{server}
"""


def documented(root: Path, language: str) -> str:
    """Return the block that docs/hosting.md shows for a server."""
    text = (root / "docs" / "hosting.md").read_text(encoding="utf-8")
    match = re.search(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert match is not None
    return match[1]


def configuration(root: Path, name: str, site: Path, work: Path, port: int) -> str:
    """Return a whole configuration around the documented part."""
    server = documented(root, name).replace("/srv/dabie", str(site))
    if name == "nginx":
        server = server.replace("listen 80;", f"listen 127.0.0.1:{port};")
        user = "user root;" if getattr(os, "geteuid", lambda: 1)() == 0 else ""
        return NGINX.format(user=user, work=work, server=server)
    folder = "/usr/lib/apache2/modules"
    modules = "\n".join(f"LoadModule {one}_module {folder}/mod_{one}.so" for one in MODULES)
    server = server.replace("*:80", f"*:{port}")
    return APACHE.format(modules=modules, work=work, port=port, server=server)


@contextmanager
def hosted(root: Path, name: str, site: Path, work: Path) -> Iterator[int]:
    """Serve a site by a server of Debian's meanwhile; yield its port."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    program = shutil.which({"nginx": "nginx", "apache": "apache2"}[name], path="/usr/sbin:/usr/bin")
    assert program is not None, f"no {name}: run apt-get install nginx apache2"
    file = work / "server.conf"
    file.write_text(configuration(root, name, site, work, port), encoding="utf-8")
    options = ["-c", file] if name == "nginx" else ["-f", file, "-DFOREGROUND"]
    process = subprocess.Popen([program, *map(str, options)], stdin=subprocess.DEVNULL)
    try:
        _wait(port, process, work)
        yield port
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _wait(port: int, process: subprocess.Popen[bytes], work: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    said = (work / "log").read_text() if (work / "log").is_file() else ""
    raise RuntimeError(f"the server did not start: {said}")
