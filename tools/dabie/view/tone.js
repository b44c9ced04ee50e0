// Tones: a part is right, wrong, picked or nothing, and says so in a word.

import { fill, set } from "./draw.js";
import { icon, ICONS } from "./symbols.js";
import { own } from "./values.js";

const WORDS = { right: "对", wrong: "不对" };

/** Give a part its tone and its tag; a tone is a state, picked, missed or nothing. */
export const mark = (node, tag, tone, words) => {
  set(node, { "data-tone": tone || null });
  fill(tag, ...(ICONS[tone] && words ? [icon(tone), words] : [words || ""]));
  set(tag, { "data-tone": tone || null });
};

/** The mark of a part that is right or not, with the right answer once it was asked for. */
export const markPart = (node, tag, now, part, answer) => {
  const tone = toneOf(now, part);
  const seen = now.revealed && tone === "wrong" ? `，应当${answer()}` : "";
  mark(node, tag, tone, tone && WORDS[tone] + seen);
  return tone;
};

/** A part left empty is wrong where parts stand for themselves; only an option is "missed". */
export const toneOf = (now, part) => {
  const tone = own(now.marks, part);
  return tone === "missed" ? "wrong" : tone;
};
