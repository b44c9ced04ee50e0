/* JupyterLab's and Notebook 7's half of an exercise notebook, as a module-federation container
 * written by hand: nothing needs a node build. It does two things, each a module beside it.
 *
 * It runs the generated cell of a notebook that says it is ours (runner.js). And it keeps answers in
 * the notebook's metadata and saves the file (session.js): the widget asks for that by a `dabie:open`
 * event on its element. A page that keeps answers elsewhere names a module in its configuration,
 * whose `open(context)` gives the session to use. */
(function () {
  "use strict";

  const here = document.currentScript.src;
  const FORMAT = 1;
  const FOREIGN = "这个文件不是这份练习的练习本，答案不会留在里面：离开之前点“交卷”，把它们存成文件。";

  let shared = {};

  /** Return a module that JupyterLab shares: the one it uses, else the only one it offers. */
  async function need(name) {
    const versions = Object.values(shared[name] || {});
    const entry = versions.find((one) => one.loaded) || versions[0];
    if (!entry) throw new Error(`JupyterLab does not share ${name}`);
    return (await entry.get())();
  }

  function contentOf(context) {
    const content = context.model && context.model.getMetadata("dabie");
    const ours = content && content.format === FORMAT && typeof content.exercise === "string";
    return ours ? content : null;
  }

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
      const elsewhere = parts.elsewhere && (await import(parts.elsewhere));
      sessions.set(context, elsewhere ? elsewhere.open(context) : new parts.Session(context, app.serviceManager.contents));
      new parts.Runner(parts, panel);
      // Outputs that the file brought along may have asked before this notebook was known.
      document.dispatchEvent(new CustomEvent("dabie:ready"));
    };
    document.addEventListener("dabie:open", ({ target, detail }) => {
      const panel = tracker.find((one) => one.node.contains(target));
      const session = panel && sessions.get(panel.context);
      const content = session ? session.content() : {};
      // A cell that was copied into another notebook has no place to keep answers there.
      const fits = content.course === detail.course && content.exercise === detail.exercise;
      detail.reply(fits ? session : null, fits ? "" : FOREIGN);
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
      const modules = ["runner.js", "session.js"].map((name) => import(new URL(name, here).href));
      const [notebook, apputils, coreutils, { Runner }, { Session }] = await Promise.all([...names, ...modules]);
      const elsewhere = coreutils.PageConfig.getOption("dabieSession");
      const warn = (words) => apputils.Notification.warning(words, { autoClose: false });
      const plugin = {
        id: "dabie:exercises",
        description: "Runs the generated cell of an exercise notebook and keeps its answers in the file.",
        autoStart: true,
        requires: [notebook.INotebookTracker],
        activate: (app, tracker) => activate(app, { notebook, warn, elsewhere, Runner, Session }, tracker),
      };
      return () => ({ __esModule: true, default: plugin });
    },
  };
})();
