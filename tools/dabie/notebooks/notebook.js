// The notebook that is handed in from a notebook: the open one with the answers, however little is left of it.

import { record } from "../view/stored.js";

const PATIENCE = 3000; // ms for the kernel to give the unanswered notebook

/** Return the text of the notebook to hand in: the open one, the kernel's, or one made here. */
export async function notebook(desk, content) {
  const found = desk.session ? desk.session.notebook() : (await fresh(desk)) || made(desk);
  for (const cell of found.cells) if (cell.cell_type === "code") Object.assign(cell, { outputs: [], execution_count: null });
  const { dabie, ...others } = found.metadata;
  // What widgets left behind is of no use elsewhere, and can be large.
  delete others.widgets;
  return `${JSON.stringify({ ...found, metadata: { ...others, dabie: { ...record(dabie), ...content } } }, null, 1)}\n`;
}

/** Ask the kernel for the notebook as it was generated; null if it does not answer. */
function fresh({ model }) {
  return new Promise((done) => {
    const end = (found) => {
      clearTimeout(timer);
      model.off("msg:custom", hear);
      done(found);
    };
    const hear = (message) => {
      if (typeof record(message).notebook === "string") end(JSON.parse(message.notebook));
    };
    const timer = setTimeout(() => end(null), PATIENCE);
    model.on("msg:custom", hear);
    model.send({ ask: "notebook" });
  });
}

/** The least that opens again: the title, and the cell with the exercise in it. */
function made({ content }) {
  const bytes = new TextEncoder().encode(JSON.stringify(content));
  const literal = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  const title = content.title.replace(/[!-/:-@[-`{-~]/g, "\\$&");
  return {
    cells: [
      { cell_type: "markdown", id: "intro", metadata: {}, source: `# ${title}` },
      {
        cell_type: "code",
        id: "exercise",
        metadata: { jupyter: { source_hidden: true }, tags: ["dabie"] },
        source: `from dabie.notebooks import open_exercise\n\nopen_exercise("${literal}")`,
      },
    ],
    metadata: { kernelspec: { display_name: "Python 3 (ipykernel)", language: "python", name: "python3" } },
    nbformat: 4,
    nbformat_minor: 5,
  };
}
