// One number, with its unit.

import { h, on } from "../draw.js";
import { markPart } from "../tone.js";
import { text } from "../values.js";
import { textInput } from "./parts.js";

export const numeric = (item, { emit }) => {
  const unit = item.unit || "";
  const input = textInput(unit ? `答案，单位：${unit}` : "答案", { inputmode: "decimal" });
  const tag = h("span.tag");
  on(input, "input", () => emit(input.value.trim() ? input.value : null));
  return {
    area: h("div.number-area", {}, input, unit, tag),
    unready: "先填一个空",
    fields: [input],
    malformed: () => {
      const example = item.key === "3650" ? "4100" : "3650"; // never the key
      return `这里要填阿拉伯数字，例如 ${example}。写“${example.replace(/(...)$/, ",$1")}”` +
        `${unit && `“${example}${unit}”`}也可以。`;
    },
    write: (response) => { input.value = text(response); },
    show: (now) => {
      input.readOnly = now.frozen;
      markPart(input, tag, now, "value", () => `填 ${item.key}`);
    },
  };
};
