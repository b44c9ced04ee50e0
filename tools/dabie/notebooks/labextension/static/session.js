// Keeps answers in the notebook's metadata and saves the file, by itself only where nothing is lost by it.

import { Watched } from "./watched.js";

const PATIENCE = 8000; // ms until a save that failed for want of a connection is tried again

const WORDS = {
  readOnly: "这个文件是只读的，答案存不进去：点“交卷”把它们另存成文件。",
  elsewhere:
    "这个文件在别处改过，为了不盖掉那边的内容，这里没有保存。答案还在这个窗口里：先点“交卷”另存一份，再点“再保存一次”选留哪一份。",
  gone: "这个文件被移走或删掉了，没有保存成功。答案还在这个窗口里：点“交卷”把它们另存成文件。",
  failed: "没有保存成功，可能断了连接。答案还在这个窗口里，先不要关；连上以后会再存。",
};

/** What the widgets in a notebook may do with its file; one for all of them. */
export class Session extends Watched {
  constructor(context, contents) {
    super(context);
    Object.assign(this, { contents, busy: null, timer: 0 });
    this.wanted = false; // another save, after the one under way
    this.asked = false; // by a person
    this.writing = 0; // the version that is on its way there
    const file = context.contentsModel || {};
    this.state = this.isReadOnly(file)
      ? { state: "failed", reason: WORDS.readOnly }
      : { state: context.model.dirty ? "idle" : "saved", at: file.last_modified };
    this.turn = Promise.resolve();
    const { save } = context;
    // Told to overwrite, JupyterLab knows no hash of what it wrote: by time alone neither it nor we
    // would notice what another program writes in the next half second. Saved again, it knows.
    const isKnown = () => !file.hash || context.contentsModel.hash;
    this.jupyterSaves = async () => {
      await save.call(context);
      if (!isKnown()) await save.call(context);
    };
    // JupyterLab takes two saves that overlap for a conflict: one follows the other.
    context.save = () => this.inTurn(this.jupyterSaves);
    context.model.metadataChanged.connect(() => this.tell());
    context.saveState.connect((_, state) => {
      if (state === "started") this.writing = this.version;
      if (state !== "completed" || !isKnown()) return;
      this.kept = this.writing;
      this.report(this.kept === this.version ? { state: "saved", at: new Date().toISOString() } : { state: "saving" });
    });
    context.pathChanged.connect(() => this.state.state === "failed" && this.save());
  }

  /** What the notebook says of the exercise: `metadata.dabie`. */
  content() {
    return this.context.model.getMetadata("dabie") || {};
  }

  /** Take a change over into the notebook: `responses` by item, null where one was emptied.
   *
   * Return the version that holds it; it is in the file once `kept` has reached that. */
  put({ responses, learner }) {
    const content = { ...this.content(), saved_at: localTime(new Date()) };
    if (learner) content.learner = learner;
    if (responses) {
      content.responses = { ...content.responses, ...responses };
      for (const item of Object.keys(responses)) if (responses[item] === null) delete content.responses[item];
    }
    this.version += 1;
    this.context.model.setMetadata("dabie", content);
    return this.version;
  }

  /** Save the file; what comes in meanwhile is saved after it.
   *
   * `asked` by a person: then JupyterLab may put its own question when the file was changed
   * elsewhere. By itself nothing opens a dialog. */
  save(asked = false) {
    clearTimeout(this.timer);
    this.asked = this.asked || asked;
    this.wanted = Boolean(this.busy);
    if (!this.busy) this.busy = this.write().then(() => this.written());
    return this.busy;
  }

  written() {
    this.busy = null;
    if (this.wanted) this.save();
  }

  async write() {
    const { asked } = this;
    this.asked = false;
    if (this.state.state !== "failed" || asked) this.report({ state: "saving" });
    const reason = await this.inTurn(async () => (asked ? "" : await this.obstacle()) || this.store());
    if (!reason || this.context.isDisposed) return;
    this.report({ state: "failed", reason });
    if (reason === WORDS.failed) this.timer = setTimeout(() => this.save(), PATIENCE);
  }

  inTurn(act) {
    this.turn = this.turn.catch(() => {}).then(act);
    return this.turn;
  }

  /** Have JupyterLab save; return why it did not. That it did is said by its own signal. */
  async store() {
    const { version } = this;
    if (this.isReadOnly(this.context.contentsModel || {})) return WORDS.readOnly;
    try {
      await this.jupyterSaves();
    } catch (error) {
      return error && error.name === "ModalCancelError" ? WORDS.elsewhere : WORDS.failed;
    }
    // Versions of JupyterLab differ in what they throw; only the signal says that it is done.
    return this.kept >= version ? "" : WORDS.failed;
  }

  /** Tell why the file had better not be written without asking; "" when nothing is in the way. */
  async obstacle() {
    const { context } = this;
    const { path, contentsModel } = context;
    const known = contentsModel || {};
    let there;
    try {
      there = await this.contents.get(path, { content: false, hash: true });
    } catch (error) {
      if (context.path !== path) return this.obstacle(); // renamed meanwhile
      return error && error.response && error.response.status === 404 ? WORDS.gone : WORDS.failed;
    }
    if (this.isReadOnly(there)) return WORDS.readOnly;
    // As JupyterLab itself compares them: by hash where there is one, else by time.
    const later = new Date(there.last_modified) - new Date(known.last_modified) > 500;
    const other = known.hash && there.hash ? known.hash !== there.hash : later;
    return other ? WORDS.elsewhere : "";
  }

  isReadOnly(file) {
    return this.context.model.readOnly || file.writable === false;
  }
}

/** The local time with its offset, as `2026-11-23T08:00:00+08:00`. */
function localTime(date) {
  const east = -date.getTimezoneOffset();
  const part = (number) => String(Math.floor(number)).padStart(2, "0");
  const shifted = new Date(date.getTime() + east * 60000).toISOString().slice(0, 19);
  return `${shifted}${east < 0 ? "-" : "+"}${part(Math.abs(east) / 60)}:${part(Math.abs(east) % 60)}`;
}
