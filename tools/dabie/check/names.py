"""Names that are written wrong, wherever a reader may meet them: in chapters, items, figures.

`people.toml` and `places.toml` list the slips under `wrong`. A slip is never meant, so unlike other
wordings it is looked for in distractors, notes and captions, too; only the essay stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ..catalog.faults import Fault
from ..catalog.table import read_table
from ..catalog.texts import read_text, written

REGISTERS: Final = ("book/people.toml", "book/places.toml")
SEARCHED: Final = (
    "book/*.md",
    "book/*.toml",
    "book/*.bib",
    "book/figures/*.svg",
    "exercises/*.toml",
    "exercises/*/*.toml",
)
_LISTED: Final = re.compile(r"^wrong\s*=\s*\[[^\]]*\]", re.MULTILINE)


def name_faults(root: Path) -> Iterator[Fault]:
    """Yield a fault wherever a file of the course holds a slip that a register lists."""
    slips = dict(_slips(root))
    if not slips:
        return
    for pattern in SEARCHED:
        for path in written(root, pattern):
            text = read_text(path)
            file = path.relative_to(root).as_posix()
            if file in REGISTERS:
                # As many lines as before, so that places stay right.
                text = _LISTED.sub(lambda match: "\n" * match[0].count("\n"), text)
            for wrong, right in slips.items():
                for match in re.finditer(re.escape(wrong), text) if wrong in text else ():
                    line = text.count("\n", 0, match.start()) + 1
                    said = f"写了“{wrong}”：名字写错了"
                    yield Fault(file, f"第 {line} 行", said, f"写“{right}”")


def _slips(root: Path) -> Iterator[tuple[str, str]]:
    for file in REGISTERS:
        register = read_table(root / file, file, []) if (root / file).is_file() else None
        for slug in register.values if register else ():
            entry = register.table(slug) if register else None
            right = entry.text("name") if entry else ""
            for wrong in entry.texts("wrong") if entry else ():
                yield wrong, right
