"""Jupyter Book's settings of a course, remembered for as long as `_config.yml` stays the same.

They are a function of that file, of the package and of whether `book/_static` is there; to have
them computed takes half a second, nearly all of it for loading what checks and runs notebooks.
"""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from .. import __version__
from ..core.errors import DabieError

NAME: Final = "settings.json"


def settings(root: Path, state: Path) -> dict[str, Any]:
    """Return what Sphinx is configured with; `ImportError` where Jupyter Book is missing."""
    if b"local_extensions" in (root / "_config.yml").read_bytes():
        # Jupyter Book makes these importable while it computes, which no file can remember.
        return _computed(root)
    return remembered(state / NAME, _key(root), lambda: _computed(root))


def remembered(file: Path, key: str, compute: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Return what is kept in a file under this key, or compute and keep it."""
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        if kept["key"] == key:
            return dict(kept["value"])
    except (OSError, ValueError, KeyError, TypeError):
        pass  # Not there, or of another edition: made anew.
    value = compute()
    try:
        kept = json.dumps({"key": key, "value": value})
        # What a file cannot hold exactly is computed each time; YAML has dates, too.
        if json.loads(kept)["value"] == value:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(kept, encoding="utf-8")
    except (TypeError, ValueError):
        pass
    return value


def _key(root: Path) -> str:
    import jupyter_book
    import sphinx

    static = (root / "book" / "_static").is_dir()
    said = repr(
        (__version__, jupyter_book.__version__, sphinx.__version__, str(root.resolve()), static)
    )
    return sha256(said.encode() + (root / "_config.yml").read_bytes()).hexdigest()


def _computed(root: Path) -> dict[str, Any]:
    # Jupyter Book checks its configuration with jsonschema, which would compile the grammar of
    # internationalised addresses for a second at every start; nothing here needs it.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    import yaml
    from jupyter_book.config import get_final_config

    said = io.StringIO()
    try:
        if not isinstance(yaml.safe_load((root / "_config.yml").read_bytes()), dict):
            raise DabieError("_config.yml：里面要一行行写 名字: 值，例如 title: 课程名")
        with redirect_stdout(said):
            final, _ = get_final_config(
                user_yaml=root / "_config.yml",
                cli_config={"latex_individualpages": False},
                sourcedir=root / "book",
            )
    except yaml.MarkedYAMLError as error:
        at = f"第 {error.problem_mark.line + 1} 行附近" if error.problem_mark else ""
        raise DabieError(f"_config.yml：{at}不是正确的 YAML；看缩进、冒号和括号") from None
    except yaml.YAMLError:
        raise DabieError("_config.yml：有看不见的控制字符；删去") from None
    except (AttributeError, TypeError, ValueError, KeyError) as error:
        raise DabieError(f"_config.yml：设置的类型不对{_named(said) or f'（{error}）'}") from None
    if _named(said):
        raise DabieError(f"_config.yml：设置的类型不对{_named(said)}")
    return dict(final)


def _named(said: io.StringIO) -> str:
    """Name the settings that Jupyter Book found fault with; it says so and goes on."""
    found = re.findall(r"\[key path: '([^']*)'\]", said.getvalue())
    return f"：{'、'.join(one.replace('/', '.') for one in found)}" if found else ""
