"""No line starts with a stop, even where a mark in a box stands before it."""

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


def test_no_line_starts_with_the_stop_after_a_claim(site: Site, visit: Begin) -> None:
    page = visit(site, **PHONE).open()
    fallen = {}
    for name in site.pages:
        page.goto(f"{site.origin}/{name}")
        if not page.locator(".dabie-claim").count():
            continue
        for width in range(320, 440, 17):
            page.set_viewport_size({"width": width, "height": 740})
            fallen[name, width] = page.evaluate(FALLEN)
    assert fallen
    assert {place: one for place, one in fallen.items() if one} == {}
