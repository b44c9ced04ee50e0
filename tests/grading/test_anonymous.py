from __future__ import annotations

import csv
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dabie.core.items import Course
from dabie.grading import Options, grade

Record = Callable[..., dict[str, Any]]
Packed = Callable[[object], bytes]
SECRETS = ("SECRET-ID", "秘密姓名", "秘密单位", "SECRET-FILE")


@pytest.fixture
def inbox(tmp_path: Path, record: Record, packed: Packed) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    learner = {"id": "SECRET-ID", "name": "秘密姓名", "unit": "秘密单位"}
    text = "".join(chr(0x5000 + at * 3) for at in range(120))
    (folder / "SECRET-FILE-1.ipynb").write_bytes(packed(record({"essay": text}, learner=learner)))
    (folder / "SECRET-FILE-2.ipynb").write_bytes(packed(record({"essay": text}, learner=learner)))
    other = {**learner, "name": "秘密姓名二"}
    (folder / "SECRET-FILE-3.ipynb").write_bytes(packed(record({}, learner=other, at="2026-01-01")))
    like = {**learner, "id": "5ECRET-ID"}
    (folder / "SECRET-FILE-4.ipynb").write_bytes(packed(record({"essay": text}, learner=like)))
    (folder / "SECRET-FILE-5.ipynb").write_bytes(b"{")
    (folder / "SECRET-FILE-6.ipynb").write_bytes(packed(record(learner={"name": "秘密姓名"})))
    return folder


def texts(out: Path) -> dict[str, str]:
    """Everything below a folder as text; workbooks unpacked."""
    found = {}
    for path in sorted(out.rglob("*")):
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as archive:
                found[path.name] = "".join(archive.read(one).decode() for one in archive.namelist())
        elif path.is_file():
            found[path.name] = path.read_text(encoding="utf-8-sig")
    return found


def test_names_stand_in_one_file_only(
    course: Course, inbox: Path, tmp_path: Path, write_xlsx: Callable[..., Path]
) -> None:
    rows = [
        ["编号", "姓名", "单位"],
        ["SECRET-ID-9", "秘密姓名", "秘密单位"],
        ["SECRET-ID", "秘密姓名三", ""],
    ]
    roster = write_xlsx(tmp_path / "名册.xlsx", {"一": rows})
    grade(course, [inbox], tmp_path / "old")
    options = Options(anonymous=True, roster=roster, compare=tmp_path / "old")
    grade(course, [inbox], tmp_path / "out", options=options)
    found = texts(tmp_path / "out")
    for name, text in found.items():
        holds = [secret for secret in (*SECRETS, "5ECRET") if secret in text]
        assert bool(holds) == (name == "identities.csv"), (name, holds)
    assert not [name for name in found if "secret" in name.lower()]
    with (tmp_path / "out" / "identities.csv").open(encoding="utf-8-sig", newline="") as file:
        known = list(csv.DictReader(file))
    learners = {one["learner_id"]: one["pseudonym"] for one in known if one["kind"] == "学员"}
    assert learners.keys() == {"SECRET-ID", "5ECRET-ID", "SECRET-ID-9", ""}
    files = {one["file"]: one["pseudonym"] for one in known if one["kind"] == "文件"}
    assert len(files) == 6
    with (tmp_path / "out" / "results.csv").open(encoding="utf-8-sig", newline="") as file:
        results = {one["file"]: one for one in csv.DictReader(file)}
    assert results[files["SECRET-FILE-1.ipynb"]]["learner_id"] == learners["SECRET-ID"]
    assert "同一编号有不同姓名" in results[files["SECRET-FILE-3.ipynb"]]["reason"]
    same = f"与 {files['SECRET-FILE-1.ipynb']} 内容相同"
    assert same in results[files["SECRET-FILE-2.ipynb"]]["reason"]


def test_scores_are_the_same_and_so_are_two_runs(
    course: Course, inbox: Path, tmp_path: Path
) -> None:
    for name in ("one", "two"):
        grade(course, [inbox], tmp_path / name, options=Options(anonymous=True))
    assert texts(tmp_path / "one") == texts(tmp_path / "two")
    grade(course, [inbox], tmp_path / "plain")
    assert "identities.csv" not in texts(tmp_path / "plain")
