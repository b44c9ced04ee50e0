// The state of an exercise in a notebook: the items' models, kept in step with the kernel, which
// scores, and with the notebook's file, where dabie's JupyterLab extension keeps the answers.

import { Model } from "../view/model.js";
import { isUnanswered, usable } from "../view/responses.js";
import { submission } from "../view/submission.js";
import { isRecord, record } from "../view/stored.js";
import { clock } from "../view/times.js";
import { own } from "../view/values.js";

const TYPED = ["long-fill-in", "fill-in", "numeric"];
const TYPING = 500; // ms; a press goes out at once, what is typed twice a second
const PATIENCE = 10000; // ms for the kernel to score one response
const ALONE = "这里没有装课程的扩展，答案不会自动留在文件里：离开之前点“交卷”，把它们存成文件。";

/** One exercise, however often it is shown. */
export class Desk {
  constructor(model) {
    this.model = model;
    this.content = model.get("content");
    this.session = null;
    this.alone = ""; // why there is no session, once that is known
    this.state = { state: "idle" };
    this.models = new Map();
    this.pending = new Set(); // items whose change has not left this desk
    this.waiting = new Map(); // item -> version of the notebook that has to reach the file
    this.asked = new Map(); // item -> when the kernel was asked to score it
    this.late = new Set(); // items that it has not scored in time
    this.sheets = new Set();
    this.active = null; // the sheet that was last pressed in
    this.lost = false; // the kernel does not answer
    this.timer = 0;
    this.cleanups = [];
    const before = record(model.get("responses"));
    this.content.items.forEach((item, at) => this.models.set(item.id, this.open(item, at + 1, own(before, item.id))));
    this.listen("change:outcomes", () => this.judge());
    this.listen("change:responses", () => this.session || this.take(record(model.get("responses"))));
    // Said once, when the kernel is restarted: what is drawn stays, but nobody hears it.
    this.listen("comm_live_update", () => this.lose(true));
  }

  listen(event, act) {
    this.model.on(event, act);
    this.cleanups.push(() => this.model.off(event, act));
  }

  /** Make the model of one item. */
  open(item, number, response) {
    const given = fit(item, response);
    const checked = given !== null && same(own(record(this.model.get("checked")), item.id), given);
    const values = {
      item, number, mode: this.content.mode, locked: false, review: null, request: null, response: given, checked,
      revealed: checked && own(record(this.model.get("revealed")), item.id) === true,
      outcome: null, saving: { state: "idle", at: "" },
    };
    const one = new Model(values, () => this.commit(item));
    one.on("change:response", () => this.note(item));
    one.on("change:checked", () => this.recheck(item, one));
    if (checked) one.set("outcome", this.outcome(item.id, one));
    return one;
  }

  /** Take over the file that a sheet was found to stand in; without one, say why. */
  join(session, reason) {
    if (this.session || (this.alone && !session)) return;
    this.alone = session ? "" : reason || ALONE;
    if (session) {
      this.session = session;
      this.cleanups.push(session.watch((state) => this.hear(state)));
      this.share();
    }
    this.show();
  }

  /** Note a changed response: it is not kept before the file has it. */
  note(item) {
    if (this.late.delete(item.id)) this.say(item.id, "");
    if (this.taking) return;
    this.pending.add(item.id);
    if (this.session) this.models.get(item.id).set("saving", { state: "saving", at: "" });
    this.show();
  }

  recheck(item, one) {
    if (one.get("checked")) this.asked.set(item.id, Date.now());
    else one.set("outcome", null);
  }

  /** The view wants a change kept. */
  commit(item) {
    if (!TYPED.includes(item.kind) || this.models.get(item.id).get("checked")) this.flush();
    else if (!this.timer) this.timer = setTimeout(() => this.flush(), TYPING);
  }

  /** Hand everything to the kernel, for the outcomes, and to the file. */
  flush() {
    clearTimeout(this.timer);
    this.timer = 0;
    const changed = Array.from(this.pending);
    this.pending.clear();
    if (this.session && changed.length) {
      // Not kept, whatever the extension says meanwhile, before it has said which version holds them.
      changed.forEach((id) => this.waiting.set(id, Infinity));
      const given = changed.map((id) => [id, this.models.get(id).get("response")]);
      const version = this.session.put({ responses: Object.fromEntries(given) });
      changed.forEach((id) => this.waiting.set(id, version));
      this.session.save();
    }
    this.share();
  }

