"""The commands and their options, as people read them."""

from __future__ import annotations

from argparse import SUPPRESS, ArgumentParser
from pathlib import Path

from ..core.items import KINDS
from . import commands
from .arguments import Parser


def parser() -> ArgumentParser:
    """Return the parser of the whole command line."""
    top = Parser(prog="dabie", description="互动培训课程：检查、生成练习本、建网站、评分。")
    top.add_argument("-C", dest="course", type=Path, metavar="课程", help="课程文件夹")
    added_to = top.add_subparsers(required=True, metavar="命令", parser_class=Parser)

    def command(name: str, run: object, help: str) -> ArgumentParser:
        added = added_to.add_parser(name, help=help, description=help)
        # After the command is where people look for it, too; but never undo one given before.
        added.add_argument(
            "-C",
            dest="course",
            type=Path,
            metavar="课程",
            default=SUPPRESS,
            help="课程文件夹",
        )
        added.set_defaults(run=run)
        return added

    checking = command("check", commands.check, "检查题目、章节、出处，一次报出全部问题")
    checking.add_argument("--strict", action="store_true", help="有提醒也算不通过")
    checking.add_argument("--report", action="store_true", help="再列出各章的数字")
    command("laws", commands.laws, "存的法律全文变了、各处都重读过以后，记下现在的条文")
    generate = command("notebooks", commands.notebooks, "生成 exercises/*/*.ipynb")
    generate.add_argument("--check", action="store_true", help="只看是否最新，不写文件")
    site = command("build", commands.build, "建成静态网站")
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
    server = command("serve", commands.serve, "在本机提供建好的网站")
    server.add_argument("folder", type=Path, nargs="?", metavar="文件夹", help="默认 _build/site")
    writing = command("preview", commands.preview, "边写边看：保存后自动重建，页面自己刷新")
    for one in (server, writing):
        one.add_argument("--host", default="127.0.0.1", metavar="地址")
        one.add_argument("--port", type=int, default=8000, metavar="端口")
    grading = command("grade", commands.grade, "给交来的文件评分")
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
    course.set_defaults(run=commands.new_course)
    item = new.add_parser("item", help="新建一道题")
    item.add_argument("exercise", metavar="练习")
    item.add_argument("id", metavar="题目编号", help="小写字母、数字、连字符")
    item.add_argument(
        "--kind", choices=KINDS, default="choice", metavar="题型", help="、".join(KINDS)
    )
    item.set_defaults(run=commands.new_item)
    exercise = new.add_parser("exercise", help="新建一个练习")
    exercise.add_argument("id", metavar="练习编号", help="小写字母、数字、连字符")
    exercise.add_argument("--title", default="", metavar="题目")
    exercise.add_argument("--chapter", default="", metavar="章", help="book/ 下的文件名，不带 .md")
    exercise.add_argument("--mode", choices=("practice", "assessment"), default="practice")
    exercise.set_defaults(run=commands.new_exercise)
    return top
