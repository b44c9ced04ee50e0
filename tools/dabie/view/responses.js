// Responses: whether one was given, and what of a stored one still fits its item.

import { isRecord } from "./stored.js";

// What Python, JavaScript and Unicode each call white space, taken together.
export const SPACE = /[\s\u001c-\u001f\u0085\ufeff]+/g;

/** Return the response, or the parts of it, that the item's controls can show; else null. */
export function usable(item, response) {
  if (isUnanswered(response)) return null;
  if (item.kind === "numeric" || item.kind === "long-fill-in") {
    return typeof response === "string" ? response : null;
  }
  if (item.kind === "matching" || item.kind === "fill-in") {
    const right = item.right && item.right.map((one) => one.id);
    const parts = item.blanks || item.left.map((one) => one.id);
    const given = isRecord(response) ? Object.entries(response) : [];
    const kept = given.filter(
      ([part, value]) =>
        parts.includes(part) && (right ? right.includes(value) : typeof value === "string"),
    );
    return kept.length ? Object.fromEntries(kept) : null;
  }
  const known = item.options.map((one) => one.id);
  const kept = Array.isArray(response) ? known.filter((one) => response.includes(one)) : [];
  const whole = kept.length && kept.length === response.length;
  if (item.kind === "sequencing") return whole && kept.length === known.length ? response : null;
  if (!item.multiple) return whole && kept.length === 1 ? kept : null;
  return kept.length ? kept : null;
}

/** Tell whether nothing was answered: absent, null, empty or blank. */
export function isUnanswered(response) {
  if (typeof response === "string") return isBlank(response);
  if (response === null || response === undefined) return true;
  if (Array.isArray(response)) return response.length === 0;
  if (typeof response === "object") {
    return Object.values(response).every((value) => typeof value === "string" && isBlank(value));
  }
  return false;
}

/** Tell whether nothing but white space was typed. */
export function isBlank(typed) {
  return !typed.replace(SPACE, "");
}
