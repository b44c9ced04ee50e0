// The home page: how far every exercise is, and the way back to where the learner was last.

import { make } from "../../view/html.js";
import { icon } from "../../view/icons.js";
import { parse, record } from "../../view/stored.js";
import { get } from "./store.js";

/** Keep a row's progress up to date: 未开始, bar and count, 学完. */
export function showRow(row, draft) {
  draft.watch(() => {
    const [done, all] = [draft.answered().length, draft.items.length];
    row.textContent = "";
    row.classList.toggle("dabie-unbegun", !done);
    if (!done) row.append("未开始");
    else if (done === all) row.append(make("span.dabie-done", {}, icon("right"), "学完"));
    else {
      const bar = make("span.dabie-bar", { "aria-hidden": "true" }, make("span"));
      bar.firstChild.style.width = `${(100 * done) / all}%`;
      row.append(make("span.dabie-progress-words", {}, `${done} / ${all} 题`), bar);
    }
  });
}

/** On the home page: turn 从第一章开始 into 接着学, and say beside it how far that chapter is. */
export function showContinue(link, note, store, exercises, draftOf) {
  const first = [link.textContent, link.getAttribute("href"), note && note.textContent];
  const show = () => {
    const { url, title, section } = record(parse(get(`${store.base}last`)));
    const site = new URL(".", location.href).href;
    let target = null;
    try {
      target = new URL(url, location.href);
    } catch {
      // Then there is no last page.
    }
    // Only a page of this site: what storage holds is not to be trusted with an address.
    const known = typeof title === "string" && title && target && target.href.startsWith(site);
    link.textContent = known ? `接着学：${title}${section ? ` ${section}` : ""}` : first[0];
    link.setAttribute("href", known ? target.href : first[1]);
    if (!note) return;
    const page = known && target.href.split("#")[0];
    const exercise = exercises.find((one) => new URL(one.url, location.href).href.split("#")[0] === page);
    note.textContent = first[2];
    if (!exercise) return;
    const draft = draftOf(exercise.id);
    note.textContent = `上次学到“${exercise.title}”，已答 ${draft.answered().length} / ${draft.items.length} 题`;
  };
  addEventListener("pageshow", show);
  exercises.forEach(({ id }) => draftOf(id).watch(show));
}
