"""Every fault is named with file, key, what is wrong and what would be right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dabie.catalog import FaultyCourse, find_course, load_course, read_course
from dabie.check import check_course

COUNTY = "exercises/practice/county.toml"
NAMES = "exercises/practice/names.toml"
GAP = "exercises/practice/gap.toml"
COUNT = "exercises/practice/count.toml"
ORDER = "exercises/practice/order.toml"
ESSAY = "exercises/practice/essay.toml"
PRACTICE = "exercises/practice/exercise.toml"
INDEX = "exercises/course.toml"
ONE = "book/one.md"


def swap(file: str, old: str, new: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        path = root / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def write(file: str, content: bytes) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        (root / file).write_bytes(content)

    return change


def remove(file: str) -> Callable[[Path], None]:
    return lambda root: (root / file).unlink()


def test_the_tiny_course_is_clean(tiny: Path) -> None:
    assert check_course(tiny) == []
    assert [one.id for one in load_course(tiny).exercises] == ["practice", "final"]


FAULTS = [
    # item files
    (swap(COUNTY, '"choice"', '"choise"'), COUNTY, "kind", "是不是“choice”"),
    (swap(COUNTY, '"choice"', '"essay"'), COUNTY, "kind", "可用的有"),
    (swap(COUNTY, "explanation", "explanaton"), COUNTY, "explanaton", "是不是“explanation”"),
    (swap(COUNTY, '["taihu"]', '["taihi"]'), COUNTY, "key", "是不是“taihu”"),
    (swap(COUNTY, '["taihu"]', '["taihu", "yuexi"]'), COUNTY, "key", "multiple = true"),
    (swap(COUNTY, '["taihu"]', '"taihu"'), COUNTY, "key", "一列文字"),
    (swap(COUNTY, '["taihu"]', "[]"), COUNTY, "key", "至少写一个"),
    (swap(COUNTY, '["taihu"]', '["taihu", "taihu"]'), COUNTY, "key", "重复写了 taihu"),
    (swap(COUNTY, 'key = ["taihu"]', ""), COUNTY, "key", "缺少这一项"),
    (swap(COUNTY, 'prompt = "', 'prompt = ""\n#'), COUNTY, "prompt", "是空的"),
    (swap(COUNTY, "会址**当时**", "<b>会址</b>"), COUNTY, "prompt", "HTML 标记 <b>"),
    (swap(COUNTY, "**当时**", "**当时。**"), COUNTY, "prompt", "没生效的 **"),
    (swap(COUNTY, "会址", "{{1}}会址"), COUNTY, "prompt", "不是填空题"),
    (swap(COUNTY, '["shi1"]', '["shi11"]'), COUNTY, "sources", "是不是“shi1”"),
    (swap(COUNTY, 'sources = ["shi1"]', ""), COUNTY, "sources", "缺少这一项"),
    (swap(COUNTY, 'objective = "说出', 'objective = "说'), COUNTY, "objective", "一字不差"),
    (swap(COUNTY, '"理解"', '"了解"'), COUNTY, "level", "没有“了解”这个取值"),
    (swap(COUNTY, "level", "max_score = 0\nlevel"), COUNTY, "max_score", "大于 0"),
    (swap(COUNTY, "level", 'max_score = "1"\nlevel'), COUNTY, "max_score", "不加引号"),
    (swap(COUNTY, "level", "seconds = 1.5\nlevel"), COUNTY, "seconds", "整数秒"),
    (swap(COUNTY, "level", 'multiple = "yes"\nlevel'), COUNTY, "multiple", "true 或 false"),
    (swap(COUNTY, '["E01"]', '["E02"]'), COUNTY, "essay", "是不是“E01”"),
    (swap(COUNTY, 'feedback = "对', '# "对'), COUNTY, "options.taihu.feedback", "缺少这一项"),
    (swap(COUNTY, "[options.yuexi]", "[options.Yue]"), COUNTY, "options.Yue", "小写字母"),
    (swap(COUNTY, "score = 1", "score = 0.5"), COUNTY, "samples[1]", "实际得 1 分"),
    (swap(COUNTY, "score = 1", "invalid = true"), COUNTY, "samples[1]", "却能评分"),
    (swap(COUNTY, "invalid = true", "score = 0"), COUNTY, "samples[3]", "却被拒收"),
    (swap(COUNTY, "invalid = true", ""), COUNTY, "samples[3]", "没有写应得几分"),
    (swap(COUNTY, "invalid = true", "invalid = true\nscore = 1"), COUNTY, "samples[3]", "一个"),
    (swap(COUNTY, 'response = ["taihu"]\n', ""), COUNTY, "samples[1].response", "缺少"),
    (swap(COUNTY, "[[samples]]", "[samples]"), COUNTY, "", "TOML"),
    (swap(NAMES, '"dawu"\n', '"dawuu"\n'), NAMES, "key.lishan", "是不是“dawu”"),
    (swap(NAMES, 'lishan = "dawu"\n\n', "\n"), NAMES, "key", "左边“lishan”没有答案"),
    (swap(NAMES, "[left]", "[lefd]"), NAMES, "left", "缺少这一段"),
    (swap(GAP, "{{2}}", ""), GAP, "prompt", "没有空 {{2}}"),
    (swap(GAP, "{{2}}", "{{2}}{{3}}"), GAP, "key.3", "这里没有答案"),
    (swap(GAP, "{{2}}", "{{2}}{{2}}"), GAP, "prompt", "出现了两次"),
    (swap(GAP, '["军"]', '["。"]'), GAP, "key.2", "是空的"),
    (swap(GAP, '["军"]', '"军"'), GAP, "key.2", "一列文字"),
    (swap(COUNT, "tolerance = 20", "tolerance = -1"), COUNT, "tolerance", "不能小于 0"),
    (swap(COUNT, "key = 2980", "key = nan"), COUNT, "key", "应当是数"),
    (swap(COUNT, "key = 2980", 'key = "2980"'), COUNT, "key", "不加引号"),
    (swap(ORDER, ', "e"]', "]"), ORDER, "key", "没有排进“e”"),
    (swap(ESSAY, "level", "max_score = 6\nlevel"), ESSAY, "max_score", "合计 4 分"),
    (swap(ESSAY, '["没有写", "提到听说", "写明文章"]', '["没有写"]'), ESSAY, "rubric[1].levels", "两级"),
    (swap(ESSAY, "据感悟文章记述……", " "), ESSAY, "samples[1]", "没有作答内容"),
    (write(COUNTY, b"\xff\xfe"), COUNTY, "", "是 UTF-16"),
    (write(COUNTY, "题面".encode("gbk")), COUNTY, "", "第 1 行，像是 GBK"),
    (swap(COUNTY, "key = [", "key = [["), COUNTY, "", "行第"),
    (swap(COUNTY, 'level = "', 'level = "理解"\nlevel = "'), COUNTY, "", "这一项写了两次"),
    (remove(COUNTY), PRACTICE, "items", "没有题目文件 county.toml"),
    (swap("exercises/practice/claims.toml", "哪些能写成史实？选出所有合适的。", "会址**当时**属于哪个县？"),
     "exercises/practice/claims.toml", "prompt", "和 county.toml 的题面一样"),
    # exercises and the index
    (swap(PRACTICE, '"county", ', ""), PRACTICE, "items", "county.toml 没有列进来"),
    (swap(PRACTICE, '"practice"', '"practise"'), PRACTICE, "mode", "是不是“practice”"),
    (swap(PRACTICE, 'chapter = "one"', 'chapter = "on"'), PRACTICE, "chapter", "是不是“one”"),
    (swap(COUNTY, "level", 'void = " "\nlevel'), COUNTY, "void", "是空的"),
    (swap(PRACTICE, "mode", 'due = "周五"\nmode'), PRACTICE, "due", "认不出时间“周五”"),
    (swap(PRACTICE, "mode", 'release = "all"\nmode'), PRACTICE, "release", "没有“all”"),
    (swap(INDEX, '"final"', '"finale"'), INDEX, "exercises", "是不是“final”"),
    (swap(INDEX, ', "final"', ""), INDEX, "exercises", "文件夹“final”没有列进来"),
    (swap(INDEX, '"tiny"', '"Tiny 课"'), INDEX, "id", "小写字母"),
    (remove(INDEX), INDEX, "", "没有这个文件"),
    # chapters
    (swap(ONE, "{item} county", "{item} conty"), ONE, "第 18 行 {item}", "是不是“county”"),
    (swap(ONE, ":::{item} county\n:::\n", ""), ONE, "", "没有放题目“county”"),
    (swap(ONE, ":::{hand-in} practice\n:::\n", ""), ONE, "", "没有练习“practice”的交卷栏"),
    (swap(ONE, "`shi1`", "`shi1,shi9`"), ONE, "第 11 行 {cite}", "没有“shi9”"),
    (swap(ONE, "{essay} E01", "{essay} E01 E07"), ONE, "第 13 行 {essay}", "没有“E07”"),
    (swap(ONE, ":::{essay} E01\n:::\n", ""), "book/essay.json", "E01", "没有章节讨论"),
    (swap(ONE, "## 史实", ":::{drawing} map\n:::\n## 史实"), ONE, "第 9 行 {drawing}", "没有“map”"),
    # texts, whatever they are of
    (write(ONE, "一章".encode("utf-16")), ONE, "", "是 UTF-16"),
    (write("book/essay.json", "句".encode("gbk")), "book/essay.json", "", "像是 GBK"),
    (swap(ONE, "## 史实", "## 史\u200b实"), ONE, "第 9 行", "看不见的字符 U+200B"),
    (swap(ONE, "## 史实", "| 甲 | 乙 |\n|---|\n\n## 史实"), ONE, "第 10 行", "分隔线有 1 格"),
    (swap(ONE, "## 史实", "| 甲 |\n|---|\n| 一 | 二 |\n\n## 史实"), ONE, "第 11 行", "这一行有 2 格"),
    (swap(ONE, "## 史实", "| 甲 | 乙 |\n| 一 | 二 |\n\n## 史实"), ONE, "第 10 行", "没有分隔线"),
    (swap(ONE, "## 史实", "![](dot.png)\n\n## 史实"), ONE, "第 9 行", "图“dot.png”没有说明"),
    (swap(ONE, "## 史实", "```{figure} dot.png\n:width: 9%\n\n图注\n```\n\n## 史实"), ONE, "第 9 行", "没有说明"),
    (swap("book/essay.json", '"para": 1,', '"para": 1'), "book/essay.json", "", "不是正确的 JSON"),
    (swap("book/essay.json", '"text": "经军"', '"text": "白军"'), "book/essay.json", "E01", "白军"),
    (swap("book/essay.json", '"para": 1', '"para": "x"'), "book/essay.json", "第 1 句", "写错"),
    (swap("book/references.bib", "author = {某甲}", "author = {某甲"), "book/references.bib", "", "BibTeX"),
    (remove("book/references.bib"), "book/references.bib", "", "没有这个文件"),
    (write("book/facts.toml", b"[H1]\ntext = 'x'\ngrade = 'D'\nsources = ['s']\n"),
     "book/facts.toml", "H1.grade", "没有“D”"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "file", "key", "words"), FAULTS, ids=range(len(FAULTS)))
def test_names_file_key_and_remedy(
    tiny: Path, change: Callable[[Path], None], file: str, key: str, words: str
) -> None:
    change(tiny)
    faults = check_course(tiny)
    assert any((one.file, one.key) == (file, key) and words in str(one) for one in faults), (
        "\n".join(map(str, faults))
    )


def test_an_id_used_twice_is_named_in_both_places(tiny: Path) -> None:
    item = (tiny / COUNTY).read_text(encoding="utf-8")
    (tiny / "exercises/final/county.toml").write_text(item, encoding="utf-8")
    swap("exercises/final/exercise.toml", "[", '["county", ')(tiny)
    fault = next(one for one in check_course(tiny) if "重复" in one.message)
    assert fault.file == "exercises/final/county.toml"
    assert "exercises/practice/" in fault.message


def test_all_faults_come_in_one_run(tiny: Path) -> None:
    for file in (COUNTY, GAP, COUNT):
        swap(file, "level", "lever")(tiny)
    files = {one.file for one in check_course(tiny) if one.key == "lever"}
    assert files == {COUNTY, GAP, COUNT}


def test_pending_sentences_are_said_not_skipped(tiny: Path) -> None:
    swap(ONE, ":::{essay} E01\n:::\n", "")(tiny)
    index = (tiny / INDEX).read_text(encoding="utf-8")
    (tiny / INDEX).write_text(index + '[essay]\npending = ["E01"]\n', encoding="utf-8")
    assert check_course(tiny) == []
    swap(INDEX, '["E01"]', '["E01", "E02"]')(tiny)
    assert ["没有“E02”"] == [one.message for one in check_course(tiny)]


def test_the_whole_essay_discusses_nothing(tiny: Path) -> None:
    swap(ONE, "{essay} E01", "{essay}")(tiny)
    assert "没有章节讨论这一句" in [one.message for one in check_course(tiny)]


def test_grading_needs_only_what_scores(tiny: Path) -> None:
    swap(COUNTY, 'sources = ["shi1"]', "note = 1")(tiny)
    swap(COUNTY, 'objective = "说出时间和地点"', "")(tiny)
    assert len(load_course(tiny).exercises[0].items) == 7
    swap(COUNTY, '["taihu"]', '["nowhere"]')(tiny)
    with pytest.raises(FaultyCourse, match="nowhere") as refusal:
        load_course(tiny)
    assert len(refusal.value.faults) == 1


def test_finds_the_nearest_course_upwards(tiny: Path, tmp_path: Path) -> None:
    assert find_course(tiny / "exercises" / "practice") == tiny
    assert find_course(tmp_path) is None


def test_literal_blocks_are_not_read(tiny: Path) -> None:
    swap(ONE, "## 自测", "```text\n:::{item} nowhere\n```\n\n## 自测")(tiny)
    assert check_course(tiny) == []


def test_a_number_keeps_its_digits(tiny: Path) -> None:
    swap(COUNT, "key = 2980", "key = 2980.10")(tiny)
    course, _ = read_course(tiny)
    key = next(one for one in course.exercises[0].items if one.id == "count").interaction.key  # type: ignore[union-attr]
    assert str(key) == "2980.10"
