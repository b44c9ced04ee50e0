"""How a page looks, coarsely: a picture of some hundred squares, compared with one that is kept.

A square is wider than a letter and is compared with its neighbours mixed in, so that another edition
of a font, or a line that breaks elsewhere, changes nothing; a lost style sheet, a bar that is gone, a
card without its ground or a night that stays bright does. `make looks` takes all of them anew.
"""

from __future__ import annotations

import base64
import os
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Page

FOLDER = Path(__file__).parent / "looks"
RENEW = "DABIE_LOOKS"
"""With this in the environment pictures are taken anew instead of compared."""
SQUARE = 24
"""CSS pixels; about one and a half characters of the text."""
APART = 8
"""Of 255 steps of a colour: by how much a square must differ to count."""
SHARE = 0.014
"""Of all squares: how many may."""

REDUCE = """async ([picture, square]) => {
  const image = new Image();
  image.src = `data:image/png;base64,${picture}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.width, image.height];
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  const [wide, high] = [image.width, image.height].map((one) => Math.max(1, Math.floor(one / square)));
  const small = context.createImageData(wide, high);
  for (let y = 0; y < high; y += 1) for (let x = 0; x < wide; x += 1) {
    const sum = [0, 0, 0];
    for (let dy = 0; dy < square; dy += 1) for (let dx = 0; dx < square; dx += 1) {
      const at = 4 * ((y * square + dy) * image.width + x * square + dx);
      for (let c = 0; c < 3; c += 1) sum[c] += data[at + c];
    }
    sum.forEach((one, c) => { small.data[4 * (y * wide + x) + c] = one / square / square; });
    small.data[4 * (y * wide + x) + 3] = 255;
  }
  [canvas.width, canvas.height] = [wide, high];
  context.putImageData(small, 0, 0);
  return { wide, high, colours: Array.from(small.data), png: canvas.toDataURL("image/png").split(",")[1] };
}"""


def check_by_day_and_night(page: Page, name: str) -> None:
    """Check both looks of what the page shows now."""
    modes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for mode in modes:
        page.emulate_media(color_scheme=mode)
        check_look(page, f"{name}-{mode}")


def check_look(page: Page, name: str) -> None:
    """Compare what the page shows now with the kept picture of this name, or keep it."""
    opened = (one for one in page.context.pages if one.url == "about:blank")
    blank = next(opened, None) or page.context.new_page()
    shot = page.screenshot(animations="disabled", caret="hide", scale="css")
    taken = blank.evaluate(REDUCE, [base64.b64encode(shot).decode(), SQUARE])
    kept = FOLDER / f"{name}.png"
    if os.environ.get(RENEW):
        kept.parent.mkdir(exist_ok=True)
        kept.write_bytes(base64.b64decode(taken["png"]))
    known = blank.evaluate(REDUCE, [base64.b64encode(kept.read_bytes()).decode(), 1])
    found = difference(taken, known)
    assert found <= SHARE, f"{name}: {found:.1%} of the page looks different; meant? make looks"


def difference(one: dict[str, Any], other: dict[str, Any]) -> float:
    """Return which share of the squares differs, each with its neighbours mixed in."""
    wide, high = one["wide"], one["high"]
    assert (wide, high) == (other["wide"], other["high"])
    apart = [a - b for a, b in zip(one["colours"], other["colours"], strict=True)]

    def mixed(x: int, y: int, colour: int) -> float:
        around = [
            apart[4 * (v * wide + u) + colour]
            for v in range(max(0, y - 1), min(high, y + 2))
            for u in range(max(0, x - 1), min(wide, x + 2))
        ]
        return abs(sum(around) / len(around))

    far = sum(
        any(mixed(x, y, colour) > APART for colour in range(3))
        for y in range(high)
        for x in range(wide)
    )
    return far / wide / high
