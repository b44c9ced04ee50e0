"""What a file says to whoever looks into it: as it stands, unescaped, and what is packed in it."""

from __future__ import annotations

import base64
import io
import re
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

_PACKED = re.compile(rb"[A-Za-z0-9+/]{40,}={0,2}")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")


def texts_in(content: bytes) -> Iterator[str]:
    """Yield a file's text, and the text of every base64 literal in it."""
    yield _unescape(content)
    for literal in _PACKED.findall(content):
        whole = literal.rstrip(b"=")
        whole = whole[: len(whole) - (len(whole) % 4 == 1)]
        yield _unescape(base64.b64decode(whole + b"=" * (-len(whole) % 4)))


def files_in(folder: Path) -> dict[str, bytes]:
    """Read every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def members_of(archive: Path) -> dict[str, bytes]:
    """Read every file of a wheel or a source distribution."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            return {one: wheel.read(one) for one in wheel.namelist() if not one.endswith("/")}
    with tarfile.open(fileobj=io.BytesIO(archive.read_bytes())) as packed:
        held = {one.name: packed.extractfile(one) for one in packed.getmembers() if one.isfile()}
        return {name: file.read() for name, file in held.items() if file is not None}


def holders(files: dict[str, bytes], wanted: str) -> list[str]:
    """Return the names of the files that say it."""
    return sorted(
        name for name, content in files.items() if any(wanted in text for text in texts_in(content))
    )


def _unescape(content: bytes) -> str:
    text = content.decode("utf-8", "replace")
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
