from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest

from dabie.cli import main
from dabie.core.items import KINDS
from dabie.notebooks.generate import decode


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    try:
        status = main([str(one) for one in arguments])
    except SystemExit as end:
        status = int(str(end.code))
    said = capsys.readouterr()
    return status, said.out, said.err


def test_check_passes_and_counts(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "-C", tiny, "check") == (0, "检查通过：2 个练习，9 道题。\n", "")


def test_check_finds_the_course_above(
    tiny: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tiny / "exercises" / "final")
    assert run(capsys, "check")[0] == 0


def test_check_fails_on_a_fault(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tiny / "exercises/practice/gap.toml").unlink()
    status, out, _ = run(capsys, "check", "-C", tiny)
    assert status == 1
    assert "exercises/practice/exercise.toml：items：没有题目文件 gap.toml" in out
    assert "共 2 处要改。" in out


def test_no_course_is_said_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, _, err = run(capsys, "-C", tmp_path, "check")
    assert status == 2
    assert "不是课程文件夹" in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["chekc"], "没有“chekc”"),
        (["new", "item", "practice"], "还缺 题目编号"),
        (["serve", "--port", "x"], "应当是整数"),
        (["check", "--fast"], "不认识 --fast"),
        (["-C"], "要写一个值"),
    ],
)
def test_a_wrong_command_is_answered_in_chinese(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, _, err = run(capsys, *arguments)
    assert status == 2
    assert words in err


def test_help_is_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "-h")
    assert status == 0
    assert out.startswith("用法：dabie")
    assert "usage" not in out


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_item_says_only_what_is_left_to_write(
    tiny: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    status, out, _ = run(capsys, "-C", tiny, "new", "item", "practice", "fresh", "--kind", kind)
    assert (status, "fresh.toml" in out) == (0, True)
    status, out, _ = run(capsys, "-C", tiny, "check")
    lines = out.splitlines()[:-1]
    assert status == 1
    allowed = (
        "是空的",
        "有一处是空的",
        "没有放题目“fresh”",
        "没有空 {{1}}",
        "没有作答内容",
        "一样",
    )
    assert all(any(words in line for words in allowed) for line in lines), out


def test_a_filled_in_new_item_checks_clean(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "-C", tiny, "new", "item", "practice", "fresh", "--kind", "numeric")
    path = tiny / "exercises/practice/fresh.toml"
    text = path.read_text(encoding="utf-8")
    for key, value in (
        ("prompt", "几个县？"),
        ("objective", "说出时间和地点"),
        ("explanation", "见词条。"),
    ):
        text = text.replace(f'{key} = ""', f'{key} = "{value}"')
    path.write_text(text.replace("sources = []", 'sources = ["shi1"]'), encoding="utf-8")
    chapter = tiny / "book/one.md"
    said = chapter.read_text(encoding="utf-8")
    chapter.write_text(
        said.replace(":::{item} county", ":::{item} fresh\n:::\n:::{item} county"), encoding="utf-8"
    )
    assert run(capsys, "-C", tiny, "check")[:2] == (0, "检查通过：2 个练习，10 道题。\n")


def test_a_new_exercise_keeps_the_index_as_it_was_written(
    tiny: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    index = tiny / "exercises/course.toml"
    index.write_text(index.read_text(encoding="utf-8") + "# 说明\n", encoding="utf-8")
    new = ("-C", tiny, "new", "exercise", "second", "--title", '第“二”"', "--chapter", "one")
    assert run(capsys, *new)[0] == 0
    assert index.read_text(encoding="utf-8").endswith('"final", "second"]\n# 说明\n')
    assert run(capsys, *new)[0] == 2
    assert run(capsys, "-C", tiny, "new", "item", "second", "fresh")[0] == 0
    assert run(capsys, "-C", tiny, "new", "item", "second", "county")[0] == 2
    assert "是不是“second”" in run(capsys, "-C", tiny, "new", "item", "secnd", "other")[2]
    assert run(capsys, "-C", tiny, "new", "item", "second", "坏名字")[0] == 2


def test_notebooks_are_valid_self_contained_and_stable(
    tiny: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, "-C", tiny, "notebooks", "--check")[0] == 1
    assert run(capsys, "-C", tiny, "notebooks")[0] == 0
    path = tiny / "exercises/practice/practice.ipynb"
    first = path.read_bytes()
    path.write_bytes(b"{}")
    status, out, _ = run(capsys, "-C", tiny, "notebooks", "--check")
    assert (status, "practice.ipynb：和题目不一致" in out, "final" in out) == (1, True, False)
    run(capsys, "-C", tiny, "notebooks")
    assert path.read_bytes() == first
    assert run(capsys, "-C", tiny, "notebooks", "--check") == (0, "练习本都是最新的。\n", "")
    notebook = nbformat.reads(first.decode(), as_version=4)
    nbformat.validate(notebook)
    literal = notebook.cells[1].source.split('"')[1]
    content = decode(literal)
    assert [one["id"] for one in content["items"]][:2] == ["county", "claims"]  # type: ignore[attr-defined]
    assert notebook.metadata.dabie.revision == content["revision"]
    final = (tiny / "exercises/final/final.ipynb").read_text(encoding="utf-8")
    hidden = decode(json.loads(final)["cells"][1]["source"][2].split('"')[1])
    assert "CANARY" not in final + json.dumps(hidden)


def test_decode_refuses_what_it_did_not_write() -> None:
    with pytest.raises(ValueError, match="not an exercise"):
        decode("W10=")
    with pytest.raises(ValueError, match="."):
        decode("not base64!")


def test_the_courses_own_notebooks_are_current(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, "-C", root, "notebooks", "--check")[0] == 0


def test_what_the_system_refuses_is_said_in_chinese(
    tiny: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tiny / "file").touch()
    status, _, said = run(capsys, "-C", tiny, "build", "--without-lite", "--out", tiny / "file/x")
    assert status == 2 and "路径中间有一段不是文件夹" in said
