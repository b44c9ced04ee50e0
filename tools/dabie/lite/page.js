// The page of one notebook: gives JupyterLite its configuration, says in Chinese how far it is.
(function () {
  "use strict";

  const { folder } = document.currentScript.dataset;
  const script = document.getElementById("jupyter-config-data");
  const root = new URL("..", location.href).pathname;
  const at = `${root}${folder}/`;
  const name = new URLSearchParams(location.search).get("path") || "";

  const bar = (part) => document.querySelector(`.dabie-lite-${part}`);

  function say(words) {
    if (bar("state").textContent !== words) bar("state").textContent = words;
  }

  /* Whatever is in the way, the same file can be worked elsewhere. */
  function trouble(words) {
    const box = bar("trouble");
    box.textContent = `${words}练习本也可以下载下来，用 JupyterLab 打开，或者回到课程网页上答。`;
    box.hidden = false;
    say("");
  }

  const STEPS = { starting: "正在准备 Python……", running: "正在打开题目……", ready: "", missing: "题目没有出来。" };
  const PATIENCE = 90000; // ms; a slow line and an old machine may take that long

  function follow() {
    const late = setTimeout(() => trouble("等了很久，练习本还没有起来：可能是网慢，也可能是网站没有配置好。"), PATIENCE);
    document.addEventListener("dabie:progress", ({ detail }) => say(STEPS[detail] || ""));
    document.addEventListener("dabie:open", () => {
      clearTimeout(late);
      bar("trouble").hidden = true;
      say(STEPS.ready);
    });
  }

  /* The kernel's worker begins to load Python now; when JupyterLite makes its own, it gets this one. */
  function startPython() {
    // With shared memory JupyterLite takes another kind of worker.
    if (window.crossOriginIsolated) return;
    const Own = window.Worker;
    let early = new Own(`${at}kernel/worker.mjs`, { type: "module" });
    window.Worker = function (address, options) {
      if (!early || !/comlink\.worker/.test(address)) return new Own(address, options);
      const given = early;
      early = null;
      return given;
    };
    window.Worker.prototype = Own.prototype;
  }

  function start() {
    const config = JSON.parse(script.textContent);
    const absolute = (settings) => {
      for (const [key, value] of Object.entries(settings)) {
        if (typeof value === "string") settings[key] = value.replace("%AT%", at).replace("%FOLDER%", `${folder}/`);
        else if (value && typeof value === "object") absolute(value);
      }
    };
    absolute(config);
    config.baseUrl = root;
    script.textContent = JSON.stringify(config);
    const bundle = document.createElement("script");
    bundle.src = `${at}build/notebooks/bundle.js`;
    bundle.setAttribute("main", "index");
    bundle.onerror = () => trouble("练习本的界面没有载入，可能断网了。");
    document.head.append(bundle);
  }

  if (/^[\w-]+\.ipynb$/.test(name)) {
    bar("file").href = `../files/${name}`;
    bar("file").hidden = false;
  }
  const missing = ["WebAssembly", "BigInt64Array", "WeakRef", "structuredClone"].filter((one) => !(one in window));
  if (missing.length) trouble("这个浏览器太旧，跑不了 Python。请换一个新的 Chrome、Edge 或 Firefox。");
  else {
    follow();
    startPython();
    start();
  }
})();
