// An exercise in a notebook: its items, what is answered and saved, handing in. The kernel scores;
// where dabie's JupyterLab extension is, it keeps the answers in the notebook's file.

import { copyAnswer } from "./copy.js";
import { handIn } from "./handin.js";
import { button, make } from "./html.js";
import view from "./item.js";
import { Model } from "./model.js";
import { isUnanswered, usable } from "./responses.js";
import { asText, submission } from "./submission.js";
import { own, record } from "./values.js";

const TYPING = 250; // ms; a choice goes out at once, typing when the hand rests this long
const FOUND = 2000; // ms to be put into the page, before the extension is given up on
const KEPT = "答案自动存在这个文件里。";
const UNKEPT = "这里没有装课程的扩展，答案不会自动留在文件里：离开之前点“交卷”，把它们存成文件。";
const DEAD = "题目和内核断开了。重新运行这一格，答案还在。";

export default {
  async render({ model, el }) {
    const session = await findSession(model, el);
    const desk = new Desk(model, el, session);
    return () => desk.leave();
  },
};

/** Ask the extension for the notebook that this element is in; null where there is none. */
async function findSession(model, el) {
  const { course, exercise } = model.get("content");
  const start = Date.now();
  // The output may not be in the page yet: only there can the extension tell whose it is.
  while (!el.isConnected && Date.now() - start < FOUND) await new Promise((next) => setTimeout(next, 20));
  let session = null;
  const reply = (found) => {
    session = found;
  };
  el.dispatchEvent(new CustomEvent("dabie:open", { bubbles: true, detail: { course, exercise, reply } }));
  return session;
}

/** One exercise in one output: the items' models, kept in step with the kernel and the file. */
class Desk {
  constructor(model, el, session) {
    Object.assign(this, { model, session, el });
    this.content = model.get("content");
    this.models = new Map();
    this.unsaved = {};
    this.timer = 0;
    this.taking = false;
    this.cleanups = [];
    const items = make("div.dabie-exercise-items");
    this.strip = this.drawStrip();
    el.classList.add("dabie-exercise");
    el.append(items, this.strip.root);
    const before = record(session ? session.content().responses : model.get("responses"));
    this.content.items.forEach((item, at) => items.append(this.place(item, at + 1, own(before, item.id))));
    if (session) {
      this.take(session.content());
      this.cleanups.push(session.watch((state) => this.heard(state)));
    }
    this.listen("change:outcomes", () => this.judge());
    this.share(Object.keys(before));
    this.show();
  }

  listen(event, act) {
    this.model.on(event, act);
    this.cleanups.push(() => this.model.off(event, act));
  }

  /** Draw one item over a model of its own. */
  place(item, number, response) {
    const values = {
      item, number, mode: this.content.mode, locked: false, review: null, request: null,
      response: fit(item, response), checked: false, revealed: false, outcome: null, saving: { state: "idle", at: "" },
    };
    const own = new Model(values, () => this.commit(item));
    this.models.set(item.id, own);
    const place = make("div.dabie-exercise-item");
    own.on("change:response", () => this.answered(item, own));
    own.on("change:checked", () => this.answered(item, own));
    own.on("change:request", () => this.asked(place, own));
    this.cleanups.push(view.render({ model: own, el: place }));
    return place;
  }

  /** Note a change; typing is gathered, a press goes out with the view's save_changes. */
  answered(item, own) {
    if (this.taking) return;
    if (!own.get("checked")) own.set("outcome", null);
    this.unsaved[item.id] = own.get("response");
    if (["long-fill-in", "fill-in", "numeric"].includes(item.kind)) {
      if (!this.timer) this.timer = setTimeout(() => this.flush(), TYPING);
    }
    this.show();
  }

  commit() {
    if (!this.timer) this.flush();
  }

  /** Hand everything to the kernel, for the outcomes, and to the file. */
  flush() {
    clearTimeout(this.timer);
    this.timer = 0;
    this.share(this.content.items.map(({ id }) => id));
    const responses = this.unsaved;
    if (!this.session || !Object.keys(responses).length) return;
    this.unsaved = {};
    this.session.put({ responses });
    this.session.save();
  }

  share() {
    const responses = this.responses();
    const on = (name) => Object.fromEntries([...this.models].filter(([, own]) => own.get(name)).map(([id]) => [id, true]));
    this.model.set("responses", responses);
    this.model.set("checked", on("checked"));
    this.model.set("revealed", on("revealed"));
    this.model.save_changes();
  }

  /** Show the kernel's outcomes of what is still checked. */
  judge() {
    const outcomes = record(this.model.get("outcomes"));
    this.models.forEach((own, id) => {
      if (own.get("checked")) own.set("outcome", outcomes[id] || null);
    });
    this.show();
  }