  /** Tell the kernel how things stand. */
  share() {
    const of = (name, value) => {
      const on = Array.from(this.models).filter(([, one]) => one.get(name));
      return Object.fromEntries(on.map(([id, one]) => [id, value(one)]));
    };
    this.model.set("responses", this.responses());
    this.model.set("checked", of("checked", (one) => one.get("response")));
    this.model.set("revealed", of("revealed", () => true));
    this.model.save_changes();
    this.judge();
    if (this.asked.size) setTimeout(() => this.lose(), PATIENCE);
  }

  /** What the kernel says of an item as it stands; null while it has only judged an earlier one. */
  outcome(id, one) {
    const judged = record(own(record(this.model.get("outcomes")), id));
    return same(judged.response, one.get("response")) && isRecord(judged.outcome) ? judged.outcome : null;
  }

  judge() {
    this.models.forEach((one, id) => {
      if (!(one.get("checked") || this.late.has(id)) || one.get("outcome")) return;
      const outcome = this.outcome(id, one);
      if (!outcome) return;
      one.assign({ checked: true, outcome });
      this.asked.delete(id);
      if (this.late.delete(id)) this.say(id, "");
      this.lost = false;
    });
    this.show();
  }

  /** Stop waiting for what the kernel has not scored in time: the answer can be changed again. */
  lose(dead = false) {
    this.lost = this.lost || dead;
    this.asked.forEach((since, id) => {
      if (!dead && Date.now() - since < PATIENCE) return;
      this.asked.delete(id);
      this.late.add(id);
      this.lost = true;
      this.models.get(id).set("checked", false);
      this.say(id, "内核没有回应，这一题没有核对。");
    });
    this.show();
  }

  /** Take over what another view of the exercise, or a file loaded anew, holds. */
  take(responses) {
    this.taking = true;
    this.models.forEach((one, id) => {
      if (this.pending.has(id)) return;
      const there = fit(one.get("item"), own(responses, id));
      if (same(there, one.get("response"))) return;
      one.assign({ response: there, checked: false, revealed: false, outcome: null });
    });
    this.taking = false;
    this.show();
  }

  /** The extension says how saving went, or that the file's answers changed. */
  hear(state) {
    this.take(record(this.session.content().responses));
    this.state = { ...state, at: clock(state.at) };
    this.models.forEach((one, id) => {
      const version = this.waiting.get(id);
      if (version <= state.kept) this.waiting.delete(id);
      if (this.pending.has(id)) return;
      const { state: now, at, reason } = this.state;
      const unsaved = this.waiting.has(id);
      if (unsaved) one.set("saving", now === "failed" ? { state: now, at: "", reason } : { state: "saving", at: "" });
      else if (now === "saved" || version) one.set("saving", { state: "saved", at: at || clock(new Date()) });
    });
    this.show();
  }

  saveAgain() {
    this.flush();
    if (this.session) this.session.save(true);
  }

  responses() {
    const given = {};
    this.models.forEach((one, id) => {
      if (!isUnanswered(one.get("response"))) given[id] = one.get("response");
    });
    return given;
  }

  get learner() {
    return record(this.session ? this.session.content().learner : this.model.get("learner"));
  }

  become(learner) {
    this.model.set("learner", learner);
    this.model.save_changes();
    if (!this.session) return;
    this.session.put({ learner });
    this.session.save();
  }

  submission(learner, now) {
    return submission(this.content, this.responses(), learner, now);
  }

  say(id, words) {
    this.sheets.forEach((sheet) => sheet.tell(id, words));
  }

  show() {
    this.sheets.forEach((sheet) => sheet.show());
  }

  close() {
    this.flush();
    this.cleanups.forEach((clean) => clean());
  }
}

/** What of a stored response the item can show; null where nothing. */
function fit(item, response) {
  return response === undefined ? null : usable(item, response);
}

function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}
