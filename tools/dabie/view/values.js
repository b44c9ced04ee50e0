// Values from outside, read with distrust: storage, files, notebooks; and times as they are written.

/** Return the local time with its offset, as `2026-11-23T08:00:00+08:00`. */
export function localTime(date) {
  const east = -date.getTimezoneOffset();
  const shifted = new Date(date.getTime() + east * 60000).toISOString().slice(0, 19);
  const part = (number) => String(Math.floor(number)).padStart(2, "0");
  const offset = Math.abs(east);
  return `${shifted}${east < 0 ? "-" : "+"}${part(offset / 60)}:${part(offset % 60)}`;
}

/** Return a time as it is shown beside 已保存: `14:32`, with the day unless it is today. */
export function clock(written) {
  const date = new Date(written);
  if (Number.isNaN(date.getTime())) return "";
  const time = localTime(date).slice(11, 16);
  const today = date.toDateString() === new Date().toDateString();
  return today ? time : `${date.getMonth() + 1}月${date.getDate()}日 ${time}`;
}

/** Return an object's own value of a name; what is inherited was never stored: a definition from
 * outside may say "constructor". */
export function own(object, name) {
  return object && Object.prototype.hasOwnProperty.call(object, name) ? object[name] : undefined;
}

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
