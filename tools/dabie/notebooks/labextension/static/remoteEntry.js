/* JupyterLab's and Notebook 7's half of an exercise notebook, as a module-federation container
 * written by hand: nothing needs a node build. It does two things.
 *
 * It runs the generated cell of a notebook that says it is ours, once the kernel is ready, and no
 * cell of any other form. And it keeps answers in the notebook's metadata and saves the file: the
 * widget asks for that by a `dabie:open` event on its element. A page that keeps answers elsewhere
 * names a module in its configuration, whose `open(context)` gives the session to use. */
(function () {
  "use strict";

  /* Exactly what dabie.notebooks.generate writes: one call with one literal that nothing can break
   * out of. A cell that differs by a character is the reader's to run. */
  const GENERATED =
    /^from dabie\.notebooks import open_exercise\n\nopen_exercise\("[A-Za-z0-9+\/]+={0,2}"\)\n?$/;
  /* The kernel starts in the notebook's folder, and a folder that came with the notebook may hold a
   * "dabie.py" or a "fractions.py" of its own: what runs by itself must not import from there. So
   * the folder leaves the path, for good: later callbacks import things, too. Where this fails,
   * dabie is not installed, and the cell would find nothing but such a file. */
  const PRELUDE =
    "(lambda path: path.__setitem__(slice(None), [one for one in path if one]))(__import__('sys').path)\n" +
    "__import__('dabie.notebooks.widget')";
  const FORMAT = 1;
  const PATIENCE = 8000; // ms until a save that failed for want of a connection is tried again

  const WORDS = {
    missing: "这个内核里没有装 dabie，题目出不来。请装好以后重新打开，或到课程网页里打开这个文件接着答。",
    readOnly: "这个文件是只读的，答案存不进去：点“交卷”把它们另存成文件。",
    elsewhere:
      "这个文件在别处改过，为了不盖掉那边的内容，这里没有保存。答案还在这个窗口里：先点“交卷”另存一份，再点“再保存一次”选留哪一份。",
    gone: "这个文件被移走或删掉了，没有保存成功。答案还在这个窗口里：点“交卷”把它们另存成文件。",
    failed: "没有保存成功，可能断了连接。答案还在这个窗口里，先不要关；连上以后会再存。",
    foreign: "这个文件不是这份练习的练习本，答案不会留在里面：离开之前点“交卷”，把它们存成文件。",
  };

  let shared = {};

  /** Return a module that JupyterLab shares: the one it uses, else the only one it offers. */
  async function need(name) {
    const versions = Object.values(shared[name] || {});
    const entry = versions.find((one) => one.loaded) || versions[0];
    if (!entry) throw new Error(`JupyterLab does not share ${name}`);
    return (await entry.get())();
  }

  /* ---- notebooks that are ours */

  function contentOf(context) {
    const content = context.model && context.model.getMetadata("dabie");
    const ours = content && content.format === FORMAT && typeof content.exercise === "string";
    return ours ? content : null;
  }

  function generatedCells(panel) {
    return panel.content.widgets.filter(
      (cell) => cell.model.type === "code" && GENERATED.test(cell.model.sharedModel.getSource()),
    );
  }

  function isRunning(cell) {
    return cell.model.executionState === "running" || Boolean(cell.promptNode && cell.promptNode.textContent.includes("*"));
  }

  /** Runs the generated cells of one notebook: at opening, after a restart, when loaded anew. */
  class Runner {
    constructor(parts, panel) {
      Object.assign(this, { parts, panel, kernel: null, ran: new WeakSet() });
      const { sessionContext, context } = panel;
      sessionContext.statusChanged.connect((_, status) => {
        if (status === "restarting" || status === "autorestarting") this.kernel = null;
        else if (status === "idle") this.look();
      });
      sessionContext.kernelChanged.connect(() => this.look());
      // Reverted to what is on disk: other cells, and nothing that was drawn for them.
      context.fileChanged.connect(() => this.look());
      sessionContext.ready.then(() => this.look());
    }

    async look() {
      const { session } = this.panel.sessionContext;
      const kernel = session && session.kernel;
      if (!kernel || this.busy || this.panel.isDisposed) return;
      const restarted = this.kernel !== kernel.id;
      const cells = generatedCells(this.panel).filter((cell) => restarted || !this.ran.has(cell.model));
      if (!cells.length) return;
      this.busy = true;
      tell("starting");
      try {
        const prepared = await prepare(kernel);
        if (prepared === "missing") this.parts.warn(WORDS.missing);
        tell(prepared === "ready" ? "running" : prepared);
        this.kernel = kernel.id;
        cells.forEach((cell) => this.ran.add(cell.model));
        if (prepared === "ready") await this.run(cells);
      } catch (error) {
        console.warn("dabie:", error);
      }
      this.busy = false;
    }

    run(cells) {
      const { panel, parts } = this;
      const left = cells.filter((cell) => !cell.isDisposed && !isRunning(cell) && GENERATED.test(cell.model.sharedModel.getSource()));
      if (!left.length || panel.isDisposed) return undefined;
      return parts.notebook.NotebookActions.runCells(panel.content, left, panel.sessionContext);
    }
  }

  /** Tell the page how far a notebook is, if it wants to know. */
  function tell(detail) {
    document.dispatchEvent(new CustomEvent("dabie:progress", { detail }));
  }

  /** Ask the kernel to load dabie from where it was installed: "ready", "missing" or "foreign". */
  async function prepare(kernel) {
    const info = await kernel.info;
    if (info.language_info.name !== "python") return "foreign";
    const request = kernel.requestExecute({ code: PRELUDE, silent: true, store_history: false, stop_on_error: false });
    const reply = await request.done;
    return reply.content.status === "ok" ? "ready" : "missing";
  }

  /* ---- answers in the file */

  /** What the widgets in a notebook may do with its file; one for all of them. */
  class Session {
    constructor(context, contents) {
      Object.assign(this, { context, contents, listeners: new Set(), busy: null, timer: 0 });
      this.wanted = false; // another save, after the one under way
      this.asked = false; // by a person
      this.version = 0; // of the answers in the notebook
      this.kept = 0; // the last version that is in the file
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
      return contentOf(this.context) || {};
    }

    /** Call `listener({ state, at, reason, kept })` now and at every change, of the answers too. */
    watch(listener) {
      this.listeners.add(listener);
      this.tell(listener);
      return () => this.listeners.delete(listener);
    }

    tell(one) {
      (one ? [one] : Array.from(this.listeners)).forEach((listener) => listener({ ...this.state, kept: this.kept }));
    }

    report(state) {
      this.state = state;
      this.tell();
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

    /** The notebook as it stands, to hand in under a name of its own. */
    notebook() {
      return this.context.model.toJSON();
    }
  }

  /** The local time with its offset, as `2026-11-23T08:00:00+08:00`. */
  function localTime(date) {
    const east = -date.getTimezoneOffset();
    const part = (number) => String(Math.floor(number)).padStart(2, "0");
    const shifted = new Date(date.getTime() + east * 60000).toISOString().slice(0, 19);
    return `${shifted}${east < 0 ? "-" : "+"}${part(Math.abs(east) / 60)}:${part(Math.abs(east) % 60)}`;
  }

  /* ---- the plugin */

  function activate(app, parts, tracker) {
    const sessions = new WeakMap();
    const adopted = new WeakSet();
    const adopt = async (panel) => {
      const { context } = panel;
      await context.ready;
      // A second view of a notebook shares its context, and its cells run once.
      if (adopted.has(context) || !contentOf(context)) return;
      adopted.add(context);
      // State that widgets left in the file brings back models with scripts of their own.
      if (context.model.getMetadata("widgets")) context.model.deleteMetadata("widgets");
      const elsewhere = parts.session ? await import(parts.session) : null;
      sessions.set(context, elsewhere ? elsewhere.open(context) : new Session(context, app.serviceManager.contents));
      new Runner(parts, panel);
      // Outputs that the file brought along may have asked before this notebook was known.
      document.dispatchEvent(new CustomEvent("dabie:ready"));
    };
    document.addEventListener("dabie:open", ({ target, detail }) => {
      const panel = tracker.find((one) => one.node.contains(target));
      const session = panel && sessions.get(panel.context);
      const content = session ? session.content() : {};
      // A cell that was copied into another notebook has no place to keep answers there.
      const fits = content.course === detail.course && content.exercise === detail.exercise;
      detail.reply(fits ? session : null, fits ? "" : WORDS.foreign);
    });
    const report = (error) => console.warn("dabie:", error);
    tracker.forEach((panel) => adopt(panel).catch(report));
    tracker.widgetAdded.connect((_, panel) => adopt(panel).catch(report));
  }

  const containers = (window._JUPYTERLAB = window._JUPYTERLAB || {});
  containers.dabie = {
    init: (scope) => {
      shared = scope;
    },
    get: async () => {
      const names = ["notebook", "apputils", "coreutils"].map((name) => need(`@jupyterlab/${name}`));
      const [notebook, apputils, coreutils] = await Promise.all(names);
      const session = coreutils.PageConfig.getOption("dabieSession");
      const warn = (words) => apputils.Notification.warning(words, { autoClose: false });
      const plugin = {
        id: "dabie:exercises",
        description: "Runs the generated cell of an exercise notebook and keeps its answers in the file.",
        autoStart: true,
        requires: [notebook.INotebookTracker],
        activate: (app, tracker) => activate(app, { notebook, warn, session }, tracker),
      };
      return () => ({ __esModule: true, default: plugin });
    },
  };
})();
