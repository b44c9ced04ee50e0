// One drawing of an exercise in a notebook's output: its items, what is answered and saved, 交卷.

import { copyAnswer } from "../view/copy.js";
import { handIn } from "../view/handin.js";
import { button, make } from "../view/html.js";
import view from "../view/item.js";
import { notebook } from "./notebook.js";

const LOOK = 100; // ms between two looks whether the output has come into the page
const KEPT = "答案自动存在这个文件里。"; // unless the session has words of its own
const LOST = "内核没有回应：它可能正忙，也可能断开了。答案还在；要接着核对，重新运行这一格。";

/** Shows a desk in an element, and finds out which notebook that stands in. */
export class Sheet {
  constructor(desk, el) {
    Object.assign(this, { desk, el, places: new Map(), cleanups: [] });
    const { content, models } = desk;
    const items = make("div.dabie-exercise-items");
    content.items.forEach(({ id }) => items.append(this.place(id, models.get(id))));
    this.strip = this.drawStrip();
    el.classList.add("dabie-exercise");
    el.append(items, this.strip.root);
    this.guardKeys();
    el.addEventListener("focusin", () => (desk.active = this));
    el.addEventListener("pointerdown", () => (desk.active = this));
    desk.sheets.add(this);
    this.show();
    this.find();
    const again = () => this.find();
    document.addEventListener("dabie:ready", again);
    this.cleanups.push(() => document.removeEventListener("dabie:ready", again));
  }

  place(id, model) {
    const place = make("div.dabie-exercise-item", { "data-item": id });
    const ask = () => this.ask(place, model);
    model.on("change:request", ask);
    this.cleanups.push(view.render({ model, el: place }), () => model.off("change:request", ask));
    this.places.set(id, place);
    return place;
  }

  /** Ask the extension whose notebook this is, once the output stands in it. */
  find() {
    if (this.gone || this.desk.session) return;
    if (!this.el.isConnected) {
      setTimeout(() => this.find(), LOOK);
      return;
    }
    const { course, exercise } = this.desk.content;
    let found = [null, ""];
    const reply = (...said) => {
      found = said;
    };
    this.el.dispatchEvent(new CustomEvent("dabie:open", { bubbles: true, detail: { course, exercise, reply } }));
    this.desk.join(...found);
  }

  ask(place, model) {
    const { name } = model.get("request") || {};
    // Every sheet hears it; the one that was pressed in answers.
    if (this.desk.active !== this) return;
    if (name === "save-again") this.desk.saveAgain();
    if (name === "copy-answer") copyAnswer(place, model);
  }

  /** Say something below one item, until it is said otherwise. */
  tell(id, words) {
    const place = this.places.get(id);
    let note = place.querySelector(".dabie-exercise-note");
    if (!note) note = place.appendChild(make("p.dabie-exercise-note", { role: "status" }));
    note.textContent = words;
  }

  drawStrip() {
    const count = make("p.dabie-strip-count");
    const note = make("p.dabie-strip-note", { role: "status" });
    const press = button("button.dabie-act.dabie-act-main", () => this.handIn(press), "交卷");
    const root = make("div.dabie-handin", {}, make("div.dabie-strip-words", {}, count, note), press);
    press.hidden = !this.desk.content.course;
    return { root, count, note };
  }

  show() {
    const { content, models } = this.desk;
    const answered = Object.keys(this.desk.responses()).length;
    const what = content.mode === "assessment" ? "测评" : "自测";
    this.strip.count.textContent = `${what}已答 ${answered} / ${models.size} 题`;
    const words = this.words();
    if (this.strip.note.textContent !== words) this.strip.note.textContent = words;
  }

  words() {
    return `${this.desk.content.course ? this.kept() : ""}${this.desk.lost ? LOST : ""}`;
  }

  kept() {
    const { session, alone, pending, waiting, state } = this.desk;
    if (!session) return alone;
    if (state.state === "failed") return state.reason;
    const where = session.where || KEPT;
    if (pending.size || waiting.size || state.state === "saving") return `${where}正在保存。`;
    return `${where}${state.state === "saved" && state.at ? `已保存 ${state.at}。` : ""}`;
  }

  handIn(opener) {
    const { desk } = this;
    desk.flush();
    const ids = Array.from(desk.models.keys());
    const given = desk.responses();
    handIn({
      meta: { ...desk.content, items: ids },
      learner: desk.learner,
      unanswered: ids.filter((id) => !(id in given)),
      here: () => true,
      go: (id) => this.go(id),
      become: (learner) => desk.become(learner),
      submission: (learner, now) => desk.submission(learner, now),
      notebook: (content) => notebook(desk, content),
      opener,
    });
  }

  go(id) {
    const place = this.places.get(id);
    place.tabIndex = -1;
    place.scrollIntoView();
    place.focus({ preventScroll: true });
  }

  /** Keep the front end's shortcuts ("d d" deletes a cell) from keys that are pressed in here.
   *
   * Lumino looks for the attribute at each key, from the element that has the focus outwards, and
   * stops at the first that a shortcut is meant for: so that element itself has to carry it. Keys
   * with Ctrl or Cmd, such as saving, stay the front end's. */
  guardKeys() {
    const guard = ({ target, ctrlKey, metaKey }) => target.toggleAttribute("data-lm-suppress-shortcuts", !ctrlKey && !metaKey);
    for (const type of ["focusin", "keydown", "keyup"]) this.el.addEventListener(type, guard);
  }

  remove() {
    this.gone = true;
    this.desk.flush();
    this.desk.sheets.delete(this);
    this.cleanups.forEach((clean) => clean());
    this.el.textContent = "";
  }
}
