// What is handed in, in words that every part shares: the content of `metadata.dabie`, the file's name.

import { localTime } from "./times.js";

/** The content of `metadata.dabie`; `responses` by item, in the exercise's order. */
export function submission(meta, responses, learner, now) {
  const { id, name, unit } = learner;
  return {
    format: 1,
    course: meta.course,
    exercise: meta.exercise,
    revision: meta.revision,
    learner: { id, name, unit },
    responses,
    saved_at: localTime(now),
  };
}

/** Return the same answers as the text that is handed in where no file can be saved. */
export function asText(content) {
  return JSON.stringify({ dabie: content });
}

/** Name the file `<course>-<exercise>-<id>-<yyyymmdd-hhmm>.ipynb`. */
export function fileName(meta, learner, now) {
  const id = Array.from(learner.id.replace(/[^\p{L}\p{N}_]+/gu, "-")).slice(0, 40).join("");
  const time = localTime(now).slice(0, 16).replace(/[-:]/g, "").replace("T", "-");
  return `${meta.course}-${meta.exercise}-${id.replace(/^-+|-+$/g, "") || "x"}-${time}.ipynb`;
}