  /** Take over what another view of the same exercise, or an undo, left in the file. */
  take(content) {
    const responses = record(content.responses);
    this.taking = true;
    this.models.forEach((model, id) => {
      if (id in this.unsaved) return;
      const there = fit(model.get("item"), own(responses, id));
      if (JSON.stringify(there) === JSON.stringify(model.get("response"))) return;
      model.assign({ response: there, checked: false, revealed: false, outcome: null });
    });
    this.taking = false;
  }

  /** The extension says how saving went, or that the file's answers changed. */
  heard(state) {
    this.take(this.session.content());
    const shown = state.state === "failed" ? { state: "failed", at: "", reason: state.reason } : state;
    this.models.forEach((own) => own.set("saving", shown));
    this.saving = state;
    this.show();
  }

  asked(place, own) {
    const { name } = own.get("request") || {};
    if (name === "save-again") this.flush();
    if (name === "save-again" && this.session) this.session.save();
    if (name === "copy-answer") copyAnswer(place, own);
  }

  responses() {
    const given = {};
    for (const { id } of this.content.items) {
      const response = this.models.get(id).get("response");
      if (!isUnanswered(response)) given[id] = response;
    }
    return given;
  }

  drawStrip() {
    const count = make("p.dabie-strip-count");
    const note = make("p.dabie-strip-note", { role: "status" });
    const press = button("button.dabie-act.dabie-act-main", () => this.handIn(press), "交卷");
    const root = make("div.dabie-handin", {}, make("div.dabie-strip-words", {}, count, note), press);
    return { root, count, note };
  }

  show() {
    if (!this.strip) return;
    const { items, mode } = this.content;
    const what = mode === "assessment" ? "测评" : "自测";
    this.strip.count.textContent = `${what}已答 ${Object.keys(this.responses()).length} / ${items.length} 题`;
    const words = this.words();
    if (this.strip.note.textContent !== words) this.strip.note.textContent = words;
  }

  words() {
    if (this.model.comm_live === false) return DEAD;
    if (!this.session) return UNKEPT;
    const { state = "idle", at = "", reason = "" } = this.saving || {};
    if (state === "failed") return reason;
    if (state === "saving") return `${KEPT}正在保存。`;
    return state === "saved" ? `${KEPT}已保存 ${at}` : KEPT;
  }

  async handIn(opener) {
    this.flush();
    const known = this.session ? this.session.content().learner : this.model.get("learner");
    handIn({
      meta: { ...this.content, items: this.content.items.map(({ id }) => id) },
      learner: record(known),
      unanswered: this.content.items.map(({ id }) => id).filter((id) => !(id in this.responses())),
      here: () => true,
      go: (id) => this.go(id),
      become: (learner) => this.become(learner),
      submission: (learner, now) => submission(this.content, this.responses(), learner, now),
      notebook: (content) => this.notebook(content),
      opener,
    });
  }

  become(learner) {
    this.model.set("learner", learner);
    this.model.save_changes();
    if (!this.session) return;
    this.session.put({ learner });
    this.session.save();
  }

  go(id) {
    const at = this.content.items.findIndex((item) => item.id === id);
    const place = this.el.querySelectorAll(".dabie-exercise-item")[at];
    place.tabIndex = -1;
    place.scrollIntoView();
    place.focus({ preventScroll: true });
  }

  /** The notebook as text with the answers in it: the open one, else a fresh one by the kernel. */
  async notebook(content) {
    const found = this.session ? this.session.notebook() : await this.fresh();
    if (!found) return asText(content);
    for (const cell of found.cells) if (cell.cell_type === "code") Object.assign(cell, { outputs: [], execution_count: null });
    const { dabie, ...others } = found.metadata;
    // What widgets left behind is of no use elsewhere, and can be large.
    delete others.widgets;
    return `${JSON.stringify({ ...found, metadata: { ...others, dabie: { ...dabie, ...content } } }, null, 1)}\n`;
  }

  fresh() {
    return new Promise((done) => {
      const timer = setTimeout(() => done(null), 3000);
      const hear = (message) => {
        if (!message || typeof message.notebook !== "string") return;
        clearTimeout(timer);
        this.model.off("msg:custom", hear);
        done(JSON.parse(message.notebook));
      };
      this.model.on("msg:custom", hear);
      this.model.send({ ask: "notebook" });
    });
  }

  leave() {
    this.flush();
    this.cleanups.forEach((clean) => clean());
  }
}

/** What of a stored response the item can show; null where nothing. */
function fit(item, response) {
  return response === undefined ? null : usable(item, response);
}
