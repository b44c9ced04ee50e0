from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "tools" / "bundle"
PIN = re.compile(r"^([a-z0-9][\w.-]*==[^ \\;]+)", re.MULTILINE)
LOCK = """
colorama==0.4.6 ; sys_platform == 'win32' \\
    --hash=sha256:aa \\
    --hash=sha256:bb
    # via ipython
numpy==2.4.6 ; python_full_version < '3.12' \\
    --hash=sha256:cc
numpy==2.5.5 ; python_full_version >= '3.12' \\
    --hash=sha256:dd
openpyxl==3.1.5 \\
    --hash=sha256:ee
    # via dabie (pyproject.toml)
"""


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"bundle_{name}", FOLDER / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("name", "version", "wanted"),
    [
        ("Windows", "3.11", ["colorama==0.4.6", "numpy==2.4.6", "openpyxl==3.1.5"]),
        ("Linux", "3.11", ["numpy==2.4.6", "openpyxl==3.1.5"]),
        ("Linux", "3.13", ["numpy==2.5.5", "openpyxl==3.1.5"]),
    ],
)
def test_conditions_are_those_of_the_computer_asked_for(
    name: str, version: str, wanted: list[str]
) -> None:
    make = load("make")
    found = list(make.locked(LOCK, make.PLATFORMS[name][0], version))
    assert [one.split()[0] for one in found] == wanted
    assert all("--hash=sha256:" in one for one in found)
    assert ";" not in " ".join(found)


def test_the_small_lock_agrees_with_the_large_one() -> None:
    small = (ROOT / "requirements-grading.lock").read_text(encoding="utf-8")
    large = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert set(PIN.findall(small)) <= set(PIN.findall(large))
    assert {one.partition("==")[0] for one in PIN.findall(small)} >= {
        "msgspec",
        "numpy",
        "openpyxl",
    }
    assert "://" not in small


def test_named_places_are_used_where_nothing_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = load("start")
    monkeypatch.setattr(start, "HERE", str(tmp_path))
    for name in ("收件", "评阅"):
        (tmp_path / name).mkdir()
    with pytest.raises(SystemExit):
        start.arguments([])
    (tmp_path / "收件" / "a.ipynb").touch()
    plain = start.arguments([])
    assert plain[4:] == ["grade", str(tmp_path / "收件"), "--out", str(tmp_path / "结果")]
    (tmp_path / "花名册.xlsx").touch()
    (tmp_path / "评阅" / "张.xlsx").touch()
    full = start.arguments(["--blind"])
    assert full[6:] == [
        "--blind", "--out", str(tmp_path / "结果"),
        "--roster", str(tmp_path / "花名册.xlsx"), "--reviews", str(tmp_path / "评阅"),
    ]  # fmt: skip

    # The value of an option is no place of hand-ins; what was dropped on the starter is one.
    assert start.arguments(["--overlap", "5"])[5] == str(tmp_path / "收件")
    assert start.arguments(["--blind", "x.zip"])[5:7] == ["--blind", "x.zip"]


def test_an_environment_is_made_anew_where_the_folder_moved(tmp_path: Path) -> None:
    start = load("start")
    stamp = tmp_path / "installed"
    assert not start.current(str(stamp), "here")
    stamp.write_text("here", encoding="utf-8")
    assert start.current(str(stamp), "here")
    assert not start.current(str(stamp), "there")


def test_windows_can_read_its_starter() -> None:
    (FOLDER / "start.bat").read_text(encoding="ascii")
