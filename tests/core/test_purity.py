"""Core is standard library only and can be imported where nothing compiled can (Pyodide)."""

from __future__ import annotations

import subprocess
import sys

ISOLATED = """
import sys, importlib.machinery
sys.path[:0] = [{tools!r}]
sys.path[:] = [p for p in sys.path if "site-packages" not in p]
class NoExtension(importlib.machinery.ExtensionFileLoader):
    def create_module(self, spec):
        raise ImportError("compiled: " + spec.name)
import hashlib, decimal, json, datetime, zoneinfo, fractions, unicodedata
importlib.machinery.ExtensionFileLoader.create_module = NoExtension.create_module
import dabie.core.scoring, dabie.core.publish, dabie.core.submission, dabie.core.items
foreign = sorted(
    n for n in sys.modules
    if not n.startswith("_sysconfigdata") and n.partition(".")[0] not in sys.stdlib_module_names | {{"dabie", "__main__"}}
)
print(foreign)
"""


def test_core_imports_alone(root: object) -> None:
    code = ISOLATED.format(tools=f"{root}/tools")
    run = subprocess.run(
        [sys.executable, "-S", "-c", code], capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stdout.strip()) == (0, "[]"), run.stderr
