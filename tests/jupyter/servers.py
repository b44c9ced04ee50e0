"""Real Jupyter servers: each in folders of its own, with a token, with nothing of the machine's."""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Root may write what is read-only; without this it is held to what the files say.
AS_ANYBODY = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
ANNOUNCEMENTS = "@jupyterlab/apputils-extension:announcements"
PATIENCE = 90
"""Seconds for a server to come up on a busy machine."""


@dataclass(frozen=True)
class Server:
    """A running server: where it is, and the folder that it serves."""

    app: str
    port: int
    token: str
    root: Path
    config: Path

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def call(self, path: str, method: str = "GET") -> Any:
        """Ask the server's own interface."""
        request = urllib.request.Request(f"{self.origin}/api/{path}", method=method)
        request.add_header("Authorization", f"token {self.token}")
        with urllib.request.urlopen(request, timeout=30) as answer:
            body = answer.read()
        return json.loads(body) if body else None

    def is_ready(self) -> bool:
        """Tell whether there is a kernel, and a page that is connected to it."""
        kernels = [one["kernel"] for one in self.call("sessions")]
        return any(one["execution_state"] == "idle" and one["connections"] for one in kernels)

    def end_kernels(self) -> None:
        for session in self.call("sessions"):
            self.call(f"sessions/{session['id']}", "DELETE")

    def disable(self, *extensions: str) -> None:
        """Have pages that are opened from now on go without these extensions of the front end."""
        folder = self.config / "labconfig"
        folder.mkdir(exist_ok=True)
        off = dict.fromkeys((ANNOUNCEMENTS, *extensions), True)
        # Nobody rebuilds JupyterLab here: to ask whether one should costs a second for each page.
        settings = {"disabledExtensions": off, "buildCheck": False}
        (folder / "page_config.json").write_text(json.dumps(settings))


@contextmanager
def serving(app: str, work: Path) -> Iterator[Server]:
    """Run `jupyter lab` or `jupyter notebook` meanwhile."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    server = Server(app, port, secrets.token_hex(16), work / "files", work / "config")
    folders = {"CONFIG": server.config, "DATA": work / "data", "RUNTIME": work / "runtime"}
    for folder in (server.root, work / "ipython", *folders.values()):
        folder.mkdir(parents=True)
    server.disable()
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("JUPYTER")},
        **{f"JUPYTER_{name}_DIR": str(folder) for name, folder in folders.items()},
        "IPYTHONDIR": str(work / "ipython"),
    }
    options = {
        "ServerApp.port": port,
        "ServerApp.port_retries": 0,
        "ServerApp.root_dir": server.root,
        "ServerApp.allow_root": True,
        "ServerApp.open_browser": False,
        "IdentityProvider.token": server.token,
        "ServerApp.terminals_enabled": False,
        "LabApp.news_url": "None",
        "LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
        "LabApp.extension_manager": "readonly",
    }
    command = [sys.executable, "-m", app, *(f"--{name}={value}" for name, value in options.items())]
    if getattr(os, "geteuid", lambda: 1)() == 0:
        command = [*AS_ANYBODY, *command]
    with open(work / "log", "wb") as log:
        process = subprocess.Popen(
            command,
            env=environment,
            cwd=server.root,
            stdout=log,
            stderr=log,
            stdin=subprocess.DEVNULL,
        )
        try:
            _wait(server, process, work / "log")
            yield server
            server.end_kernels()
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait(server: Server, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            server.call("status")
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"jupyter {server.app} did not start:\n{log.read_text()[-3000:]}")
