/* JupyterLab's half of an exercise notebook, as a module-federation container written by hand:
 * nothing needs a node build. It does two things.
 *
 * It runs the generated cell of a notebook that says it is ours, once the kernel is ready, and no
 * cell of any other form. And it keeps answers in the notebook's metadata and saves the file: the
 * widget asks for that by a `dabie:open` event on its element. */
(function () {
  "use strict";

  /* Exactly what dabie.notebooks.generate writes: one call with one literal that nothing can break
   * out of. A cell that differs by a character is the reader's to run. */
  var GENERATED =
    /^from dabie\.notebooks import open_exercise\n\nopen_exercise\("[A-Za-z0-9+\/]+={0,2}"\)\n?$/;
  /* The kernel starts in the notebook's folder, and a folder that came with the notebook may hold a
   * "dabie.py" of its own: what runs by itself must not import from there. `sys` is built in. */
  var PRELUDE = "import sys; sys.path[:] = [p for p in sys.path if p]";
  var FORMAT = 1;
  var shared = {};

  /* ---- what JupyterLab shares */

  function need(name) {
    var versions = shared[name] || {};
    var known = Object.keys(versions);
    var loaded = known.filter(function (one) { return versions[one].loaded; });
    var entry = versions[loaded[0] || known[0]];
    if (!entry) return Promise.reject(new Error("JupyterLab does not share " + name));
    return Promise.resolve(entry.get()).then(function (factory) { return factory(); });
  }

  /* ---- notebooks that are ours */

  function metadataOf(panel) {
    var model = panel.model;
    var content = model && model.getMetadata("dabie");
    return content && content.format === FORMAT && typeof content.exercise === "string" ? content : null;
  }

  function generatedCells(panel) {
    return panel.content.widgets.filter(function (cell) {
      var source = cell.model.type === "code" && cell.model.sharedModel.getSource();
      return Boolean(source) && GENERATED.test(source);
    });
  }

  function isRunning(cell) {
    return cell.model.executionState === "running" || (cell.promptNode && cell.promptNode.textContent.indexOf("*") >= 0);
  }

  /** Run the generated cells now, if the kernel listens and they are not running already. */
  function run(notebook, panel) {
    var session = panel.sessionContext.session;
    var kernel = session && session.kernel;
    if (!kernel || panel.isDisposed || !metadataOf(panel)) return Promise.resolve();
    return kernel.info
      .then(function () {
        return kernel.requestExecute({ code: PRELUDE, silent: true, store_history: false, stop_on_error: false }).done;
      })
      .then(function () {
        var cells = generatedCells(panel).filter(function (cell) { return !isRunning(cell); });
        if (!cells.length || panel.isDisposed) return undefined;
        return notebook.NotebookActions.runCells(panel.content, cells, panel.sessionContext);
      });
  }

  /** Run when the notebook is there and each time a kernel is: at opening, after a restart. */
  function adopt(notebook, panel) {
    var seen = null;
    var restarted = false;
    var again = function () {
      var session = panel.sessionContext.session;
      var kernel = session && session.kernel;
      if (!kernel || (seen === kernel.id && !restarted)) return;
      seen = kernel.id;
      restarted = false;
      run(notebook, panel).catch(function (error) { console.warn("dabie:", error); });
    };
    panel.context.ready
      .then(function () {
        if (!metadataOf(panel)) return undefined;
        panel.sessionContext.kernelChanged.connect(function () { again(); });
        panel.sessionContext.statusChanged.connect(function (_, status) {
          if (status === "restarting" || status === "autorestarting") restarted = true;
          else if (status === "idle" && restarted) again();
        });
        return panel.sessionContext.ready.then(again);
      })
      .catch(function (error) { console.warn("dabie:", error); });
  }

  /* ---- answers in the file */

  /** What a widget in a notebook may do with the notebook's file; one for all its widgets. */
  function Session(panel) {
    this.panel = panel;
    this.listeners = [];
    this.wanted = false;
    this.busy = null;
    this.state = { state: "idle", at: "" };
    var session = this;
    panel.model.metadataChanged.connect(function () { session.tell(); });
    panel.context.saveState.connect(function (_, state) {
      if (state === "completed") session.report({ state: "saved", at: clock() });
    });
  }

  Session.prototype.content = function () {
    return metadataOf(this.panel) || {};
  };

  Session.prototype.watch = function (listener) {
    this.listeners.push(listener);
    listener(this.state);
    var session = this;
    return function () {
      session.listeners = session.listeners.filter(function (one) { return one !== listener; });
    };
  };

  Session.prototype.tell = function () {
    var state = this.state;
    this.listeners.slice().forEach(function (listener) { listener(state); });
  };

  Session.prototype.report = function (state) {
    this.state = state;
    this.tell();
  };

  /** Take a change over into the metadata: `responses` by item, null where one was emptied. */
  Session.prototype.put = function (change) {
    var content = Object.assign({}, this.content());
    if (change.responses) {
      content.responses = Object.assign({}, content.responses, change.responses);
      Object.keys(change.responses).forEach(function (item) {
        if (change.responses[item] === null) delete content.responses[item];
      });
    }
    if (change.learner) content.learner = change.learner;
    content.saved_at = localTime(new Date());
    this.panel.model.setMetadata("dabie", content);
  };

  /** Save the file; what comes in meanwhile is saved after it. The state tells how it went. */
  Session.prototype.save = function () {
    var session = this;
    if (session.busy) {
      session.wanted = true;
      return session.busy;
    }
    session.wanted = false;
    session.report({ state: "saving", at: "" });
    session.busy = session
      .write()
      .catch(function (error) { return { state: "failed", at: "", reason: reason(error) }; })
      .then(function (state) {
        session.busy = null;
        session.report(state);
        return session.wanted ? session.save() : state;
      });
    return session.busy;
  };

  Session.prototype.write = function () {
    var context = this.panel.context;
    var file = context.contentsModel;
    if (context.model.readOnly || (file && file.writable === false)) {
      return Promise.resolve({ state: "failed", at: "", reason: "这个文件是只读的，答案存不进去。点“交卷”把它们另存成文件。" });
    }
    return context.save().then(function () {
      // Cancelled, or refused by the server: only a clean notebook has been saved.
      if (context.model.dirty) return { state: "failed", at: "", reason: "文件没有保存成功。答案还在这个窗口里。" };
      return { state: "saved", at: clock() };
    });
  };

  /** The notebook as it stands, to hand in under a name of its own. */
  Session.prototype.notebook = function () {
    return this.panel.model.toJSON();
  };

  function reason(error) {
    if (error && error.name === "ModalCancelError") return "文件在别处改过，这里没有保存。答案还在这个窗口里。";
    return "文件没有保存成功，可能断了连接或没有权限。答案还在这个窗口里。";
  }

  function two(number) { return (number < 10 ? "0" : "") + number; }
  function clock() { var now = new Date(); return two(now.getHours()) + ":" + two(now.getMinutes()); }
  function localTime(now) {
    var offset = -now.getTimezoneOffset();
    var sign = offset < 0 ? "-" : "+";
    var away = Math.abs(offset);
    return now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate()) + "T" + two(now.getHours()) + ":" +
      two(now.getMinutes()) + ":" + two(now.getSeconds()) + sign + two(Math.floor(away / 60)) + ":" + two(away % 60);
  }

  /* ---- the plugin */

  function activate(notebook, app, tracker) {
    var sessions = new WeakMap();
    document.addEventListener("dabie:open", function (event) {
      var panel = tracker.find(function (one) { return one.node.contains(event.target); });
      var content = panel && metadataOf(panel);
      var asked = event.detail || {};
      // A cell that was copied into another notebook has no place to keep answers there.
      if (!content || content.course !== asked.course || content.exercise !== asked.exercise) return;
      if (!sessions.has(panel)) sessions.set(panel, new Session(panel));
      asked.reply(sessions.get(panel));
    });
    tracker.forEach(function (panel) { adopt(notebook, panel); });
    tracker.widgetAdded.connect(function (_, panel) { adopt(notebook, panel); });
  }

  var containers = (window._JUPYTERLAB = window._JUPYTERLAB || {});
  containers.dabie = {
    init: function (scope) { shared = scope; },
    get: function () {
      return need("@jupyterlab/notebook").then(function (notebook) {
        var plugin = {
          id: "dabie:exercises",
          description: "Runs the generated cell of an exercise notebook and keeps its answers in the file.",
          autoStart: true,
          requires: [notebook.INotebookTracker],
          activate: function (app, tracker) { activate(notebook, app, tracker); },
        };
        return function () { return { __esModule: true, default: plugin }; };
      });
    },
  };
})();
