// Runs the generated cell of a notebook that says it is ours, once the kernel is ready, and no cell of
// any other form.

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
const MISSING = "这个内核里没有装 dabie，题目出不来。请装好以后重新打开，或到课程网页里打开这个文件接着答。";

function generatedCells(panel) {
  return panel.content.widgets.filter(
    (cell) => cell.model.type === "code" && GENERATED.test(cell.model.sharedModel.getSource()),
  );
}

function isRunning(cell) {
  return cell.model.executionState === "running" || Boolean(cell.promptNode && cell.promptNode.textContent.includes("*"));
}

/** Runs the generated cells of one notebook: at opening, after a restart, when loaded anew. */
export class Runner {
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
      if (prepared === "missing") this.parts.warn(MISSING);
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
