"""Typed reading of a TOML table that collects faults instead of stopping at the first."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from ..core.errors import why
from .faults import Fault, nearest
from .texts import REMEDY, not_utf8, with_line_feeds
from .toml_words import in_chinese


class Table:
    """A TOML table under its file's name; every reader returns a usable value and notes faults.

    What scoring needs is read with `needed=True`: its faults block grading, too.
    """

    def __init__(
        self, values: dict[str, object], file: str, faults: list[Fault], path: str = ""
    ) -> None:
        self.values, self.file, self.faults, self.path = values, file, faults, path
        self._read: set[str] = set()

    def fault(self, key: str, message: str, remedy: str = "", *, blocks: bool = False) -> None:
        """Note a fault at a key of this table ("" for the table itself)."""
        place = ".".join(part for part in (self.path, key) if part)
        self.faults.append(Fault(self.file, place, message, remedy, blocks))

    def has(self, key: str) -> bool:
        """Tell whether the key is there."""
        return key in self.values

    def text(self, key: str, *, needed: bool = False, default: str | None = "") -> str:
        """Read a text; without default (None) it must be there and not be blank."""
        value = self._value(key)
        if value is None and default is not None:
            return default
        if value is None:
            self.fault(key, "缺少这一项", f'写 {key} = "……"', blocks=needed)
            return ""
        if not isinstance(value, str):
            self.fault(key, f"应当是文字，写的是 {value!r}", f'写 {key} = "……"', blocks=needed)
            return ""
        if default is None and not value.strip():
            self.fault(key, "是空的", "写上内容", blocks=needed)
        return value

    def one_of(self, key: str, known: Sequence[str], *, default: str | None, needed: bool) -> str:
        """Read one of the known words; the nearest is named for any other."""
        value = self.text(key, needed=needed, default=default)
        if value and value not in known:
            self.fault(key, f"没有“{value}”这个取值", nearest(value, known), blocks=needed)
            return ""
        return value

    def texts(self, key: str, *, needed: bool = False, optional: bool = True) -> tuple[str, ...]:
        """Read a list of texts without repeats."""
        value = self._value(key)
        if value is None:
            if not optional:
                self.fault(key, "缺少这一项", f'写 {key} = ["……"]', blocks=needed)
            return ()
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            self.fault(
                key, f"应当是一列文字，写的是 {value!r}", f'写 {key} = ["……"]', blocks=needed
            )
            return ()
        if not value and not optional:
            self.fault(key, "是空的", "至少写一个", blocks=needed)
        if any(not one.strip() for one in value):
            self.fault(key, "有一处是空的", "写上内容", blocks=needed)
        repeated = sorted({one for one in value if one.strip() and value.count(one) > 1})
        if repeated:
            self.fault(key, f"重复写了 {'、'.join(repeated)}", "只留一个", blocks=needed)
        return tuple(value)

    def number(self, key: str, *, default: Decimal | None, needed: bool = False) -> Decimal:
        """Read a number exactly; without default (None) it must be there."""
        value = self._value(key)
        if value is None and default is not None:
            return default
        exact = _decimal(value)
        if exact is None:
            said = "缺少这一项" if value is None else f"应当是数，写的是 {value!r}"
            self.fault(key, said, f"写 {key} = 1 这样的数，不加引号", blocks=needed)
            return default if default is not None else Decimal(0)
        return exact

    def flag(self, key: str, *, needed: bool = False) -> bool:
        """Read true or false; absent is false."""
        value = self._value(key)
        if value is not None and not isinstance(value, bool):
            self.fault(key, f"应当是 true 或 false，写的是 {value!r}", blocks=needed)
        return value is True

    def table(self, key: str, *, needed: bool = False, optional: bool = False) -> Table:
        """Read a sub-table; a missing or wrong one comes back empty."""
        value = self._value(key)
        place = ".".join(part for part in (self.path, key) if part)
        if isinstance(value, dict):
            return Table(value, self.file, self.faults, place)
        if value is not None or not optional:
            said = "缺少这一段" if value is None else f"应当是一段，写的是 {value!r}"
            self.fault(key, said, f"写一行 [{place}]，下面逐项写", blocks=needed)
        return Table({}, self.file, self.faults, place)

    def tables(self, key: str, *, needed: bool = False) -> list[Table]:
        """Read an array of tables (`[[key]]`)."""
        value = self._value(key)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self.fault(key, "应当是若干段", f"每段以 [[{key}]] 开头", blocks=needed)
            return []
        return [
            Table(one, self.file, self.faults, f"{key}[{index}]")
            for index, one in enumerate(value, start=1)
        ]

    def raw(self, key: str) -> object:
        """Return a value as it stands, for what may be any JSON value."""
        return self._value(key)

    def finish(self) -> None:
        """Name every key that nothing reads, with the nearest that something does."""
        for key in self.values.keys() - self._read:
            self.fault(key, "不认识这一项", nearest(key, sorted(self._read)))

    def _value(self, key: str) -> object:
        self._read.add(key)
        return self.values.get(key)


def read_table(path: Path, name: str, faults: list[Fault]) -> Table | None:
    """Read a TOML file under its display name; None, with a fault, where it is none."""
    try:
        content = path.read_bytes()
        text = with_line_feeds(content.decode("utf-8-sig"))
        return Table(_parsed(text), name, faults)
    except FileNotFoundError:
        faults.append(Fault(name, "", "没有这个文件", "新建它，或从清单里去掉它的名字", True))
    except UnicodeDecodeError as error:
        faults.append(Fault(name, "", not_utf8(content, error), REMEDY, True))
    except tomllib.TOMLDecodeError as error:
        said = f"不是正确的 TOML：{in_chinese(str(error))}"
        faults.append(Fault(name, "", said, blocks=True))
    except OSError as error:
        faults.append(Fault(name, "", f"读不了：{why(error)}", "检查文件权限", True))
    return None


@lru_cache(maxsize=4096)
def _parsed(text: str) -> dict[str, object]:
    """Parse a text once in a process: commands read a course for several ends. Nobody writes to it.

    A preview builds again and again, and parses only what was changed.
    """
    return tomllib.loads(text, parse_float=Decimal)


def _decimal(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    exact = Decimal(value)
    return exact if exact.is_finite() else None
