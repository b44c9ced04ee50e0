"""Whole or nothing: results are written into a folder beside the old one and moved into place."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from .entry import is_junk
from .errors import GradingError
from .moving import clear_leftovers, fresh_folder, put_in_place
from .output import Output

_DEVICES = re.compile(r"con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³]", re.IGNORECASE)


@contextmanager
def replacing(out: Path, outputs: Sequence[Output]) -> Iterator[Path]:
    """Give a new folder to write into, and put it in the place of `out` when all went well.

    An existing `out` must hold nothing but earlier results: the first output and others.
    """
    out = Path(os.path.realpath(out))
    _check_name(out.name)
    clear_leftovers(out)
    _check_ours(out, outputs)
    try:
        with fresh_folder(out) as fresh:
            _keep(out, fresh, outputs)
            yield fresh
            _check_ours(out, outputs)
            # Once more: somebody may have saved in the meantime.
            _keep(out, fresh, outputs)
            put_in_place(fresh, out)
    except OSError as error:
        raise GradingError(_said(error, out)) from error


def _check_name(name: str, *, windows: bool = os.name == "nt") -> None:
    """Refuse a name that Windows keeps for a device, or would change in silence."""
    reserved = _DEVICES.fullmatch(name.partition(".")[0].rstrip())
    if windows and (reserved or name != name.rstrip(". ")):
        raise GradingError(f"Windows 不能用“{name}”作文件夹名；--out 请换一个名字")


def _keep(out: Path, fresh: Path, outputs: Sequence[Output]) -> None:
    """Copy what people have worked in, so that no run ever takes it away."""
    for output in outputs:
        if output.kept and (out / output.name).is_dir():
            shutil.copytree(out / output.name, fresh / output.name, dirs_exist_ok=True)


def _check_ours(out: Path, outputs: Sequence[Output]) -> None:
    if not out.exists():
        return
    if not out.is_dir():
        raise GradingError(f"{out} 是文件，不是文件夹；--out 请换一个名字")
    try:
        inside = [name for name in sorted(os.listdir(out)) if not is_junk(name)]
        foreign = list(_foreign(out, inside, {one.name: one for one in outputs}))
    except OSError as error:
        raise GradingError(_said(error, out)) from error
    if foreign:
        raise GradingError(
            f"{out} 里有别的文件（{foreign[0]}），没有动它；--out 请换一个空文件夹或新名字"
        )
    if inside and outputs[0].name not in inside:
        raise GradingError(
            f"{out} 里没有 {outputs[0].name}，不像是以前的结果；--out 请换一个新名字"
        )


def _foreign(out: Path, inside: Iterable[str], outputs: Mapping[str, Output]) -> Iterator[str]:
    """Yield what no run of ours has written."""
    for name in inside:
        path = out / name
        output = outputs.get(name)
        if output is None or path.is_symlink() or path.is_dir() != bool(output.suffixes):
            yield name
        elif output.suffixes:
            for within in sorted(os.listdir(path)):
                if not is_junk(within) and not within.endswith(output.suffixes):
                    yield f"{name}/{within}"


def _said(error: OSError, out: Path) -> str:
    if isinstance(error, PermissionError):
        return f"写不进 {out}；请检查权限，关掉正在用它的程序，再评一次"
    if isinstance(error, FileExistsError | NotADirectoryError):
        return f"{out} 的上一级不是文件夹；--out 请换一个地方"
    return f"写不进 {out}（系统错误 {error.errno}）；请检查磁盘空间，再评一次"
