"""Sets up .venv from requirements.lock, and for tests a browser; run by whatever Python there is.

Written for old interpreters too, so that they can say which one is needed.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import threading

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
NEEDED = (3, 11)
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
# Installed as a copy, outside the package: a change to it asks for another installation.
LABEXTENSION = os.path.join(ROOT, "tools", "dabie", "notebooks", "labextension")
EPUBCHECK = "/usr/share/java/epubcheck.jar"
NODE_TESTS = os.path.join(ROOT, "tests", "e2e")


def say(text):
    """Print progress at once."""
    print("[setup] " + text)
    sys.stdout.flush()


def stop(text):
    """End with one sentence that says what is missing and what to do."""
    sys.exit("[setup] " + text)


def interpreter():
    """Return a Python that is new enough, this one or another on PATH."""
    if sys.version_info >= NEEDED:
        return sys.executable
    for minor in range(20, NEEDED[1] - 1, -1):
        found = shutil.which("python3.%d" % minor)
        if found:
            return found
    stop(
        "Python %d.%d or newer is needed; this is %s. Install one, or run make PYTHON=/path/to/it."
        % (NEEDED[0], NEEDED[1], sys.version.split()[0])
    )


def run(command, problem):
    """Run a command quietly; on failure show the end of what it said, then the problem."""
    done = subprocess.run(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    if done.returncode:
        print(done.stdout.decode("utf-8", "replace")[-3000:])
        stop(problem)


def digest(*names):
    """Return a digest of files, to know whether what was made of them is current."""
    total = hashlib.sha256()
    for name in names:
        with open(name, "rb") as file:
            total.update(file.read())
    return total.hexdigest()


def files(folder):
    """Return the paths of all files below a folder, in an order that stays."""
    return sorted(os.path.join(at, name) for at, _, names in os.walk(folder) for name in names)


def current(stamp, value):
    """Tell whether a stamp file holds a value."""
    try:
        with open(stamp) as file:
            return file.read() == value
    except OSError:
        return False


def python_packages():
    """Create .venv and install exactly what the lock names."""
    inside = "Scripts" if os.name == "nt" else "bin"
    python = os.path.join(VENV, inside, "python")
    stamp = os.path.join(VENV, "installed")
    lock = os.path.join(ROOT, "requirements.lock")
    wanted = digest(lock, os.path.join(ROOT, "pyproject.toml"), *files(LABEXTENSION))
    if current(stamp, wanted) and os.path.exists(python):
        return
    if not os.path.exists(python):
        say("creating .venv")
        run(
            [interpreter(), "-m", "venv", VENV],
            "Python cannot create environments here; on Debian install python3-venv.",
        )
    pip = [python, "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
    say("installing the locked Python packages (a minute or two, once)")
    # The lock names everything, so nothing is resolved; pip would compile on one processor alone.
    run(
        [*pip, "--require-hashes", "--no-deps", "--no-compile", "-r", lock],
        "The Python packages could not be installed; is the network or the package index down?",
    )
    run(
        [*pip, "--no-deps", "--no-build-isolation", "-e", ROOT],
        "The project itself could not be installed; see above.",
    )
    # Not left to the first use: Python may be told to keep nothing beside what it runs
    # (PYTHONDONTWRITEBYTECODE), and to compile Sphinx each time anew takes a build a second.
    # What some packages hold for other Pythons is passed over.
    folders = [VENV, os.path.join(ROOT, "tools")]
    subprocess.call(
        [python, "-m", "compileall", "-qq", "-r", "20", "-j", "0", *folders],
        stdout=subprocess.DEVNULL,
    )
    with open(stamp, "w") as file:
        file.write(wanted)


def debian(packages, problem):
    """Install packages of Debian where that can be done."""
    prefix = [] if getattr(os, "geteuid", lambda: 1)() == 0 else ["sudo", "-n"]
    if not shutil.which("apt-get"):
        stop(problem)
    say("installing " + ", ".join(packages))
    run([*prefix, "apt-get", "update", "-qq"], problem)
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends"]
    run([*prefix, *install, *packages], problem)


def browser():
    """Make sure that there is a Chromium, and a font for Chinese."""
    if os.environ.get("CHROMIUM") or any(shutil.which(name) for name in CHROMIUM):
        return
    packages = ["chromium", "fonts-noto-cjk"]
    debian(packages, "The browser tests need Chromium: run apt-get install " + " ".join(packages))


def servers():
    """Make sure that there are the web servers whose configurations are documented."""
    missing = [
        name for name in ("nginx", "apache2") if not shutil.which(name, path="/usr/sbin:/usr/bin")
    ]
    if missing:
        debian(missing, "The hosting tests need them: run apt-get install nginx apache2")


def epub_checker():
    """Make sure that there is epubcheck, which needs Java; the tests look for Debian's."""
    if os.environ.get("EPUBCHECK") or os.path.exists(EPUBCHECK):
        return
    problem = (
        "The tests of the EPUB need epubcheck: run apt-get install epubcheck,"
        " or set EPUBCHECK to its jar."
    )
    debian(["epubcheck"], problem)
    if not shutil.which("java"):
        debian(["default-jre-headless"], problem)


def node_packages():
    """Install what the browser tests take from npm: the accessibility checker."""
    stamp = os.path.join(NODE_TESTS, "node_modules", "installed")
    wanted = digest(os.path.join(NODE_TESTS, "package-lock.json"))
    if current(stamp, wanted):
        return
    if not shutil.which("npm"):
        stop("The browser tests need npm (it brings axe-core): install Node.js 20 or newer.")
    say("installing the locked npm packages")
    run(
        ["npm", "ci", "--prefix", NODE_TESTS, "--no-audit", "--no-fund", "--ignore-scripts"],
        "The npm packages could not be installed; is the network or the npm registry down?",
    )
    with open(stamp, "w") as file:
        file.write(wanted)


def programs():
    """Make sure of every program that the tests run; one after another, as apt-get wants it."""
    browser()
    epub_checker()
    servers()


def at_once(*jobs):
    """Do several things at once, each of which mostly waits; stop where one could not be done."""
    failed = []

    def done(job):
        try:
            job()
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=done, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]


if __name__ == "__main__":
    if "tests" in sys.argv[1:]:
        at_once(python_packages, programs, node_packages)
    else:
        python_packages()
