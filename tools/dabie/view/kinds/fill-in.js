// Blanks inside the prompt.

import { h, on } from "../draw.js";
import { markPart } from "../tone.js";
import { list, own, text } from "../values.js";
import { partial, textInput } from "./parts.js";

export const fillIn = (item, { prompt, blanks, emit }) => {
  const area = h("div.results");
  const rows = list(item.blanks).map((id, at) => {
    const input = textInput(`第 ${at + 1} 空`);
    const tag = h("span.tag");
    const result = h("span", {}, `第${at + 1}空 `, tag);
    (blanks[id] || prompt).append(input);
    area.append(result);
    return { id, input, tag, result };
  });
  const widen = ({ input }) => { input.style.width = `${Math.max(5.2, input.value.length + 1.6)}em`; };
  on(prompt, "input", () => {
    rows.forEach(widen);
    emit(partial(rows.map(({ id, input }) => [id, input.value.trim() && input.value])));
  });
  return {
    area,
    unready: "先填一个空",
    fields: rows.map(({ input }) => input),
    write: (response) => rows.forEach((row) => {
      row.input.value = text(own(response, row.id));
      widen(row);
    }),
    show: (now) => rows.forEach(({ id, input, tag, result }) => {
      input.readOnly = now.frozen;
      result.hidden = !markPart(input, tag, now, id, () => `填“${list(own(item.key, id))[0]}”`);
    }),
    partly: ({ hits, of }) => `${of} 空对了 ${hits} 空。`,
  };
};
