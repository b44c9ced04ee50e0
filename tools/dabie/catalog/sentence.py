"""What one sentence says of statutes, as values."""

from __future__ import annotations

from dataclasses import dataclass

from .laws import Law


@dataclass(frozen=True, slots=True)
class Reference:
    """An article that a sentence names; `key` is empty where nothing says of which statute."""

    key: str
    number: str
    start: int
    end: int
    part: str = ""
    stranger: str = ""
    how: str = ""


@dataclass(frozen=True, slots=True)
class Naming:
    """A statute that a sentence names, with the version it says."""

    law: Law
    start: int
    end: int
    said: str = ""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks, and the keys of the mark that follows them."""

    text: str
    start: int
    keys: tuple[str, ...]
    denied: bool = False


@dataclass(frozen=True)
class Sentence:
    """One sentence: its plain text and what it says of statutes, all by place."""

    text: str
    namings: tuple[Naming, ...]
    references: tuple[Reference, ...]
    quotations: tuple[Quotation, ...]
    cites: tuple[tuple[int, tuple[str, ...]], ...]

    @property
    def cited(self) -> tuple[str, ...]:
        """Return every key that the sentence cites."""
        return tuple(dict.fromkeys(key for _, keys in self.cites for key in keys))
