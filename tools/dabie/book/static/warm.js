// Begins to fetch what a notebook in the browser needs, once a reader makes for the link to it.

/** Fetch into the browser's cache what the notebook at an address will ask for, in any case. */
export async function warm(address) {
  if (isSpared()) return;
  const room = new URL("../", address);
  const { folder, first } = await (await fetch(new URL("folder.json", room))).json();
  await Promise.all(first.map((name) => take(new URL(`${folder}/${name}`, room))));
}

/** Tell whether the line is metered, or the reader wants little to go over it. */
function isSpared() {
  const { saveData, type } = navigator.connection || {};
  return saveData || type === "cellular" || matchMedia("(prefers-reduced-data: reduce)").matches;
}

async function take(address) {
  // Read to its end, or the browser would not keep it.
  await (await fetch(address, { priority: "low" })).blob();
}
