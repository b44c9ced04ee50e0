"""Grades on a computer without network: installs from the folder beside it once, then runs.

Called by the two starters, with what was dropped on them. Written for old interpreters too, so
that they can say which one is needed.
"""

import io
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
WHEELS = os.path.join(HERE, "wheels")
VENV = os.path.join(HERE, ".venv")
INBOX, ROSTER, REVIEWS, OUT, COURSE = "收件", "花名册", "评阅", "结果", "课程"
FLAGS = ("--blind", "--anonymous", "--no-feedback")
OLDEST, NEWEST = (3, 11), (3, 13)


def stop(text):
    """End with one sentence that says what is missing and what to do."""
    print(text)
    sys.exit(2)


def current(stamp, place):
    """Tell whether the environment was made here."""
    try:
        with io.open(stamp, encoding="utf-8") as file:
            return file.read() == place
    except (OSError, IOError):
        return False


def python():
    """Return the environment's Python, installed from this folder alone."""
    inside = (
        os.path.join("Scripts", "python.exe") if os.name == "nt" else os.path.join("bin", "python")
    )
    found = os.path.join(VENV, inside)
    stamp = os.path.join(VENV, "installed")
    # An environment works only where it was made.
    place = "%s\n%s" % (HERE, sys.executable)
    if current(stamp, place):
        return found
    shutil.rmtree(VENV, ignore_errors=True)
    print("第一次运行，正在安装（不用网络，大约一分钟）……")
    sys.stdout.flush()
    offline = ["-m", "pip", "--disable-pip-version-check", "--quiet", "install", "--no-index"]
    packages = ["--find-links", WHEELS]
    locked = os.path.join(HERE, "requirements.txt")
    ours = [os.path.join(HERE, name) for name in os.listdir(HERE) if name.endswith(".whl")]
    for command in (
        [sys.executable, "-m", "venv", VENV],
        [found] + offline + packages + ["--require-hashes", "-r", locked],
        [found] + offline + ["--no-deps"] + ours,
    ):
        if subprocess.call(command):
            stop("没有装好。请把上面的文字告诉给你这个文件夹的人；删掉 .venv 文件夹可以重装。")
    with io.open(stamp, "w", encoding="utf-8") as file:
        file.write(place)
    return found


def arguments(given):
    """Return what `dabie` is called with: what was given, or what lies in the named places."""
    command = ["-m", "dabie", "-C", os.path.join(HERE, COURSE), "grade"]
    paths = [
        one
        for before, one in zip([""] + given, given)
        if not one.startswith("-") and (not before.startswith("-") or before in FLAGS)
    ]
    if not paths:
        inbox = os.path.join(HERE, INBOX)
        if not os.path.isdir(inbox) or not os.listdir(inbox):
            stop("“%s”文件夹是空的。把收来的文件放进去，再运行一次。" % INBOX)
        command.append(inbox)
    command += given
    if "--out" not in given:
        command += ["--out", os.path.join(HERE, OUT)]
    if "--roster" not in given:
        for suffix in (".xlsx", ".csv"):
            roster = os.path.join(HERE, ROSTER + suffix)
            if os.path.exists(roster):
                command += ["--roster", roster]
                break
    reviews = os.path.join(HERE, REVIEWS)
    if "--reviews" not in given and os.path.isdir(reviews) and os.listdir(reviews):
        command += ["--reviews", reviews]
    return command


def main():
    """Check the interpreter, install where needed, grade."""
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        stop(
            "这台电脑的 Python 是 %d.%d，需要 %d.%d 到 %d.%d（64 位）。装好后再运行一次。"
            % (sys.version_info[:2] + OLDEST + NEWEST)
        )
    if sys.maxsize < 2**32:
        stop("这台电脑的 Python 是 32 位的，需要 64 位。装好后再运行一次。")
    return subprocess.call([python()] + arguments(sys.argv[1:]))


if __name__ == "__main__":
    sys.exit(main())
