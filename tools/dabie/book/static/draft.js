// The answers to one exercise on this page: in the items' models while it is open, on the device
// after each change, and never written over what another window wrote later.

import { isUnanswered, usable } from "../../view/responses.js";
import { clock } from "../../view/times.js";
import { own } from "../../view/values.js";
import { score } from "./score.js";
import { parseDraft } from "./store.js";

const JUDGED = ["right", "partly", "wrong", "pending"];
const IDLE = { state: "idle", at: "" };
const TYPING = 250; // ms; a choice is saved at once, typing when the hand rests this long at most

/** Binds the models of an exercise's items to its stored draft. */
export class Draft {
  constructor(store, exercise) {
    this.store = store;
    this.exercise = exercise;
    this.items = [];
    this.models = new Map();
    this.unsaved = new Set();
    this.stale = false;
    this.failed = false;
    this.timer = 0;
    this.restoring = false;
    this.listeners = [];
    this.read();
  }

  /** Name the exercise's items in their order; one that is not among them keeps its place at the end. */
  list(items) {
    this.items = [...items, ...this.items.filter((id) => !items.includes(id))];
  }

  /** Call back after anything changed: answers, outcomes, learner, saving. */
  watch(listener) {
    this.listeners.push(listener);
    listener();
  }

  /** Take in the model of an item of this page, and restore what was answered. */
  add(model) {
    const { id } = model.get("item");
    this.models.set(id, model);
    if (!this.items.includes(id)) this.items.push(id);
    model.on("change:response", () => {
      // A remark on the form of an assessment's answer was about the answer before.
      if (!this.restoring && !model.get("checked")) model.set("outcome", null);
      this.changed(model);
    });
    model.on("change:checked", () => {
      if (!this.restoring) this.judge(model, model.get("checked"));
      this.changed(model);
    });
    model.on("change:revealed", () => this.changed(model));
    this.restore(model);
  }

  /** Set the outcome of what was checked; in an assessment, the remark on a number that is none. */
  judge(model, wanted = model.get("mode") === "assessment") {
    const [item, mode, response] = ["item", "mode", "response"].map((name) => model.get(name));
    model.set("outcome", wanted ? judge(item, mode, response) : null);
  }

  /** What an item was answered with, as it would be handed in; undefined when it was not. */
  response(id) {
    const model = this.models.get(id);
    const response = model ? model.get("response") : own(this.held.responses, id);
    return isUnanswered(response) ? undefined : response;
  }

  /** The items that are answered, in order. */
  answered() {
    return this.items.filter((id) => this.response(id) !== undefined);
  }

  /** State of an item for its progress cell; an assessment's is never judged. */
  state(id) {
    if (this.response(id) === undefined) return "unanswered";
    const model = this.models.get(id);
    const { state } = (model && model.get("outcome")) || {};
    return JUDGED.slice(0, 3).includes(state) ? state : "answered";
  }

  /** Save what is unsaved, unless another window has written since. */
  flush() {
    clearTimeout(this.timer);
    this.timer = 0;
    if (!this.unsaved.size || this.stale) return;
    const there = this.store.read(this.exercise);
    // Gone without another window's word: the browser was cleaned, and this page is the only copy.
    const gone = there === null || there === undefined;
    if (this.store.moved() || (there !== this.text && !gone)) this.look();
    if (!this.stale) this.write();
  }

  /** Compare with the device after another window wrote. */
  look() {
    const before = this.store.learner;
    this.store.readLearner();
    const there = this.store.read(this.exercise);
    if (there === this.text || there === undefined) return this.tell();
    if (!this.models.size) {
      this.read();
      return this.tell();
    }
    // Until the reader asks for the new one, this page stays the learner's whose answers it shows.
    this.store.learner = before;
    this.stale = true;
    this.models.forEach((model) => model.set("saving", { state: "stale", at: "" }));
    this.tell();
  }

  /** Show what the device holds now; what this window had not saved is dropped. */
  load() {
    this.store.readLearner();
    this.read();
    this.settle();
  }

  /** Start empty, after the device was cleared. */
  reset() {
    ({ draft: this.held } = parseDraft(null));
    this.text = null;
    this.settle();
  }

  /** Answer with these responses, as a handed-in file holds them; none is checked yet. */
  replace(responses) {
    this.text = this.store.read(this.exercise);
    ({ draft: this.held } = parseDraft(this.text));
    Object.assign(this.held, { responses: { ...responses }, checked: {}, revealed: {} });
    this.settle();
    this.models.forEach((model) => this.unsaved.add(model));
    this.write();
  }

  read() {
    this.text = this.store.read(this.exercise);
    ({ draft: this.held, readable: this.readable } = parseDraft(this.text));
  }

  settle() {
    clearTimeout(this.timer);
    this.timer = 0;
    this.stale = false;
    this.failed = false;
    this.unsaved.clear();
    this.models.forEach((model) => this.restore(model));
    this.tell();
  }

  changed(model) {
    if (this.restoring) return;
    const { id, kind } = model.get("item");
    const keep = (part, name) => {
      if (model.get(name)) part[id] = model.get(name);
      else delete part[id];
    };
    keep(this.held.responses, "response");
    keep(this.held.checked, "checked");
    keep(this.held.revealed, "revealed");
    this.unsaved.add(model);
    if (this.stale) return this.tell();
    if (["long-fill-in", "fill-in", "numeric"].includes(kind)) {
      if (model.get("saving").state !== "failed") model.set("saving", { state: "saving", at: "" });
      if (!this.timer) this.timer = setTimeout(() => this.flush(), TYPING);
    }
    this.tell();
  }

  /** The view's save_changes: a press is saved at once, typing has its timer. */
  commit() {
    if (!this.timer) this.flush();
  }

  write() {
    if (!this.readable) this.store.setAside(this.exercise, this.text);
    this.readable = true;
    const written = this.store.write(this.exercise, this.held);
    this.failed = written === null;
    if (!this.failed) {
      this.text = written;
      ({ draft: this.held } = parseDraft(written));
    }
    const at = clock(this.held.saved_at);
    this.unsaved.forEach((model) =>
      model.set("saving", this.failed ? { state: "failed", at: "" } : { state: "saved", at }),
    );
    if (!this.failed) this.unsaved.clear();
    this.tell();
  }

  restore(model) {
    const item = model.get("item");
    const mode = model.get("mode");
    const response = usable(item, own(this.held.responses, item.id));
    const outcome = judge(item, mode, response);
    const wanted = mode === "practice" && own(this.held.checked, item.id) === true;
    const checked = wanted && outcome !== null && JUDGED.includes(outcome.state);
    this.restoring = true;
    model.assign({
      response,
      checked,
      revealed: checked && own(this.held.revealed, item.id) === true,
      outcome: checked || mode !== "practice" ? outcome : null,
      saving: response === null ? IDLE : { state: "saved", at: clock(this.held.saved_at) },
    });
    this.restoring = false;
  }

  tell() {
    this.listeners.forEach((listener) => listener());
  }
}

/** Score a practice item; of an assessment only say whether a number is one. */
function judge(item, mode, response) {
  try {
    if (mode === "practice") return score(item, response);
    if (item.kind !== "numeric") return null;
    const told = score({ ...item, key: "0", tolerance: "0" }, response);
    return told.state === "malformed" ? told : null;
  } catch (error) {
    console.error(error);
    return null;
  }
}
