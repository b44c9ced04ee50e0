// A long answer, for a reviewer, with the rubric it is reviewed by.

import { fill, h, on, set } from "../draw.js";
import { icon } from "../symbols.js";
import { list, points, text } from "../values.js";

const MAX_TEXT = 20000; // characters of a long answer that count

export const longFillIn = (item, { id, emit }) => {
  const input = h("textarea.field", { rows: 6, "aria-label": "你的回答" });
  const saved = h("span");
  const count = h("span");
  // One table: a list on the screen, in print a table that is never folded.
  const levels = list(item.rubric).map((row) => list(row.levels).map((words, score) =>
    h("td", {}, h("b", {}, String(score), h("span.screen", {}, " 分")), ` ${words}`)));
  const rubric = h("table.rubric", { id: `${id}-t` }, ...levels.map((cells, at) =>
    h("tr", {}, h("th", { scope: "row" }, item.rubric[at].criterion), ...cells,
      h("td.print", {}, at ? "" : "得分"))));
  const fold = h("button.fold", { type: "button", "aria-controls": `${id}-t` },
    icon("fold"), `评分标准（共 ${points(item.max_score)} 分）`);
  const open = (is) => {
    rubric.hidden = !is;
    set(fold, { "aria-expanded": String(is) });
  };
  // On paper a line for twenty of the characters asked for.
  const most = Math.max(100, ...(item.prompt.match(/\d+(?=\s?字)/g) || []));
  const lines = Array.from({ length: Math.min(25, Math.ceil(most / 20)) }, () => h("div.line"));
  let drawn = false;
  on(fold, "click", () => open(rubric.hidden));
  on(input, "input", () => {
    const kept = Array.from(input.value).slice(0, MAX_TEXT).join("");
    emit(kept.trim() ? kept : null);
  });
  return {
    area: h("div", {}, input, h("div.print", {}, ...lines),
      h("div.below", {}, saved, count), fold, rubric),
    unready: "先写几句",
    fields: [input],
    write: (response) => {
      input.value = text(response);
      if (!drawn) open(!input.value); // afterwards the fold stays as the reader left it
      drawn = true;
    },
    show: (now) => {
      const size = Array.from(input.value).length;
      input.readOnly = now.frozen;
      fill(saved, now.saved && now.answered && !now.frozen ? `自动保存于 ${now.saving.at}` : "");
      fill(count, now.frozen ? "" : `${size} / ${MAX_TEXT} 字`);
      if (now.review) open(true);
      levels.forEach((cells, at) => cells.forEach((cell, score) => {
        const reached = now.review && list(now.review.levels)[at] === score;
        set(cell, { "data-tone": reached && "picked", "aria-current": reached && "true" });
      }));
      return size > MAX_TEXT && `超出 ${MAX_TEXT} 字的部分不能保存`;
    },
  };
};
