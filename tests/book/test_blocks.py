"""The chapter's blocks: essay, cards, marks, figures, lists, citations, typography."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup, Tag

from dabie.book.chapters import chinese
from dabie.book.drawing import inline_svg

Read = Callable[[str], BeautifulSoup]


def one(soup: BeautifulSoup | Tag, selector: str) -> Tag:
    found = soup.select(selector)
    assert len(found) == 1, f"{selector}: {len(found)}"
    return found[0]


def text(soup: BeautifulSoup | Tag, selector: str) -> str:
    return one(soup, selector).get_text().strip()


def test_a_quoted_sentence_leads_to_the_essay(page: Read) -> None:
    essay = one(page("two"), ".dabie-essay")
    link = one(essay, "a.dabie-essay-id")
    assert (link.get_text(), link["href"]) == ("E02", "whole.html#E02")
    assert text(essay, ".dabie-essay-part") == "第二条启示"


def test_a_misprint_is_printed_as_it_stands_and_put_right_below(page: Read) -> None:
    essay = one(page("two"), ".dabie-essay")
    assert text(essay, ".dabie-misprint") == "经军"
    assert "两名经军<战士>在**县。" in text(essay, ".dabie-sentence")
    assert text(essay, ".dabie-essay-source") == (
        "据《感悟题目》。“经军”原文如此，当作“红军”。星号为原文所隐。"
    )


def test_the_whole_essay_has_anchors_and_says_where_a_sentence_is_discussed(page: Read) -> None:
    whole = page("whole")
    assert [one["id"] for one in whole.select(".dabie-sentence")] == ["E01", "E02"]
    note = whole.select(".dabie-essay-note")[-1]
    assert "当作“红军”" in note.get_text() and "见第一章。" in note.get_text()
    assert "NOTEFORAUTHORS" not in whole.get_text()


def test_a_verify_card_has_five_rows_and_a_bold_conclusion(page: Read) -> None:
    card = one(page("two"), ".dabie-verify")
    assert [one.get_text() for one in card.select("dt")] == ["溯源", "语境", "细读", "互证", "结论"]
    assert text(card, "dd:last-of-type strong") == "只能这样写。"
    assert text(card, ".dabie-card-title") == "讲得准吗？"
    assert text(card, ".dabie-claim") == "未证实"


def test_a_dispute_card_and_an_unverified_box(page: Read) -> None:
    two = page("two")
    assert text(two, ".dabie-dispute .dabie-slip") == "异说"
    assert len(two.select(".dabie-dispute dt")) == 3
    assert text(two, ".dabie-unverified .dabie-grade-c") == "C 级"


def test_marks_are_words_with_a_class(page: Read) -> None:
    two = page("two")
    assert text(two, "article .dabie-claim-essay") == "文章说"
    assert text(two, "article .dabie-grade-b") == "B 级"


def test_a_drawing_is_numbered_and_named_and_has_no_inline_style(page: Read) -> None:
    figure = one(page("two"), "figure")
    assert text(figure, ".dabie-figure-number") == "图 1-1"
    assert [svg["aria-label"] for svg in figure.select("svg[role=img]")] == ['一条"线"'] * 2
    assert not figure.select("svg [style], svg[style]")
    assert figure.select_one('path[fill="var(--dabie-red)"]') is not None
    assert "文字版" in text(figure, "details")
    # Sphinx writes a link only into a node of text, which a caption has to be.
    assert text(figure, "figcaption a.dabie-term") == "便衣队"


def test_a_drawing_keeps_its_other_attributes() -> None:
    svg = inline_svg(
        '<?xml version="1.0"?><svg viewBox="0 0 1 1" width="9"/>'.replace("/>", "></svg>"),
        alt="a<b",
    )
    assert svg == '<svg viewBox="0 0 1 1" role="img" aria-label="a&lt;b"></svg>'


def test_a_citation_leads_to_its_note_and_back(page: Read) -> None:
    two = page("two")
    marks = two.select("article p a.dabie-cite")
    assert [one.get_text() for one in marks] == ["[1]", "[2]", "[1]"]
    source = one(two, "#source-shi1")
    assert str(marks[0]["href"]) == "#source-shi1"
    assert [one["href"] for one in source.select("a.dabie-back")] == [
        "#cited-shi1-1",
        "#cited-shi1-2",
    ]
    assert marks[0]["id"] == "cited-shi1-1"


def test_a_citation_never_starts_a_line(page: Read) -> None:
    for mark in page("two").select("article sup.dabie-cites"):
        before = mark.previous_sibling
        assert before is not None and str(before).endswith("\u2060")


def test_a_page_ends_with_what_it_cites_and_only_that(page: Read) -> None:
    assert len(page("one").select(".dabie-source-list > li")) == 1
    assert page("one").select_one("section#sources h2") is not None
    assert page("glossary").select_one("section#sources") is None
    assert page("sources").select(".dabie-source-list > li")


def test_line_breaks_beside_han_are_dropped_and_others_stay(page: Read) -> None:
    paragraph = next(one for one in page("two").select("article p") if "第二行" in one.get_text())
    said = paragraph.get_text()
    assert "召开" in said and "。第二行" in said and "粗体也接着写 word\nnext line。又引" in said
    assert not re.search(r"[\u4e00-\u9fff。，]\n|\n[\u4e00-\u9fff。，]", said)


def test_a_dash_never_starts_a_line(page: Read) -> None:
    assert "接着写\u2060——" in page("two").get_text()


def test_a_term_leads_to_the_glossary(page: Read) -> None:
    term = one(page("two"), "p > a.dabie-term")
    assert term.get_text() == "便衣队" and str(term["href"]).startswith("glossary.html#")


def test_key_points_and_notes(page: Read) -> None:
    two = page("two")
    assert len(two.select(".dabie-key-points li")) == 2
    notes = one(two, "details.dabie-teacher-notes")
    assert "open" not in notes.attrs and "十分钟" in notes.get_text()


@pytest.mark.parametrize(("number", "written"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十")])
def test_numbers_in_chinese(number: int, written: str) -> None:
    assert chinese(number) == written


def test_a_cell_says_its_column_where_a_row_becomes_a_card(page: Read) -> None:
    cells = page("two").select(".table tbody td")
    assert [[one.get_text() for one in cell.select(".dabie-cell-head")] for cell in cells] == [
        [], ["期限"], ["条文"],
    ]  # fmt: skip
    assert cells[1].get_text().strip() == "期限八小时"


def test_a_stop_stays_with_the_citations_before_it(page: Read) -> None:
    marks = page("two").select("p .dabie-cites")
    assert marks[0].next_sibling is not None
    assert str(marks[0].next_sibling).startswith("\u2060。")


def test_a_page_carries_what_the_glossary_says_of_its_terms_once(page: Read) -> None:
    two = page("two")
    (link, *more) = two.select("a.dabie-term")
    anchor = str(link["href"]).partition("#")[2]
    explained = one(two, f"#explained-{anchor}")
    assert explained.get_text().startswith("便衣队：")
    assert explained.select("a")[-1]["href"] == link["href"] == more[0]["href"]
