"""The file that says who stands behind the pseudonyms: the one to keep apart."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from ..core.submission import Learner
from .errors import GradingError
from .results import cell, table

IDENTITIES: Final = "identities.csv"
_HEADER: Final = ("pseudonym", "kind", "learner_id", "learner_name", "learner_unit", "file")


@dataclass(frozen=True, slots=True)
class Identities:
    """Who and what stands behind each pseudonym."""

    learners: Mapping[str, Learner] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)


def identities_csv(named: Identities) -> bytes:
    """Return the content of the file."""
    rows: list[list[str]] = [list(_HEADER)]
    for pseudonym, one in sorted(named.learners.items()):
        rows.append([pseudonym, "学员", *map(cell, (one.id, one.name, one.unit)), ""])
    for pseudonym, file in sorted(named.files.items()):
        rows.append([pseudonym, "文件", "", "", "", cell(file)])
    return table(rows)


def read_identities(path: Path) -> Identities:
    """Read the file back, as far as files go; empty where there is none."""
    if not path.is_file():
        return Identities()
    try:
        text = path.read_text(encoding="utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
        return Identities({}, {one["pseudonym"]: one["file"] for one in rows if one["file"]})
    except (OSError, UnicodeDecodeError, csv.Error, KeyError):
        raise GradingError(f"{path} 读不了；请用原来的文件") from None
