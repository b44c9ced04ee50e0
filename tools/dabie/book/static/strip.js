// The hand-in strip below an exercise: how much is answered, where it is kept, what can be done.

import { button, make } from "../../view/html.js";

const KEPT = "答案自动存在这台设备上。交卷会生成一个文件，由你交给组织者。";
const UNKEPT = "这个浏览器不让网页存东西（可能开了无痕）。答案只在这一页上，关掉之前先交卷。";
const STALE = "这一章在另一个窗口里改过。点“载入新的”再接着答。";
const UNREACHED = "交卷的窗口没有载入，可能断网了。答案还在，不要关掉这一页，过一会儿再点。";
const RENEWED = "有网络还是不行，就是网站换了新版：答案存好了，刷新这一页再交。";

/** Draws the strip in place of what stood there without script. */
export class Strip {
  constructor(page, element, meta, draft) {
    Object.assign(this, { page, meta, draft });
    this.count = make("p.dabie-strip-count");
    this.note = make("p.dabie-strip-note");
    this.reload = button("button.dabie-act.dabie-act-text", () => draft.load(), "载入新的");
    this.who = make("span.dabie-strip-who");
    this.swap = button("button.dabie-act.dabie-act-text", () => this.changeLearner(), "换人");
    this.file = make("input", { type: "file", hidden: "", "aria-label": "打开交卷文件" });
    this.open = button("button.dabie-act.dabie-act-text", () => this.file.click(), "打开交卷文件");
    this.press = button("button.dabie-act.dabie-act-main", () => this.handIn(), "交卷");
    this.said = make("div.dabie-strip-said", { role: "status" });
    element.textContent = "";
    element.append(
      make("div.dabie-strip-words", {}, this.count, this.note,
        make("div.dabie-strip-more", {}, this.reload, this.open, make("span.dabie-strip-person", {}, this.who, this.swap))),
      this.press, this.file, this.said,
    );
    // No `accept`: phones know no type for .ipynb and would grey out the very file that is wanted.
    this.file.addEventListener("change", () => this.resume());
    draft.watch(() => this.show());
    this.warm(element);
  }

  show() {
    const { draft, meta } = this;
    const { learner } = draft.store;
    const what = meta.mode === "assessment" ? "测评" : "自测";
    this.count.textContent = `${what}已答 ${draft.answered().length} / ${draft.items.length} 题`;
    this.note.textContent = draft.stale ? STALE : draft.failed ? UNKEPT : KEPT;
    this.reload.hidden = !draft.stale;
    this.who.textContent = learner ? `学员：${learner.id} ${learner.name}` : "";
    this.who.hidden = this.swap.hidden = !learner;
  }

  /** Say something in place, politely, or at once when it went wrong; `more` are buttons. */
  say(words, wrong = false, ...more) {
    this.said.textContent = "";
    if (!words) return;
    const box = make(`div.dabie-strip-box${wrong ? ".dabie-strip-wrong" : ""}`, {}, make("p", {}, words));
    if (wrong) box.setAttribute("role", "alert");
    if (more.length) box.append(make("div.dabie-strip-choices", {}, ...more));
    this.said.append(box);
  }

  handIn() {
    return this.load(({ handInFrom }) => handInFrom(this, this.press));
  }

  changeLearner() {
    const said = (words) => this.say(words);
    const question = { page: this.page, title: "换人", opener: this.swap, next: this.press, said };
    return this.load(({ confirmClear }) => confirmClear(question));
  }

  async resume() {
    const [file] = this.file.files;
    if (file) await this.load(({ resume }) => resume(this, file));
    this.file.value = ""; // so that the same file can be chosen again
  }

  /** Import what a press needs, and use it; a lost connection is said, the next press tries anew. */
  async load(use) {
    this.say("");
    let loaded;
    try {
      loaded = await import("./press.js");
    } catch {
      return this.say(this.draft.failed ? UNREACHED : `${UNREACHED}${RENEWED}`, true);
    }
    return use(loaded);
  }

  /** In idle time fetch what handing in needs, once there is an answer or the strip comes near: the
   * line may drop later. */
  warm(element) {
    let asked = false;
    const idle = window.requestIdleCallback || ((task) => setTimeout(task, 500));
    const fetchAhead = () => {
      if (asked) return;
      asked = true;
      idle(() => import("./press.js").then(({ warm }) => warm(this.meta)).catch(() => { asked = false; }));
    };
    this.draft.watch(() => { if (this.draft.answered().length) fetchAhead(); });
    if (typeof IntersectionObserver !== "function") return;
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      fetchAhead();
    });
    observer.observe(element);
  }
}
