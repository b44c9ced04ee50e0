"""Finds a Chromium on this machine and lets it print a page; it is started without network."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Final

from ..core.errors import DabieError
from .characters import with_plain_characters

NAMES: Final = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome",
    "microsoft-edge", "msedge",
)  # fmt: skip
PLACES: Final = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
MISSING: Final = (
    "做 PDF 要用 Chromium（Chrome、Edge 也行），这台机器上没有找到。"
    "Debian、Ubuntu 运行：apt-get install chromium fonts-noto-cjk；"
    "装在别处的，用环境变量 CHROMIUM 写明程序的位置；只要 EPUB，用 --take-along epub"
)
PATIENCE: Final = 600
"""Seconds that printing may take."""
FLAGS: Final = (
    "--headless",
    "--disable-gpu",
    "--disable-extensions",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Whatever a page asks for, nothing is fetched.
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--no-pdf-header-footer",
    "--export-tagged-pdf",
    "--generate-pdf-document-outline",
)
_TIME = re.compile(rb"\(D:\d{14}(?:[+-]\d\d'\d\d'|Z)?\)")


def find() -> str:
    """Return the path of a Chromium, or say what is missing."""
    named = os.environ.get("CHROMIUM")
    if named:
        found = shutil.which(named)
        if found is None:
            raise DabieError(f"环境变量 CHROMIUM 写的是“{named}”，那里没有能运行的程序")
        return found
    found = next(filter(None, map(shutil.which, NAMES)), None)
    found = found or next((one for one in PLACES if Path(one).is_file()), None)
    if found is None:
        raise DabieError(MISSING)
    return found


def print_page(page: Path, out: Path, profile: Path) -> None:
    """Print a local page into a PDF that holds no time of writing."""
    command = [find(), *FLAGS, f"--user-data-dir={profile}", f"--print-to-pdf={out}"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--no-sandbox")  # without it root is refused
    out.unlink(missing_ok=True)
    try:
        done = subprocess.run(
            [*command, page.resolve().as_uri()], capture_output=True, timeout=PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise DabieError(f"{command[0]} 没有做出 PDF：{error}") from None
    if not out.is_file():
        said = done.stderr.decode(errors="replace").strip()[-500:]
        raise DabieError(f"{command[0]} 没有做出 PDF：\n{said}")
    printed = _TIME.sub(_same_length, out.read_bytes())
    out.write_bytes(with_plain_characters(printed))


def _same_length(found: re.Match[bytes]) -> bytes:
    """Return another time as long as the one found: every offset in the file stays true."""
    return re.sub(rb"\d", b"0", found[0]).replace(b"D:00000000", b"D:20000101")
