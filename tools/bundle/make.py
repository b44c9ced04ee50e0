"""Makes a folder that installs and grades without network: `make bundle [COURSE=folder]`.

Wheels for Windows and Linux on 64-bit Intel machines, three versions of Python, exactly those that
`requirements-grading.lock` names; the course; starters and a guide. It is tried out before it is
called done: installed from itself alone into a fresh environment, and run.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
LOCK = ROOT / "requirements-grading.lock"
VERSIONS = ("3.11", "3.12", "3.13")
PLATFORMS: dict[str, tuple[dict[str, str], tuple[str, ...]]] = {
    "Windows": (
        {"sys_platform": "win32", "os_name": "nt", "platform_system": "Windows"},
        ("win_amd64",),
    ),
    "Linux": (
        {"sys_platform": "linux", "os_name": "posix", "platform_system": "Linux"},
        # The newest last: the oldest machine that a wheel is made for is the best.
        (
            "manylinux2014_x86_64",
            "manylinux_2_17_x86_64",
            "manylinux_2_27_x86_64",
            "manylinux_2_28_x86_64",
        ),
    ),
}
# What grading reads of a course; an exercise's notebook is for learners.
COURSE = ("exercises/course.toml", "exercises/*/*.toml", "book/*.md", "book/*.bib", "book/*.json")


def main() -> None:
    """Make the folder, or say what is missing."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--course", type=Path, default=ROOT)
    parser.add_argument("--out", type=Path, default=ROOT / "_build" / "bundle")
    options = parser.parse_args()
    if not (options.course / "exercises" / "course.toml").is_file():
        sys.exit(f"{options.course} is no course: it has no exercises/course.toml")
    with tempfile.TemporaryDirectory(
        dir=options.out.parent if options.out.parent.is_dir() else None
    ) as folder:
        made = Path(folder, "bundle")
        make(made, options.course)
        try_out(made)
        shutil.rmtree(options.out, ignore_errors=True)
        options.out.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(made, options.out)
    size = sum(path.stat().st_size for path in options.out.rglob("*") if path.is_file())
    print(f"{options.out}: {size / 2**20:.0f} MB, tried out")


def make(folder: Path, course: Path) -> None:
    """Put everything together."""
    wheels = folder / "wheels"
    wheels.mkdir(parents=True)
    for name in PLATFORMS:
        for version in VERSIONS:
            print(f"wheels for {name}, Python {version}")
            download(wheels, name, version)
    pip("wheel", str(ROOT), "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder))
    shutil.copy(LOCK, folder / "requirements.txt")
    for pattern in COURSE:
        for path in sorted(course.glob(pattern)):
            target = folder / "课程" / path.relative_to(course)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
    for name in ("收件", "评阅"):
        (folder / name).mkdir()
    shutil.copy(HERE / "start.py", folder)
    shutil.copy(HERE / "start.sh", folder / "评分.sh")
    # Windows' own readers want their line ends, and Notepad a mark.
    batch = (HERE / "start.bat").read_text(encoding="ascii")
    (folder / "评分.bat").write_text(batch, encoding="ascii", newline="\r\n")
    guide = (HERE / "guide.txt").read_text(encoding="utf-8")
    (folder / "先读我.txt").write_text(guide, encoding="utf-8-sig", newline="\r\n")


def download(wheels: Path, name: str, version: str) -> None:
    """Fetch what the lock names for one system and one Python."""
    system, tags = PLATFORMS[name]
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder, "wanted.txt")
        wanted.write_text("\n".join(locked(LOCK.read_text(encoding="utf-8"), system, version)))
        platforms = [part for tag in tags for part in ("--platform", tag)]
        bare = version.replace(".", "")
        pip(
            *("download", "--no-deps", "--require-hashes", "--only-binary", ":all:"),
            *("--python-version", version, "--implementation", "cp"),
            *("--abi", f"cp{bare}", "--abi", "abi3", "--abi", "none"),
            *platforms,
            *("--dest", str(wheels), "-r", str(wanted)),
        )


def locked(lock: str, system: dict[str, str], version: str) -> Iterator[str]:
    """Yield the requirements that hold on a system, with their hashes and without conditions.

    pip looks at conditions with the eyes of the Python that runs it, not of the one asked for.
    """
    environment = {
        **system,
        "python_version": version,
        "python_full_version": f"{version}.0",
        "platform_machine": "AMD64" if system["sys_platform"] == "win32" else "x86_64",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }
    lines = "\n".join(line for line in lock.splitlines() if not line.lstrip().startswith("#"))
    for entry in lines.replace("\\\n", " ").splitlines():
        words, *hashes = entry.split(" --hash=")
        if not words.strip():
            continue
        requirement = Requirement(words.strip())
        if requirement.marker is None or requirement.marker.evaluate(environment):
            requirement.marker = None
            yield " ".join([str(requirement), *(f"--hash={one.strip()}" for one in hashes)])


def try_out(folder: Path) -> None:
    """Install and grade as an organiser would, with no index to fall back to."""
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place, "评 分")
        shutil.copytree(folder, copy)
        # Not a submission: that it is refused in words shows that everything runs.
        (copy / "收件" / "试.txt").write_text("你好", encoding="utf-8")
        environment = {
            **os.environ,
            "PIP_NO_INDEX": "1",
            "PIP_CONFIG_FILE": os.devnull,
            "PYTHONUTF8": "1",
        }
        done = subprocess.run(
            [sys.executable, str(copy / "start.py"), "--no-feedback"],
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        if done.returncode != 1 or not (copy / "结果" / "results.xlsx").is_file():
            sys.exit(f"the bundle does not grade:\n{done.stdout}{done.stderr}")


def pip(*arguments: str) -> None:
    """Run pip, quietly, and end where it fails."""
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", *arguments]
    if subprocess.run(command, check=False).returncode:
        sys.exit(f"pip {arguments[0]} failed; is the network or the package index down?")


if __name__ == "__main__":
    main()
