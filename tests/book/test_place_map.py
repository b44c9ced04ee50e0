"""The sketch map: whole without script, true to its registers, and never two names in one place."""

from __future__ import annotations

from itertools import combinations
from math import dist
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from dabie.book.sketch import BADGE, frame_around, sketch
from dabie.catalog import Fault
from dabie.catalog.places import Place, Point, read_places
from dabie.check import check_course
from dabie.core.errors import DabieError
from dabie.site.build import build

FACTS = "[H1]\ndate = '1935-02'\ntext = '重建'\ngrade = 'A'\nsources = ['shi1']\n"
PLACES = """
[liangtingao]
name = "凉亭坳"
then = "太湖县"
now = "安徽岳西"
lat = 30.82
lon = 116.08
about = true
sources = ["shi2"]

[yuexi]
name = "岳西县"
lat = 30.855
lon = 116.367

[jiuhe]
name = "九河"
"""
EVENT = """
[[event]]
date = "1935-02-03"
title = "重建"
force = ["红二十八军"]
at = "liangtingao"
facts = ["H1"]
"""
PAGE = "# 地图\n\n```{place-map}\n:alt: 凉亭坳在岳西\n\n示意图。\n```\n"


@pytest.fixture
def book(tiny: Path) -> Path:
    book = tiny / "book"
    (book / "facts.toml").write_text(FACTS, encoding="utf-8")
    (book / "timeline.toml").write_text(EVENT, encoding="utf-8")
    (book / "places.toml").write_text(PLACES, encoding="utf-8")
    (book / "map.md").write_text(PAGE, encoding="utf-8")
    (book / "_toc.yml").write_text(
        "format: jb-book\nroot: index\nchapters: [{file: one}, {file: map}]\n"
    )
    return book


def faults(book: Path) -> list[str]:
    found: list[Fault] = check_course(book.parent)
    return [str(one) for one in found if "places" in one.file or "timeline" in one.file]


def test_the_list_says_all_that_the_map_shows(book: Path, tmp_path: Path) -> None:
    build(book.parent, tmp_path / "out")
    page = BeautifulSoup((tmp_path / "out/map.html").read_text("utf-8"), "html.parser")
    entries = page.select("ol.dabie-places > li")
    assert [one["data-place"] for one in entries] == ["liangtingao"]
    said = entries[0].get_text()
    assert "当时：太湖县；今：安徽岳西" in said and "1935年2月3日，重建" in said and "约" in said
    assert [one["href"] for one in entries[0].select("a.dabie-cite")] == [
        "#source-shi2",
        "#source-shi1",
    ]
    drawings = page.select(".dabie-place-map svg")
    assert [one["viewbox"].split()[2] for one in drawings] == ["648", "324"]
    for one in drawings:
        assert one["aria-label"] == "凉亭坳在岳西"
        assert [badge["data-place"] for badge in one.select(".dabie-map-badge")] == ["liangtingao"]
        assert one.select(".dabie-map-about")
    # The narrow frame is tighter: the seat lies beyond it.
    assert [len(one.select(".dabie-map-seat")) for one in drawings] == [1, 0]
    assert len(page.select('script[type=module][src$="place-map.js"]')) == 1
    assert not page.select("[style]")


def test_without_a_word_on_what_it_shows_there_is_no_map(book: Path, tmp_path: Path) -> None:
    (book / "map.md").write_text(PAGE.replace(":alt: 凉亭坳在岳西\n", ""), encoding="utf-8")
    with pytest.raises(DabieError, match="alt"):
        build(book.parent, tmp_path / "out")


def test_true_registers_have_no_fault(book: Path) -> None:
    assert faults(book) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("timeline", 'at = "liangtingao"', 'at = "liangting"', "没有“liangting”"),
        ("timeline", 'at = "liangtingao"', 'at = "jiuhe"', "没有坐标"),
        ("places", "30.82", "308.2", "308.2 不是度数"),
        ("places", "lat = 30.82\n", "", "缺少这一项"),
        ("places", "shi2", "shi9", "没有“shi9”"),
        ("places", "then =", "before =", "不认识这一项"),
    ],
)
def test_check_names_what_is_wrong(book: Path, name: str, old: str, new: str, said: str) -> None:
    path = book / f"{name}.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    assert [one for one in faults(book) if said in one], faults(book)


@pytest.mark.parametrize("width", [648, 324])
def test_on_the_real_map_nothing_covers_anything(root: Path, width: int) -> None:
    wrong: list[Fault] = []
    places = read_places(root / "book/places.toml", wrong)
    assert not wrong
    text = (root / "book/timeline.toml").read_text(encoding="utf-8")
    numbered = [one for one in places.values() if f'at = "{one.key}"' in text]
    assert len(numbered) == 12
    others = [one for one in places.values() if one not in numbered]
    drawn = BeautifulSoup(sketch(numbered, others, width=width, alt="图"), "html.parser")
    high = float(drawn.svg["viewbox"].split()[3])
    discs = [(float(one["cx"]), float(one["cy"])) for one in drawn.select(".dabie-map-disc")]
    assert all(dist(one, other) > 2 * BADGE for one, other in combinations(discs, 2))
    # Of a disc, the square within it: that is where its number stands.
    inside = BADGE * 0.7
    boxes = [(x - inside, y - inside, x + inside, y + inside) for x, y in discs]
    for word in drawn.select(".dabie-map-name, .dabie-map-word"):
        x, y = float(word["x"]), float(word["y"])
        boxes.append((x, y - 12, x + 13 * len(word.get_text().replace("50", "5")), y + 2))
    for left, top, right, low in boxes:
        assert left >= 0 and top >= 0 and right <= width and low <= high
    for one, other in combinations(boxes, 2):
        apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
        assert apart, (one, other)


def test_a_kilometre_is_as_long_up_as_across() -> None:
    frame = frame_around([Point(31, 115, False), Point(31, 116, False)], 648)
    (left, _), (right, _) = frame.at(Point(31, 115, False)), frame.at(Point(31, 116, False))
    (_, top), (_, low) = frame.at(Point(31.2, 115, False)), frame.at(Point(30.8, 115, False))
    # One degree of longitude at 31° north is 0.857 of one of latitude.
    assert (right - left) / 0.8572 == pytest.approx((low - top) / 0.4, rel=0.01)


def test_a_name_is_escaped() -> None:
    place = Place("a", "<b>", "", "", Point(31, 115, False), ())
    assert "<b>" not in sketch([place], [], width=648, alt='"><script>')
