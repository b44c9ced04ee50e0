// Runs compile.py in the very Python that will load what it makes: only that one's bytecode fits.
// Arguments: Pyodide's folder, the folder with compile.py, the folder of what it takes, and of what it makes.

import { pathToFileURL } from "node:url";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const [pyodideFolder, scripts, taken, made] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(join(pyodideFolder, "pyodide.mjs")).href);
const pyodide = await loadPyodide({ indexURL: pyodideFolder });
for (const [place, folder] of [["/taken", taken], ["/made", made], ["/pyodide", pyodideFolder]]) {
  pyodide.FS.mkdirTree(place);
  pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root: folder }, place);
}
pyodide.runPython(readFileSync(join(scripts, "compile.py"), "utf-8"), { filename: "compile.py" });
