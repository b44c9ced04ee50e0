"""Faults of the places: a register that nothing else reads whole, and sources that lead nowhere."""

from __future__ import annotations

from pathlib import Path

from ..catalog.faults import Fault, nearest
from ..catalog.places import PLACES, read_places
from .registers import Registers


def place_faults(book: Path, registers: Registers) -> list[Fault]:
    """Return what is wrong with `places.toml`; a course may do without one."""
    faults: list[Fault] = []
    if not (book / "places.toml").is_file():
        return faults
    for place in read_places(book / "places.toml", faults).values():
        for key in place.sources:
            if registers.references is not None and key not in registers.references:
                remedy = nearest(key, registers.references)
                said = f"references.bib 里没有“{key}”"
                faults.append(Fault(PLACES, f"{place.key}.sources", said, remedy))
    return faults
