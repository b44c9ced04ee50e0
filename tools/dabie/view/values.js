// Values from outside, read with distrust: a definition may hold anything.

/** Return an object's own value of a name; what is inherited was never stored: a definition from
 * outside may say "constructor". */
export function own(object, name) {
  return object && Object.prototype.hasOwnProperty.call(object, name) ? object[name] : undefined;
}

/** Return a text as it is, an empty one for anything else. */
export function text(value) {
  return typeof value === "string" ? value : "";
}

/** Return a list as it is, an empty one for anything else. */
export function list(value) {
  return Array.isArray(value) ? value : [];
}

/** Write points as people do: two decimals at most. */
export function points(score) {
  return String(Math.round(score * 100) / 100);
}
