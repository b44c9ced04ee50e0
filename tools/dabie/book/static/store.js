// What this device keeps of one course: drafts, who learns, the last page. Nothing here throws:
// storage may be switched off, full, or hold anything.

import { identity, isRecord, parse, record } from "../../view/stored.js";
import { localTime } from "../../view/times.js";
import { text } from "../../view/values.js";

const TAB = Math.random().toString(36).slice(2);

/** The keys of one course in localStorage: `dabie:<course>:<learner id>:<exercise>`, `…:learner`, `…:last`. */
export class Store {
  constructor(course) {
    this.base = `dabie:${course}:`;
    this.cleared = false;
    this.learner = null;
    this.written = null;
    this.readLearner();
  }

  /** Take over whom the device names as the learner now; null while nobody has said. */
  readLearner() {
    const written = get(`${this.base}learner`);
    if (written === undefined) return;
    this.written = written;
    const learner = identity(parse(written));
    this.learner = learner.id ? learner : null;
  }

  /** Tell whether another window has named another learner since. */
  moved() {
    const written = get(`${this.base}learner`);
    return written !== undefined && written !== this.written;
  }

  /** Name the key of a draft. */
  key(exercise, learner = this.learner) {
    // A colon in an id would make it read as another learner's exercise.
    const id = learner ? learner.id.replace(/[%:]/g, encodeURIComponent) : "";
    return `${this.base}${id}:${exercise}`;
  }

  /** Return the text of a draft, null without one, undefined when storage cannot be asked. */
  read(exercise, learner = this.learner) {
    return get(this.key(exercise, learner));
  }

  /** Write a draft and read it back; return what is there now, or null. */
  write(exercise, draft) {
    this.cleared = false;
    const now = new Date();
    const count = draft.count + 1;
    const written = JSON.stringify({ ...draft, version: 1, saved_at: localTime(now), writer: TAB, count });
    return put(this.key(exercise), written) ? written : null;
  }

  /** Keep a text that is no draft aside instead of writing over it. */
  setAside(exercise, unreadable) {
    put(`${this.key(exercise)}:unreadable`, unreadable);
  }

  /** Name the learner whose keys are read and written from now on. */
  name(learner) {
    this.learner = identity(learner);
    const written = JSON.stringify(this.learner);
    if (put(`${this.base}learner`, written)) this.written = written;
  }
}

/** Read a draft with distrust; `readable` is false for a text that is none. */
export function parseDraft(written) {
  const value = parse(written);
  const readable = isRecord(value) && value.version === 1;
  const draft = readable ? value : {};
  for (const part of ["responses", "checked", "revealed"]) draft[part] = record(draft[part]);
  draft.saved_at = text(draft.saved_at);
  draft.count = Number.isSafeInteger(draft.count) ? draft.count : 0;
  return { draft, readable: readable || !written };
}


/** Read a key: null when it is not there, undefined when storage cannot be asked. */
export function get(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return undefined;
  }
}

/** Write a key and read it back; tell whether it is there. */
export function put(key, value) {
  try {
    localStorage.setItem(key, value);
    return localStorage.getItem(key) === value;
  } catch {
    return false;
  }
}
