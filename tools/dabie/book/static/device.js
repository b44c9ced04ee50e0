// What is done to all of a course's drafts on this device at once: handed to a learner, or removed.

import { get, parseDraft, put } from "./store.js";

/** Give the current learner's drafts, or those of nobody yet, to `learner`, except `skip`;
 * tell whether the device could do it. */
export function handOver(store, learner, skip) {
  const from = store.key("");
  const to = store.key("", learner);
  const moved = [];
  for (const key of from === to ? [] : keys(from)) {
    const exercise = key.slice(from.length);
    if (exercise.includes(":") || skip.includes(exercise)) continue;
    const [draft, there] = [get(key), get(to + exercise)];
    // A full device: better that it forgets the name than that it hides answers.
    if (!put(to + exercise, there ? merge(there, draft) : draft)) return false;
    moved.push(key);
  }
  store.name(learner);
  // Last, so that at no moment another window finds neither.
  moved.forEach(drop);
  return true;
}

/** Remove everything of this course. */
export function clear(store) {
  keys(store.base).forEach(drop);
  store.learner = null;
  store.written = null;
  store.cleared = true;
}

/** Remove one key; where that fails it was never written either. */
export function drop(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // See above.
  }
}

/** Both drafts' answers; where they differ, those of the later one. */
export function merge(one, other) {
  const drafts = [one, other].map((written) => parseDraft(written));
  if (!drafts[0].readable) return other;
  if (!drafts[1].readable) return one;
  const [early, late] = drafts
    .map(({ draft }) => draft)
    .sort((a, b) => (Date.parse(a.saved_at) || 0) - (Date.parse(b.saved_at) || 0));
  return JSON.stringify({ ...late, responses: { ...early.responses, ...late.responses } });
}

function keys(prefix) {
  try {
    const all = Array.from({ length: localStorage.length }, (_, at) => localStorage.key(at));
    return all.filter((key) => key.startsWith(prefix));
  } catch {
    return [];
  }
}
