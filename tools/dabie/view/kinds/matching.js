// Each on the left gets one of the right, by a list to choose from.

import { h, on } from "../draw.js";
import { icon } from "../symbols.js";
import { markPart } from "../tone.js";
import { list, own, text } from "../values.js";
import { partial } from "./parts.js";

export const matching = (item, { emit }) => {
  const right = list(item.right);
  const textOf = (key) => (right.find((each) => each.id === key) || {}).text;
  const rows = list(item.left).map((left) => {
    const select = h("select.field", { "aria-label": left.text }, h("option", { value: "" }, "请选择"),
      ...right.map((each) => h("option", { value: each.id }, each.text)));
    const tag = h("span.tag");
    const row = h("div.pair", {}, h("div.left", {}, h("span.text", {}, left.text), tag),
      h("div.select", {}, select, icon("fold")));
    return { id: left.id, select, tag, row };
  });
  const area = h("div", {}, h("div.print", {}, `从这里选：${right.map((each) => each.text).join("、")}`),
    ...rows.map(({ row }) => row));
  on(area, "change", () => emit(partial(rows.map((row) => [row.id, row.select.value]))));
  const hint = (response) => {
    const open = rows.filter((row) => !own(response, row.id)).length;
    return open ? `还有 ${open} 行没配；没配的不得分` : "";
  };
  return {
    area,
    hint,
    unready: hint(null),
    write: (response) => rows.forEach(({ id, select }) => {
      select.value = text(own(response, id));
      if (select.selectedIndex < 0) select.value = "";
    }),
    show: (now) => rows.forEach(({ id, select, tag }) => {
      select.disabled = now.frozen;
      markPart(select, tag, now, id, () => `配“${textOf(own(item.key, id))}”`);
    }),
    partly: ({ hits, of }) => `${of} 行对了 ${hits} 行。`,
  };
};
