// What was stored or handed in, read with distrust: any text may stand there.

import { text } from "./values.js";

/** Tell whether a value is a JSON object. */
export function isRecord(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Parse JSON of a sane depth; undefined for anything else. */
export function parse(written) {
  try {
    const value = JSON.parse(written);
    return isShallow(value, 40) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A hundred thousand brackets can be read, but not written again. */
function isShallow(value, depth) {
  if (typeof value !== "object" || value === null) return true;
  return depth > 0 && Object.values(value).every((one) => isShallow(one, depth - 1));
}

/** Name a learner by the three fields, whatever the source held. */
export function identity(value) {
  const learner = record(value);
  return { id: text(learner.id), name: text(learner.name), unit: text(learner.unit) };
}

/** Return a JSON object as it is, an empty one for anything else. */
export function record(value) {
  return isRecord(value) ? value : {};
}
