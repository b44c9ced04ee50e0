"""No line starts with a stop after a mark in a box; no paragraph ends with a single character."""

from __future__ import annotations

from served import Site
from visiting import PHONE, Begin

# For every claim in running text: the stop that follows it, if that is on a lower line.
FALLEN = """() => [...document.querySelectorAll(':is(p, li, td) > .dabie-claim')].flatMap((claim) => {
  const next = claim.nextSibling;
  if (next?.nodeType !== Node.TEXT_NODE || !/^[。，、；：）”]/.test(next.data)) return [];
  const stop = document.createRange();
  stop.setStart(next, 0);
  stop.setEnd(next, 1);
  const lower = stop.getBoundingClientRect().top > claim.getBoundingClientRect().bottom;
  return lower ? [claim.parentElement.textContent.slice(0, 30)] : [];
})"""

# Of every paragraph of several lines: whether its last character stands alone on the last of them.
ALONE = """() => [...document.querySelectorAll('article p')].flatMap((paragraph) => {
  if (!paragraph.getClientRects().length || paragraph.closest('.dabie-item, thead')) return [];
  const letters = [];
  const walk = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const { data, parentElement } = walk.currentNode;
    if (parentElement.closest('sup')) continue;
    for (let at = 0; at < data.length; at += 1) if (/[\\u4e00-\\u9fff\\w]/.test(data[at])) letters.push([walk.currentNode, at]);
  }
  const place = ([node, at]) => {
    const one = document.createRange();
    one.setStart(node, at);
    one.setEnd(node, at + 1);
    return one.getBoundingClientRect().bottom;
  };
  if (letters.length < 2 || place(letters[letters.length - 1]) - place(letters[0]) < 10) return [];
  const [before, last] = letters.slice(-2).map(place);
  return [last - before > 10];
})"""


def test_no_line_starts_with_the_stop_after_a_claim_and_no_last_character_is_alone(
    site: Site, visit: Begin
) -> None:
    page = visit(site, **PHONE).open()
    fallen = {}
    alone: list[bool] = []
    for name in site.pages:
        page.goto(f"{site.origin}/{name}")
        if not page.locator(".dabie-claim").count():
            continue
        for width in range(320, 440, 17):
            page.set_viewport_size({"width": width, "height": 740})
            fallen[name, width] = page.evaluate(FALLEN)
        alone += page.evaluate(ALONE)
    assert fallen
    assert {place: one for place, one in fallen.items() if one} == {}
    # Another edition of the fonts may leave a few.
    assert len(alone) > 300
    assert sum(alone) <= 0.01 * len(alone)
