"""What prose has said of statutes so far: it tells of which one a bare 第九十七条 is."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Memory:
    """Names and numbers so far; `near`, `here`: of the section; `tail`: of one that looks back."""

    last: str = ""
    stranger: str = ""
    articles: tuple[tuple[str, str], ...] = ()
    known: dict[str, str] = field(default_factory=dict)
    seen: dict[str, set[str]] = field(default_factory=dict)
    near: dict[str, set[str]] = field(default_factory=dict)
    here: bool = False
    tail: bool = False
    sources: tuple[str, ...] = ()
    fallback: str = ""

    def called(self, kind: str) -> tuple[str, str] | None:
        """Return key and name of what was named last and is called so: 条例, 规定."""
        names = [name for name in self.known if name.removesuffix("（试行）").endswith(kind)]
        return (self.known[names[-1]], names[-1]) if names else None

    def name(self, name: str, key: str) -> None:
        """Remember a name as the one named last."""
        self.known.pop(name, None)
        self.known[name] = key

    def leave_section(self) -> None:
        """Forget the articles at hand; the statute named last counts for less from here."""
        self.articles = ()
        self.near = {}
        self.here = False
