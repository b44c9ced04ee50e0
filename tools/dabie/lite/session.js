// Where a notebook in the browser keeps its answers: on this device, under the key of the book's own
// pages, so that page and notebook show the same. The extension of Jupyter asks here instead of
// keeping them in a file; nothing is in a second place that clearing the device would leave.

import { handOver } from "../book/static/device.js";
import { parseDraft, Store } from "../book/static/store.js";
import { Watched } from "../notebooks/labextension/static/watched.js";

const OFF = "这个浏览器不让网页存东西（可能开了无痕）。答案只在这个窗口里：关掉之前点“交卷”，把它们存成文件。";
const CHANGED =
  "这里改的题在另一个窗口里也改过，为了不盖掉那边的，没有保存。留这里的：点“再保存一次”；看那边的：刷新这一页。";
const MOVED = "这台设备上换了学员，这里还是前一位的答案，不再保存。要留下，先点“交卷”存成文件，再刷新这一页。";

/** Open the device's draft for the notebook in a document context. */
export function open(context) {
  return new Session(context);
}

class Session extends Watched {
  constructor(context) {
    super(context);
    this.cells = context.model.cells.length;
    context.model.cells.changed.connect(() => this.tell());
    this.about = context.model.getMetadata("dabie");
    this.store = new Store(this.about.course);
    this.unsaved = {}; // item -> response, null where one was emptied
    this.known = this.read().responses;
    const off = this.written === undefined;
    this.state = off ? { state: "failed", reason: OFF } : { state: "saved", at: this.at };
    addEventListener("storage", ({ key }) => {
      if (key === null || key.startsWith(this.store.base)) this.look();
    });
    addEventListener("pageshow", ({ persisted }) => persisted && this.look());
  }

  /** What is kept, and what is not. */
  get where() {
    const own = this.context.model.cells.length > this.cells;
    return `答案自动存在这台设备上，课程网页里也看得到。${own ? "自己加的格子不留在这里，交卷文件里有。" : ""}`;
  }

  /** Read the draft as the device has it. */
  read() {
    this.written = this.store.read(this.about.exercise);
    const { draft, readable } = parseDraft(this.written);
    this.readable = readable;
    this.at = draft.saved_at;
    return draft;
  }

  /** What the notebook says of the exercise, with the device's answers. */
  content() {
    const responses = { ...this.known };
    for (const [item, response] of Object.entries(this.unsaved)) {
      if (response === null) delete responses[item];
      else responses[item] = response;
    }
    const { learner } = this.store;
    return { ...this.about, learner: learner || this.about.learner, responses };
  }

  /** Another window wrote: what is not being changed here is taken over. */
  look() {
    if (this.store.moved()) return this.report({ state: "failed", reason: MOVED });
    this.known = this.read().responses;
    this.tell();
  }

  /** Take a change over: `responses` by item, null where one was emptied; return its version. */
  put({ responses, learner }) {
    this.version += 1;
    Object.assign(this.unsaved, responses);
    if (learner && !this.store.moved()) {
      handOver(this.store, learner, []);
      this.known = this.read().responses;
    }
    return this.version;
  }

  /** Write what is unsaved; `asked` by a person: over what another window wrote, too. */
  save(asked = false) {
    this.report(this.write(asked));
  }

  write(asked) {
    if (this.store.moved()) return { state: "failed", reason: MOVED };
    const before = this.known;
    const draft = this.read();
    if (this.written === undefined) return { state: "failed", reason: OFF };
    // Gone without another window's word: the browser was cleaned, and this window is the only copy.
    if (this.written === null) draft.responses = { ...before };
    const changed = Object.entries(this.unsaved);
    const elsewhere = ([item, response]) =>
      !same(draft.responses[item], before[item]) && !same(draft.responses[item] || null, response);
    if (!asked && changed.some(elsewhere)) return { state: "failed", reason: CHANGED };
    for (const [item, response] of changed) {
      if (response === null) delete draft.responses[item];
      else draft.responses[item] = response;
      // What was checked on the page was the answer before.
      delete draft.checked[item];
      delete draft.revealed[item];
    }
    if (changed.length) {
      if (!this.readable) this.store.setAside(this.about.exercise, this.written);
      if (this.store.write(this.about.exercise, draft) === null) return { state: "failed", reason: OFF };
      this.unsaved = {};
      this.known = this.read().responses;
    }
    this.kept = this.version;
    return { state: "saved", at: this.at };
  }
}

function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}
