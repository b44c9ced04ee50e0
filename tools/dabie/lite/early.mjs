// What the kernel takes for Pyodide: begins to load it at once and does the kernel's first imports,
// so that all of that is done, or under way, by the time the kernel asks.

const here = new URL(".", import.meta.url).href;
const FIRST = "import piplite.piplite, pyodide_kernel, dabie.notebooks.widget";
let begun;

async function begin() {
  const { loadPyodide } = await import("./pyodide.mjs");
  const pyodide = await loadPyodide({ indexURL: here, packages: ["dabie-kernel"], lockFileURL: `${here}pyodide-lock.json` });
  await pyodide.runPythonAsync(FIRST);
  return pyodide;
}

export function loadPyodide() {
  begun = begun || begin();
  return begun;
}

loadPyodide().catch(() => {}); // whoever asks is told
