"""The command line: parses, wires, prints; does nothing else."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from .arguments import Parser
from .catalog import FaultyCourse, find_course, load_course
from .core.errors import DabieError
from .core.items import KINDS


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns its exit status and lets no traceback reach a person."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows console may not know every character; a question mark is better than a crash.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    options = _parser().parse_args(arguments)
    try:
        status: int = options.run(options)
        return status
    except FaultyCourse as error:
        print(error, file=sys.stderr)
        print(
            f"课程有 {len(error.faults)} 处要先改；运行 dabie check 看全部问题。", file=sys.stderr
        )
    except DabieError as error:
        print(f"dabie：{error}", file=sys.stderr)
    except OSError as error:
        name = f"：{error.filename}" if error.filename else ""
        print(f"dabie：{error.strerror or error}{name}", file=sys.stderr)
    except KeyboardInterrupt:
        print("已停止。", file=sys.stderr)
    except Exception as error:
        if os.environ.get("DABIE_DEBUG"):
            raise
        print(
            f"dabie：程序自己出了错（{type(error).__name__}: {error}），不是你的文件有问题；"
            "设 DABIE_DEBUG=1 再运行一次，把显示的内容告诉维护者",
            file=sys.stderr,
        )
    return 2


def _root(options: argparse.Namespace) -> Path:
    root = find_course(options.course or Path.cwd())
    if root is None or (options.course and root != options.course.resolve()):
        where = options.course or Path.cwd()
        raise DabieError(
            f"{where} 不是课程文件夹：里面没有 exercises/course.toml；"
            "到课程文件夹里运行，或用 -C 指明"
        )
    return root


def _check(options: argparse.Namespace) -> int:
    from .check import check_course

    root = _root(options)
    found = check_course(root)
    faults = [one for one in found if options.strict or not one.hint]
    for fault in found:
        print(fault)
    if options.report:
        from .check.report import as_table, measure_course

        print(f"\n{as_table(measure_course(root))}\n")
    if faults:
        print(f"共 {len(faults)} 处要改。")
        return 1
    course = load_course(root)
    items = sum(len(one.items) for one in course.exercises)
    hints = f"，{len(found)} 处提醒" if found else ""
    print(f"检查通过：{len(course.exercises)} 个练习，{items} 道题{hints}。")
    return 0


def _laws(options: argparse.Namespace) -> int:
    from .check.law_lock import accept

    root = _root(options)
    path, reread = accept(root)
    for fault in reread:
        print(fault)
    if path is None:
        print("这个课程没有存法律全文。")
    else:
        said = "上面各处算作已经重读。" if reread else "条文没有变。"
        print(f"{said}已写 {path.relative_to(root).as_posix()}")
    return 0


def _notebooks(options: argparse.Namespace) -> int:
    from .publishing import notebooks

    root = _root(options)
    stale = []
    for path, text in notebooks(root, load_course(root)):
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            stale.append(path.relative_to(root).as_posix())
            if not options.check:
                path.write_text(text, encoding="utf-8", newline="\n")
    said = "和题目不一致，运行 dabie notebooks 重新生成" if options.check else "已生成"
    for name in stale:
        print(f"{name}：{said}")
    if not stale:
        print("练习本都是最新的。")
    return 1 if stale and options.check else 0


def _build(options: argparse.Namespace) -> int:
    from .portable import FORMS, names
    from .site.build import build

    root = _root(options)
    out = options.out or root / "_build" / "site"
    wanted = options.take_along
    forms = FORMS if wanted == "all" else (wanted,) if wanted else ()
    cache = None if options.without_lite else root / "_build" / "lite"
    if cache and not cache.is_dir():
        print("第一次要取来浏览器里的 Python，约一分钟……", flush=True)
    missing = build(root, out, lite=cache, forms=forms)
    if missing:
        print(f"网站里没有“在浏览器中运行练习本”：{missing}", file=sys.stderr)
    print(f"网站已建好：{out}")
    for name in names(load_course(root), forms).values():
        print(f"整本带走：{out / name}")
    return 0


def _serve(options: argparse.Namespace) -> int:
    from .site.serve import serve

    folder = options.folder or _root(options) / "_build" / "site"
    serve(folder, host=options.host, port=options.port)
    return 0


def _preview(options: argparse.Namespace) -> int:
    from .site.preview import preview

    preview(_root(options), host=options.host, port=options.port)
    return 0


def _grade(options: argparse.Namespace) -> int:
    try:
        from .grading import Options, course_texts, grade
        from .grading.progress import bar
    except ImportError as error:
        raise DabieError(f"评分需要 {error.name}；请安装：pip install 'dabie[grading]'") from None
    from .publishing import citations

    root = _root(options)
    summary = grade(
        load_course(root),
        options.paths,
        options.out,
        cite=citations(root),
        options=Options(
            attempt=options.attempt,
            roster=options.roster,
            reviews=options.reviews,
            reviewers=options.reviewers,
            overlap=options.overlap,
            blind=options.blind,
            compare=options.compare,
            anonymous=options.anonymous,
            feedback=options.feedback,
            jobs=options.jobs,
            scheduler=options.scheduler,
        ),
        texts=course_texts(root),
        progress=bar,
    )
    print(summary)
    print(f"结果在 {options.out}")
    return summary.exit_status


def _new_course(options: argparse.Namespace) -> int:
    from .check.law_lock import accept
    from .starting import new_course

    folder = new_course(options.folder, options.title)
    accept(folder)
    print(f"新建了 {folder}，里面是一门虚构的小课，可以直接改。")
    print(f"接着运行：cd {folder}，再运行 dabie check、dabie notebooks、dabie build")
    return 0


def _new_item(options: argparse.Namespace) -> int:
    from .scaffold import new_item

    root = _root(options)
    path = new_item(root, options.exercise, options.id, options.kind)
    print(f"新建了 {path.relative_to(root)}")
    print(f"填好后在章节里写 :::{{item}} {options.id}，再运行 dabie check")
    return 0


def _new_exercise(options: argparse.Namespace) -> int:
    from .scaffold import new_exercise

    root = _root(options)
    path = new_exercise(
        root, options.id, title=options.title, mode=options.mode, chapter=options.chapter
    )
    print(f"新建了 {path.relative_to(root)}；接着运行 dabie new item {options.id} 题目编号")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="dabie", description="互动培训课程：检查、生成练习本、建网站、评分。")
    parser.add_argument("-C", dest="course", type=Path, metavar="课程", help="课程文件夹")
    commands = parser.add_subparsers(required=True, metavar="命令", parser_class=Parser)

    def command(name: str, run: object, help: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=help, description=help)
        # After the command is where people look for it, too; but never undo one given before.
        added.add_argument(
            "-C",
            dest="course",
            type=Path,
            metavar="课程",
            default=argparse.SUPPRESS,
            help="课程文件夹",
        )
        added.set_defaults(run=run)
        return added

    checking = command("check", _check, "检查题目、章节、出处，一次报出全部问题")
    checking.add_argument("--strict", action="store_true", help="有提醒也算不通过")
    checking.add_argument("--report", action="store_true", help="再列出各章的数字")
    command("laws", _laws, "存的法律全文变了、各处都重读过以后，记下现在的条文")
    generate = command("notebooks", _notebooks, "生成 exercises/*/*.ipynb")
    generate.add_argument("--check", action="store_true", help="只看是否最新，不写文件")
    site = command("build", _build, "建成静态网站")
    site.add_argument("--out", type=Path, metavar="文件夹", help="默认 _build/site")
    site.add_argument(
        "--without-lite", action="store_true", help="不带“在浏览器中运行练习本”，建得快、网站小"
    )
    site.add_argument(
        "--take-along",
        nargs="?",
        const="all",
        choices=("all", "pdf", "epub"),
        metavar="格式",
        help="再把整本书做成 PDF 和 EPUB，首页提供下载；写 pdf 或 epub 只做一种；PDF 要用 Chromium",
    )
    server = command("serve", _serve, "在本机提供建好的网站")
    server.add_argument("folder", type=Path, nargs="?", metavar="文件夹", help="默认 _build/site")
    writing = command("preview", _preview, "边写边看：保存后自动重建，页面自己刷新")
    for one in (server, writing):
        one.add_argument("--host", default="127.0.0.1", metavar="地址")
        one.add_argument("--port", type=int, default=8000, metavar="端口")
    grading = command("grade", _grade, "给交来的文件评分")
    grading.add_argument(
        "paths", type=Path, nargs="+", metavar="文件", help="交卷文件、文件夹或 zip"
    )
    grading.add_argument(
        "--out", type=Path, required=True, metavar="文件夹", help="results.csv 和反馈页写到这里"
    )
    grading.add_argument(
        "--attempt",
        choices=("newest", "best", "first"),
        default="newest",
        metavar="哪一次",
        help="交多次时哪一次算数：newest 最新（默认）、best 最高分、first 第一次",
    )
    grading.add_argument(
        "--roster",
        type=Path,
        metavar="花名册",
        help=".xlsx 或 .csv，有“编号”一列：看谁没交、编号对不对",
    )
    grading.add_argument(
        "--reviews", type=Path, metavar="文件夹", help="填好的评阅表放在这里：写作题计入得分"
    )
    grading.add_argument(
        "--reviewers", type=int, default=1, metavar="几人", help="待评阅的分给几个人，默认 1"
    )
    grading.add_argument(
        "--overlap", type=int, default=0, metavar="几份", help="每道题有几份给两个人都评，默认 0"
    )
    grading.add_argument("--blind", action="store_true", help="评阅表里不写编号、姓名、单位")
    grading.add_argument(
        "--compare", type=Path, metavar="文件夹", help="以前的结果：列出谁的得分变了、为什么"
    )
    grading.add_argument(
        "--anonymous", action="store_true", help="结果里写代号，谁是谁单独写在 identities.csv"
    )
    grading.add_argument("--no-feedback", dest="feedback", action="store_false", help="不写反馈页")
    grading.add_argument(
        "--jobs", type=int, default=0, metavar="个数", help="用几个进程评；默认看机器和份数"
    )
    grading.add_argument(
        "--scheduler", default="", metavar="地址", help="交给 Dask 集群评，例如 tcp://10.0.0.8:8786"
    )

    new = command("new", None, "新建课程、练习或题目").add_subparsers(
        required=True, metavar="什么", parser_class=Parser
    )
    course = new.add_parser("course", help="新建一门可以直接改的小课")
    course.add_argument("folder", type=Path, metavar="文件夹", help="还没有的，或者空的")
    course.add_argument("--title", default="", metavar="题目")
    course.set_defaults(run=_new_course)
    item = new.add_parser("item", help="新建一道题")
    item.add_argument("exercise", metavar="练习")
    item.add_argument("id", metavar="题目编号", help="小写字母、数字、连字符")
    item.add_argument(
        "--kind", choices=KINDS, default="choice", metavar="题型", help="、".join(KINDS)
    )
    item.set_defaults(run=_new_item)
    exercise = new.add_parser("exercise", help="新建一个练习")
    exercise.add_argument("id", metavar="练习编号", help="小写字母、数字、连字符")
    exercise.add_argument("--title", default="", metavar="题目")
    exercise.add_argument("--chapter", default="", metavar="章", help="book/ 下的文件名，不带 .md")
    exercise.add_argument("--mode", choices=("practice", "assessment"), default="practice")
    exercise.set_defaults(run=_new_exercise)
    return parser
