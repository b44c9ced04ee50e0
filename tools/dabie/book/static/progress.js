// How far the learner is: cells and words in the top bar, figures in the sidebar.

import { make } from "../../view/html.js";

/** Keep the top bar's cells and words of an exercise up to date. */
export function showCells(bar, draft) {
  const cells = make("span.dabie-cells", { "aria-hidden": "true" });
  const words = make("span.dabie-progress-words");
  bar.textContent = "";
  bar.append(cells, make("span.dabie-unseen", {}, "已答 "), words);
  draft.watch(() => {
    words.textContent = `${draft.answered().length} / ${draft.items.length} 题`;
    draft.items.forEach((id, at) => {
      const cell = cells.children[at] || cells.appendChild(make("span.dabie-cell"));
      cell.dataset.state = draft.state(id);
    });
  });
}

/** Keep a narrow place's progress up to date: 9/13, nothing before the start. */
export function showShort(place, draft) {
  draft.watch(() => {
    const done = draft.answered().length;
    place.textContent = done ? `${done}/${draft.items.length}` : "";
  });
}

/** Keep the sum over all exercises up to date: 全书 42 / 156 题. */
export function showTotal(place, drafts) {
  const show = () => {
    const sum = (count) => drafts.reduce((total, draft) => total + count(draft), 0);
    const done = sum((draft) => draft.answered().length);
    place.textContent = `全书 ${done} / ${sum((draft) => draft.items.length)} 题`;
  };
  drafts.forEach((draft) => draft.watch(show));
}
