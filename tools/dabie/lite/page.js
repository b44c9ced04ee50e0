// The page of one notebook: its text is there; JupyterLab is loaded beside it and takes its place
// once the items can be answered.
(function () {
  "use strict";

  const { folder, notebook } = document.currentScript.dataset;
  const script = document.getElementById("jupyter-config-data");
  const root = new URL("..", location.href).pathname;
  const at = `${root}${folder}/`;
  const { classList } = document.body;

  const bar = (part) => document.querySelector(`.dabie-lite-${part}`);

  function say(words) {
    if (bar("state").textContent !== words) bar("state").textContent = words;
  }

  /* Whatever is in the way, the same file can be worked elsewhere. */
  function trouble(words) {
    const box = bar("trouble");
    box.textContent = `${words}题目可以在这里读；要作答，回到课程网页，或者下载练习本，用 JupyterLab 打开。`;
    box.hidden = false;
    say("");
  }

  const STEPS = { starting: "可以先读题，Python 快好了……", running: "正在打开题目……", missing: "题目没有出来。" };
  const PATIENCE = 90000; // ms; a slow line and an old machine may take that long

  function follow() {
    const late = setTimeout(() => trouble("等了很久，练习本还没有起来：可能是网慢，也可能是网站没有配置好。"), PATIENCE);
    document.addEventListener("dabie:progress", ({ detail }) => !classList.contains("dabie-lite-stands") && say(STEPS[detail] || ""));
    document.addEventListener("dabie:open", () => {
      clearTimeout(late);
      bar("trouble").hidden = true;
      // What the items ask for when they are drawn comes in the same frame.
      requestAnimationFrame(() => requestAnimationFrame(stand));
    });
  }

  /* The notebook takes the place of its text, and what was being read stays where it is. */
  function stand() {
    if (classList.contains("dabie-lite-stands")) return;
    const { height } = document.querySelector(".dabie-lite-bar").getBoundingClientRect();
    const items = Array.from(document.querySelectorAll(".dabie-lite-reading [data-item]"));
    // On a screen of a few lines all of them may have been scrolled past.
    const read = items.find((one) => one.getBoundingClientRect().bottom > height) || items[items.length - 1];
    const { top } = read.getBoundingClientRect();
    const scrolled = window.scrollY > 0;
    // The items in words, for where nothing runs: here they would stand twice.
    document.querySelectorAll(".jp-MarkdownCell").forEach((cell, place) => place && cell.classList.add("dabie-lite-told"));
    classList.add("dabie-lite-stands");
    bar("reading").remove(); // nothing is there twice
    say("");
    const live = document.querySelector(`#main [data-item="${read.dataset.item}"]`);
    const scroller = live && live.closest(".jp-WindowedPanel-outer, .jp-NotebookPanel-notebook");
    if (scroller && scrolled) scroller.scrollTop += live.getBoundingClientRect().top - top;
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

  function startJupyter() {
    const { theme } = document.documentElement.dataset;
    const dark = theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    const words = { "%AT%": at, "%FOLDER%": `${folder}/`, "%THEME%": dark ? "JupyterLab Dark" : "JupyterLab Light" };
    const config = JSON.parse(script.textContent, (_, value) => (typeof value === "string" ? value.replace(/%[A-Z]+%/, (name) => words[name]) : value));
    config.baseUrl = root;
    config.disabledExtensions.push(`@jupyterlab/theme-${dark ? "light" : "dark"}-extension`);
    script.textContent = JSON.stringify(config);
    history.replaceState(history.state, "", `?path=${notebook}${location.hash}`);
    const bundle = document.createElement("script");
    bundle.src = `${at}build/notebooks/bundle.js`;
    bundle.setAttribute("main", "index");
    bundle.onerror = () => trouble("练习本的界面没有载入，可能断网了。");
    document.head.append(bundle);
  }

  const missing = ["WebAssembly", "BigInt64Array", "WeakRef", "structuredClone"].filter((one) => !(one in window));
  if (missing.length) trouble("这个浏览器太旧，跑不了 Python；要在这里作答，换一个新的 Chrome、Edge 或 Firefox。");
  else {
    follow();
    startPython();
    startJupyter();
  }
})();
