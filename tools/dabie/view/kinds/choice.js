// One option or several; arrow keys move, Space picks.

import { fill, h, on } from "../draw.js";
import { icon } from "../symbols.js";
import { mark } from "../tone.js";
import { list, own, text } from "../values.js";
import { shortOf } from "./parts.js";

const counts = ({ hits, faults, of }) =>
  `选对 ${hits} 项${of > hits ? `，漏选 ${of - hits} 项` : ""}` +
  `${faults ? `，多选 ${faults} 项；多选 ${faults} 项要抵掉 ${faults} 项选对的` : ""}。`;

export const choice = (item, { id, emit }) => {
  const rows = list(item.options).map((option) => {
    const input = h("input.input", {
      type: item.multiple ? "checkbox" : "radio", name: id, "aria-label": option.text,
    });
    const tag = h("span.tag");
    const feedback = h("span.feedback");
    const row = h("label.option", {}, input, h("span.dot", {}, icon("tick")),
      h("span.text", {}, option.text), tag, feedback);
    return { id: option.id, input, tag, feedback, row };
  });
  const area = h("div" + shortOf(item), { role: item.multiple ? "group" : "radiogroup" },
    ...rows.map(({ row }) => row));
  on(area, "change", () => {
    const chosen = rows.filter(({ input }) => input.checked).map((row) => row.id);
    emit(chosen.length ? chosen : null);
  });
  // Natively an arrow checks the radio it moves to; here it only moves, and Space picks.
  on(area, "keydown", (event) => {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (item.multiple || !step) return;
    event.preventDefault();
    const at = rows.findIndex(({ input }) => input === event.target);
    rows[(at + step + rows.length) % rows.length].input.focus();
  });
  // While one radio has the focus it is the group's only stop: Tab leaves, even past the checked one.
  const stop = (only) => rows.forEach(({ input }) => { input.tabIndex = only && input !== only ? -1 : 0; });
  on(area, "focusin", (event) => stop(!item.multiple && event.target));
  on(area, "focusout", () => stop());
  return {
    area,
    unready: "先选一项",
    write: (response) => rows.forEach((row) => { row.input.checked = list(response).includes(row.id); }),
    show: (now) => rows.forEach(({ id: option, row, input, tag, feedback }) => {
      const given = own(now.marks, option);
      const missed = given === "missed";
      const tone = missed && !now.revealed ? "" : given;
      const words = missed ? "应当选" : item.multiple && tone === "right" ? "选对" : "你选的";
      const said = tone ? text(own(item.feedback, option)) : "";
      input.disabled = now.frozen;
      mark(row, tag, tone || (input.checked && "picked"), tone && words);
      // “漏选：对。……” would contradict itself.
      fill(feedback, missed && said && item.multiple ? `漏选：${said.replace(/^对[。：:，,]\s*/, "")}` : said);
    }),
    partly: counts,
  };
};
