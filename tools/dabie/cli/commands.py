"""What each command does: it wires, prints, and returns the exit status."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from ..catalog import find_course, load_course
from ..core.errors import DabieError


def _root(options: Namespace) -> Path:
    root = find_course(options.course or Path.cwd())
    if root is None or (options.course and root != options.course.resolve()):
        where = options.course or Path.cwd()
        raise DabieError(
            f"{where} 不是课程文件夹：里面没有 exercises/course.toml；"
            "到课程文件夹里运行，或用 -C 指明"
        )
    return root


def check(options: Namespace) -> int:
    """Name every fault of the course."""
    from ..check import check_course

    root = _root(options)
    found = check_course(root)
    faults = [one for one in found if options.strict or not one.hint]
    for fault in found:
        print(fault)
    if options.report:
        from ..check.report import as_table, measure_course

        print(f"\n{as_table(measure_course(root))}\n")
    if faults:
        print(f"共 {len(faults)} 处要改。")
        return 1
    course = load_course(root)
    items = sum(len(one.items) for one in course.exercises)
    hints = f"，{len(found)} 处提醒" if found else ""
    print(f"检查通过：{len(course.exercises)} 个练习，{items} 道题{hints}。")
    return 0


def laws(options: Namespace) -> int:
    """Take the stored texts of statutes as read."""
    from ..check.law_lock import accept

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


def notebooks(options: Namespace) -> int:
    """Write the exercise notebooks, or say which are stale."""
    from ..publishing import notebooks

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


def build(options: Namespace) -> int:
    """Build the static site."""
    from ..portable import FORMS, names
    from ..site.build import build

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
    for name in names(load_course(root), forms).values() if forms else ():
        print(f"整本带走：{out / name}")
    return 0


def serve(options: Namespace) -> int:
    """Serve a built site."""
    from ..site.serve import serve

    folder = options.folder or _root(options) / "_build" / "site"
    serve(folder, host=options.host, port=options.port)
    return 0


def preview(options: Namespace) -> int:
    """Build and serve while one writes."""
    from ..check import check_course
    from ..site.preview import preview

    def remarks(root: Path) -> list[str]:
        return [str(fault) for fault in check_course(root) if not fault.hint]

    preview(_root(options), host=options.host, port=options.port, check=remarks)
    return 0


def grade(options: Namespace) -> int:
    """Grade what was handed in."""
    try:
        from ..grading import Options, course_texts, grade
        from ..grading.progress import bar
    except ImportError as error:
        raise DabieError(f"评分需要 {error.name}；请安装：pip install 'dabie[grading]'") from None
    from ..publishing import citations

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


def new_course(options: Namespace) -> int:
    """Make a small course to write over."""
    from ..check.law_lock import accept
    from ..starting import new_course

    folder = new_course(options.folder, options.title)
    accept(folder)
    print(f"新建了 {folder}，里面是一门虚构的小课，可以直接改。")
    print(f"接着运行：cd {folder}，再运行 dabie check、dabie notebooks、dabie build")
    return 0


def new_item(options: Namespace) -> int:
    """Make a starting point for an item."""
    from ..scaffold import new_item

    root = _root(options)
    path = new_item(root, options.exercise, options.id, options.kind)
    print(f"新建了 {path.relative_to(root)}")
    print(f"填好后在章节里写 :::{{item}} {options.id}，再运行 dabie check")
    return 0


def new_exercise(options: Namespace) -> int:
    """Make a starting point for an exercise."""
    from ..scaffold import new_exercise

    root = _root(options)
    path = new_exercise(
        root, options.id, title=options.title, mode=options.mode, chapter=options.chapter
    )
    print(f"新建了 {path.relative_to(root)}；接着运行 dabie new item {options.id} 题目编号")
    return 0
