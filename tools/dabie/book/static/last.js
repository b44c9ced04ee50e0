// Where the learner was last: written here, read by the home page.

import { put } from "./store.js";

/** On a chapter's page: keep its address and the section in sight whenever the reader leaves. */
export function rememberPage(store, label) {
  const keep = () => {
    const passed = Array.from(document.querySelectorAll("h2"))
      .filter((heading) => heading.closest("[id]") && heading.getBoundingClientRect().top < innerHeight / 2)
      .pop();
    // The section's own number, if its title has one: 6.3
    const [number] = (passed && /^\s*\d+\.\d+/.exec(passed.textContent)) || [""];
    const hash = passed ? `#${encodeURIComponent(passed.closest("[id]").id)}` : "";
    const last = { url: location.pathname + hash, title: label, section: number.trim() };
    // Who cleared the device leaves no trace of what was read before.
    if (!store.cleared) put(`${store.base}last`, JSON.stringify(last));
  };
  requestAnimationFrame(keep); // with the first drawing, which lays everything out anyway
  addEventListener("pagehide", keep);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") keep();
  });
}
