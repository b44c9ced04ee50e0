"""Debian's epubcheck, as a test asks for it; a missing one is an error and never a reason to skip."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

JAR = "/usr/share/java/epubcheck.jar"


def epubcheck(book: Path) -> None:
    """Fail with what epubcheck says unless it finds no error and no warning."""
    jar = os.environ.get("EPUBCHECK", JAR)
    if not Path(jar).is_file():
        raise RuntimeError(
            "no epubcheck: run apt-get install epubcheck, or set EPUBCHECK to its jar"
        )
    command = ["java", "-jar", jar, "--failonwarnings", str(book)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]
