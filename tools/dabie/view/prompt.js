// An item's prompt: HTML from outside, of which only what is named here is drawn.

import { h } from "./draw.js";
import { text } from "./values.js";

const ALLOWED = /^(P|STRONG|EM|CODE|UL|OL|LI|BR|BLOCKQUOTE)$/;

/** Copy a prompt's HTML; what is not named here is dropped to its text. The definition may come
 * from a hostile notebook. A DOMParser's document runs no script and loads nothing. */
export const sanitise = (from, to, blank) => from.childNodes.forEach((child) => {
  if (child.nodeType === 3) to.append(child.data);
  if (child.nodeType !== 1) return;
  const { tagName } = child;
  const href = text(child.getAttribute("href"));
  let copy = null;
  if (ALLOWED.test(tagName)) copy = h(tagName);
  if (tagName === "A" && /^(https?:\/\/|#)/i.test(href)) copy = h("a", { href });
  if (tagName === "SPAN") copy = blank(child.getAttribute("data-blank"));
  if (copy) to.append(copy);
  sanitise(child, copy || to, blank);
});
