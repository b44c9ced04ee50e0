// What several kinds have in common.

import { h } from "../draw.js";
import { list, text } from "../values.js";

/** A response by parts; null when no part is filled. */
export const partial = (pairs) => {
  const response = {};
  pairs.forEach(([part, value]) => { if (value) response[part] = value; });
  return Object.keys(response).length ? response : null;
};

/** Short options stand three to a line in print. */
export const shortOf = (item) =>
  (list(item.options).every((option) => text(option.text).length <= 8) ? ".short" : "");

/** A line to type in, for which nothing is guessed. */
export const textInput = (label, values) => h("input.field",
  { "aria-label": label, autocomplete: "off", autocapitalize: "off", spellcheck: "false", ...values });
