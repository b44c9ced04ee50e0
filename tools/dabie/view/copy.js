// Texts to the clipboard: the hand-in's and, where nothing can be saved, a single answer's.

import { make } from "./html.js";

export const FAILED = "没能复制，长按文本框全选后复制";

/** Say how much was copied, as people count: characters, not bytes. */
export function counted(text) {
  return `${Array.from(text).length.toLocaleString("en-US")} 字`;
}

/** Copy what a text box holds; tell whether it worked. */
export async function copyFrom(box) {
  // Plain http on an intranet has no clipboard of this kind, only the old command.
  if (window.isSecureContext && navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(box.value);
      return true;
    } catch {
      // Refused: try the old way.
    }
  }
  const held = document.activeElement;
  select(box);
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  } finally {
    if (held && held.focus) held.focus();
  }
}

/** Select all of a text box, on iOS too. */
export function select(box) {
  box.focus();
  box.setSelectionRange(0, box.value.length);
}

/** Copy one answer in words, and say so below its item. */
export async function copyAnswer(host, model) {
  let place = host.querySelector(".dabie-copied");
  if (!place) place = host.appendChild(make("div.dabie-copied", { role: "status" }));
  const box = make("textarea.dabie-copy-text", { readonly: "", rows: "4", "aria-label": "答案文本" });
  box.value = inWords(model.get("number"), model.get("item"), model.get("response"));
  place.textContent = "";
  place.append(box);
  const done = await copyFrom(box);
  if (done) place.textContent = `已复制 ${counted(box.value)}`;
  else place.append(make("p", {}, FAILED));
}

function inWords(number, item, response) {
  const name = (list, id) => (list.find((one) => one.id === id) || { text: id }).text;
  const lines = {
    choice: (given) => given.map((id) => name(item.options, id)),
    sequencing: (given) => given.map((id, at) => `${at + 1}. ${name(item.options, id)}`),
    matching: (given) => Object.keys(given).map((id) => `${name(item.left, id)}：${name(item.right, given[id])}`),
    "fill-in": (given) => item.blanks.map((id, at) => `第${at + 1}空：${given[id] || ""}`),
  }[item.kind];
  const said = response === null ? ["未作答"] : lines ? lines(response) : [response];
  return [`第 ${number} 题`, ...said].join("\n");
}
