"""Writing with a preview: a saved change is built and counted, a fault is said and spoils nothing."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import dabie.site.preview as previewing
from dabie.site.preview import SCRIPT, STATE, Preview, preview
from dabie.site.serve import application

PATIENCE = 30


@pytest.fixture
def written(tiny: Path) -> Iterator[Preview]:
    """A built preview that watches its course."""
    begun = Preview(tiny, tiny / "_build" / "preview")
    begun.build()
    stop = threading.Event()
    watching = threading.Thread(target=begun.watch, args=(stop,))
    watching.start()
    yield begun
    stop.set()
    watching.join()


def wait_for(written: Preview, count: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while written.count < count:
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_saved_chapter_is_built_anew(written: Preview) -> None:
    chapter = written.root / "book" / "one.md"
    time.sleep(0.5)  # until the watching has begun
    chapter.write_text(chapter.read_text("utf-8") + "\n新写的一句。\n", encoding="utf-8")
    wait_for(written, 2)
    assert "新写的一句" in (written.out / "one.html").read_text(encoding="utf-8")


def test_pages_ask_for_the_count(written: Preview, asking: Callable[[Any], Any]) -> None:
    client = asking(application(written.out, written.routes()))
    assert f'<script defer src="{SCRIPT}"></script>' in client("/one.html").text
    assert STATE in client(SCRIPT).text
    assert client(STATE).json() == {"count": 1, "fault": "", "remarks": ""}


def test_a_fault_is_said_and_the_last_good_site_stays(
    written: Preview, capsys: pytest.CaptureFixture[str]
) -> None:
    chapter = written.root / "book" / "one.md"
    good = chapter.read_text("utf-8")
    chapter.write_text("# 题\n\n:::{item} nowhere\n:::\n", encoding="utf-8")
    written.build()
    assert "nowhere" in capsys.readouterr().out
    assert "book/one.md：第 3 行：没有题目“nowhere”" in written.fault
    assert written.count == 1 and (written.out / "one.html").is_file()
    chapter.write_text(good, encoding="utf-8")
    written.build()
    assert written.count >= 2 and written.fault == ""  # the watching builds, too


def test_half_written_settings_stop_nothing(written: Preview) -> None:
    settings = written.root / "_config.yml"
    good = settings.read_text("utf-8")
    settings.write_text(f"{good}\nx: [1\n", encoding="utf-8")
    written.build()
    assert written.fault.startswith("_config.yml：第 ")
    settings.write_text(f"{good}\nhtml: 3\n", encoding="utf-8")
    written.build()
    assert written.fault == "_config.yml：设置的类型不对：html"


def test_what_another_file_takes_the_place_of_is_watched_on(written: Preview) -> None:
    settings = written.root / "_config.yml"
    time.sleep(0.5)
    for count in (2, 3):
        beside = settings.with_suffix(".new")
        beside.write_text(settings.read_text("utf-8") + "# 又一行\n", encoding="utf-8")
        beside.replace(settings)
        wait_for(written, count)
    book = written.root / "book"
    shutil.copytree(book, written.root / "copy")
    shutil.rmtree(book)
    (written.root / "copy").rename(book)
    wait_for(written, 4)
    chapter = book / "one.md"
    chapter.write_text(chapter.read_text("utf-8") + "\n换过以后的一句。\n", encoding="utf-8")
    wait_for(written, 5)
    assert "换过以后的一句" in (written.out / "one.html").read_text(encoding="utf-8")


def test_what_a_build_lets_pass_is_said_beside(tiny: Path) -> None:
    remarked = Preview(tiny, tiny / "_build" / "preview", lambda root: ["名字写错了"] * 12)
    remarked.build()
    assert (remarked.count, remarked.fault) == (1, "")
    assert remarked.remarks.endswith("……共 12 处，运行 dabie check 看全部")

    def broken(root: Path) -> list[str]:
        raise RuntimeError("oh")

    Preview(tiny, tiny / "_build" / "preview", broken).build()


def test_a_course_that_does_not_build_is_served_once_it_does(
    tiny: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    chapter = tiny / "book" / "one.md"
    good = chapter.read_text("utf-8")
    chapter.write_text(":::{item} nowhere\n:::\n", encoding="utf-8")
    served = threading.Event()
    monkeypatch.setattr(previewing, "run", lambda *given, **named: served.set())
    begun = threading.Thread(target=preview, args=(tiny,), kwargs={"host": "127.0.0.1", "port": 0})
    begun.start()
    deadline = time.monotonic() + PATIENCE
    while "先按上面说的改" not in capsys.readouterr().out:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert not served.is_set()
    chapter.write_text(good, encoding="utf-8")
    begun.join(PATIENCE)
    assert served.is_set()
