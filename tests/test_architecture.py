"""Arrows point inward: who may import whom inside the package."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "tools" / "dabie"
EDGES = {"markup", "references", "essay"}
ALLOWED: dict[str, set[str]] = {
    "core": set(),
    "view": {"core"},
    "markup": set(),
    "references": {"core"},
    "essay": {"core"},
    "catalog": {"core"},
    "check": {"core", "catalog", *EDGES},
    "notebooks": {"core", "view", "catalog", "markup"},
    "publishing": {"core", "notebooks", *EDGES},
    "book": {"core", "view", "catalog", *EDGES},
    "lite": {"core", "view", "catalog", "publishing", *EDGES},
    "grading": {"core", "view", "catalog", *EDGES},
    "portable": {"core", "view", "book"},
    "scaffold": {"core", "catalog"},
    "starting": {"core", "catalog"},
    "site": {"core", "catalog", "publishing", "portable", "book", "notebooks", "lite"},
    "cli": {
        "core",
        "catalog",
        "check",
        "publishing",
        "portable",
        "grading",
        "site",
        "scaffold",
        "starting",
    },  # fmt: skip
    "__init__": {"core", "catalog", "notebooks"},
    "__main__": {"cli"},
}


def rooms(path: Path) -> set[str]:
    """Top-level rooms of the package that a module imports."""
    inside = path.relative_to(PACKAGE).with_suffix("").parts
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = inside[: len(inside) - node.level]
            full = [*base, *(node.module.split(".") if node.module else [])]
            # The package's own version is no room.
            names = {alias.name for alias in node.names} - {"__version__"}
            found |= {full[0]} if full else names
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("dabie."):
            found.add(str(node.module).split(".")[1])
        elif isinstance(node, ast.Import):
            dotted = [one.name.split(".") for one in node.names]
            found |= {parts[1] for parts in dotted if parts[0] == "dabie" and len(parts) > 1}
    return found


@pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE))
)
def test_imports_point_inward(path: Path) -> None:
    room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    assert rooms(path) - {room} <= ALLOWED[room], f"{room} may not know these"
