"""What is fetched from the package registries: only what the lock files name, each by its hash."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from ..core.errors import DabieError, why
from .cache import digest, made

LOCKS: Final = Path(__file__).parent / "locks"
BUILDER: Final = LOCKS / "builder.txt"
BROWSER: Final = LOCKS / "browser.txt"
NPM: Final = LOCKS / "npm"
# Wheels are for the Python in the browser, whatever Python fetches them.
TARGET: Final = "--python-version 3.14 --implementation py --abi none --platform any"
NODE: Final = 18


class UnavailableError(DabieError):
    """The notebooks in the browser cannot be built here; the book can."""


def builder(cache: Path) -> Path:
    """Return the folder of an environment in which `jupyter lite build` runs."""

    def make(folder: Path) -> None:
        run([sys.executable, "-m", "venv", folder], "这里的 Python 建不了虚拟环境")
        _pip(folder, "install", "--require-hashes", "-r", BUILDER)

    # An environment knows its own place and its interpreter, so both are part of its name.
    name = digest([BUILDER], sys.version, os.fspath(cache.resolve()))
    place = cache / f"builder-{name}"
    if not place.is_dir():
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            make(place)
        except BaseException:
            shutil.rmtree(place, ignore_errors=True)
            raise
    return place


def wheels(cache: Path) -> Path:
    """Return a folder with the wheels that run in the browser."""

    def make(folder: Path) -> None:
        what = ["--no-deps", "--only-binary", ":all:", *TARGET.split(), "--require-hashes"]
        _pip(builder(cache), "download", *what, "-r", BROWSER, "--dest", folder)

    return made(cache / f"wheels-{digest([BROWSER])}", make)


def pyodide(cache: Path) -> Path:
    """Return the folder of Pyodide's npm package."""

    def make(folder: Path) -> None:
        for name in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copy(NPM / name, folder)
        npm = shutil.which("npm")
        if npm is None:
            raise UnavailableError(f"这台机器上没有 Node.js：请安装 {NODE} 以上的版本（带 npm）")
        quiet = ["--no-audit", "--no-fund", "--ignore-scripts", "--omit=dev"]
        run([npm, "ci", "--prefix", folder, *quiet], "取不到 Pyodide：多半是连不上 npm 的软件源")

    files = [NPM / "package-lock.json"]
    return made(cache / f"npm-{digest(files)}", make) / "node_modules" / "pyodide"


def node() -> str:
    """Return the path of Node.js."""
    found = shutil.which("node")
    if found is None:
        raise UnavailableError(f"这台机器上没有 Node.js：请安装 {NODE} 以上的版本（带 npm）")
    return found


def program(folder: Path, name: str) -> Path:
    """Return the path of a program in an environment."""
    return folder / ("Scripts" if os.name == "nt" else "bin") / name


def run(
    command: list[str | Path],
    problem: str,
    *,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
) -> str:
    """Run a command; where it fails, say what that means and how its own words end."""
    try:
        done = subprocess.run(
            command,
            cwd=cwd,
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except OSError as error:
        raise UnavailableError(f"{problem}：{why(error)}") from None
    if done.returncode:
        said = "\n".join(done.stdout.strip().splitlines()[-12:])
        raise UnavailableError(f"{problem}。它最后说：\n{said}")
    return done.stdout


def _pip(folder: Path, *arguments: str | Path) -> None:
    python = program(folder, "python")
    quiet = ["--disable-pip-version-check", "--quiet", "--no-input"]
    command: list[str | Path] = [python, "-m", "pip", *quiet, *arguments]
    run(command, "取不到要用的 Python 包：多半是连不上软件源")
