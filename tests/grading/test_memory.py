"""Large hand-ins are read in little more memory than they are long."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

MEGABYTE = 1024 * 1024
READ = """
import re, sys
from pathlib import Path
from dabie.grading.inbox import opened, sources
from dabie.grading.reader import read
(source,) = sources([Path(sys.argv[1])])
assert read(opened(source).content, suffix=".ipynb", course="small").responses
print(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1])
"""


@pytest.fixture
def large(tmp_path: Path, record: Callable[..., dict[str, Any]]) -> Path:
    """A notebook of 50 MB, most of it a picture in an output that no packer makes smaller."""
    picture = b64encode(os.urandom(37 * MEGABYTE)).decode()
    outputs = [{"output_type": "display_data", "data": {"image/png": picture}}]
    content = {"cells": [{"outputs": outputs}], "metadata": {"dabie": record()}}
    path = tmp_path / "large.ipynb"
    path.write_text(json.dumps(content))
    assert path.stat().st_size > 49 * MEGABYTE
    return path


@pytest.mark.parametrize("packed", [None, zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_notebook_of_50_mb_takes_less_than_100(large: Path, packed: int | None) -> None:
    path = large
    if packed is not None:
        path = large.with_suffix(".zip")
        with zipfile.ZipFile(path, "w", packed, compresslevel=1) as archive:
            archive.write(large, "large.ipynb")
    # A process of its own: its peak is its own, too.
    run = subprocess.run(
        [sys.executable, "-c", READ, str(path)], capture_output=True, text=True, check=True
    )
    assert int(run.stdout) * 1024 < 100_000_000
