// The page's host: brings items to life as the reader comes near, keeps their answers, and loads
// what is rarely needed (dialogs, files, clipboard) only when asked for.

import { carried, make } from "../../view/html.js";
import view from "../../view/item.js";
import { Model } from "../../view/model.js";
import { Draft } from "./draft.js";
import { rememberPage } from "./last.js";
import { showCells, showShort, showTotal } from "./progress.js";
import { Store } from "./store.js";
import { Strip } from "./strip.js";

// Nothing above the reader's place may move it; most browsers see to that themselves.
const ANCHORED = window.CSS && CSS.supports("overflow-anchor", "auto");

const all = (selector) => Array.from(document.querySelectorAll(selector));

/** What the parts of a page share: the device's store, the drafts, the items' places. */
const page = {
  store: null,
  drafts: new Map(),
  places: [],
  exercises: [],
  /** Bring an item into view and put the focus on it. */
  go(exercise, id) {
    const place = page.places.find((one) => one.exercise === exercise && one.id === id);
    if (!place) return;
    bringToLife(place);
    place.host.tabIndex = -1;
    place.host.focus({ preventScroll: true });
    place.host.scrollIntoView();
  },
};

begin();

/** The page may still be parsed: the first item comes to life when it is there, the rest with the whole. */
function begin() {
  page.store = new Store(document.documentElement.dataset.dabieCourse || "");
  keepUp();
  if (document.readyState !== "loading") return complete();
  const watch = new MutationObserver(() => { if (first()) watch.disconnect(); });
  if (!first()) watch.observe(document, { childList: true, subtree: true });
  document.addEventListener("readystatechange", () => {
    watch.disconnect();
    complete();
  }, { once: true });
}

/** Bring the first item to life; tell whether it was there. */
function first() {
  all(".dabie-host").slice(0, 1).forEach(prepare);
  page.places.forEach(bringToLife);
  return page.places.length > 0;
}

function complete() {
  const strips = all(".dabie-handin").map((element) => ({ element, meta: carried(element, "dabie-exercise") }));
  const listed = all("script.dabie-exercises").map((script) => carried(script.parentNode, "dabie-exercises"))[0];
  const exercises = Array.isArray(listed) ? listed : [];
  page.exercises = exercises;
  for (const { meta } of strips) draftOf(meta.exercise, meta.items);
  for (const one of exercises) draftOf(one.id, one.items);

  all(".dabie-host").forEach(prepare);
  if (page.places.length) bringToLife(page.places[0]);
  watchPlaces();

  for (const { element, meta } of strips) {
    if (meta.exercise) new Strip(page, element, meta, draftOf(meta.exercise));
  }
  all(".dabie-progress[data-exercise]").forEach((bar) => {
    const draft = draftOf(bar.dataset.exercise);
    if (draft.items.length) showCells(bar, draft);
  });
  all("[data-progress][data-short]").forEach((place) => showShort(place, draftOf(place.dataset.progress)));
  all("[data-progress-total]").forEach((place) =>
    showTotal(place, exercises.map((one) => draftOf(one.id))),
  );
  all("[data-dabie-clear]").forEach((button) => {
    button.hidden = false;
    const status = make("span.dabie-cleared", { role: "status" });
    button.after(status);
    const said = (words) => status.append(words);
    button.addEventListener("click", async () => {
      status.textContent = "";
      try {
        (await import("./press.js")).confirmClear({ page, title: "清除本机答案", opener: button, said });
      } catch {
        said("没有连上网站，还没有清除。过一会儿再点。");
      }
    });
  });
  visit(exercises).catch(console.error); // the page's own words stay
}

/** The draft of an exercise, one for the whole page. */
function draftOf(exercise, items) {
  if (!page.drafts.has(exercise)) page.drafts.set(exercise, new Draft(page.store, exercise));
  const draft = page.drafts.get(exercise);
  if (Array.isArray(items)) draft.list(items);
  return draft;
}

/** Give a place its model, once: the same for an item that stands twice on the page. */
function prepare(host) {
  const { item: id, exercise, number, mode } = host.dataset;
  if (page.places.some((one) => one.host === host)) return;
  const definition = carried(host, "dabie-definition");
  if (!id || definition.id !== id) return; // also of a place that is parsed in part only
  const draft = draftOf(exercise);
  try {
    if (!draft.models.has(id)) {
      const values = { item: definition, number: Number(number), mode, locked: false, review: null, request: null };
      const model = new Model({ ...values, response: null, checked: false, revealed: false, outcome: null }, () => draft.commit());
      draft.add(model);
      model.on("change:request", () => answer(host, draft, model));
    }
  } catch (error) {
    return console.error(error); // the static item stays readable
  }
  const model = draft.models.get(id);
  page.places.push({ host, id, exercise, model, alive: false });
  host.addEventListener("focusout", () => {
    if (mode === "assessment") draft.judge(model);
  });
}

/** Do what the view asks for by a button of its own. */
function answer(host, draft, model) {
  const { name } = model.get("request") || {};
  if (name === "save-again") draft.flush();
  if (name === "load-new") draft.load();
  if (name === "copy-answer") {
    import("./press.js").then(({ copyAnswer }) => copyAnswer(host, model)).catch(console.error);
  }
}

/** Replace the static item by the live one. */
function bringToLife(place) {
  if (place.alive) return;
  place.alive = true;
  const { host, model } = place;
  const before = Array.from(host.childNodes);
  const element = document.createElement("div");
  const stood = ANCHORED ? null : host.getBoundingClientRect();
  host.textContent = "";
  host.append(element);
  try {
    view.render({ model, el: element });
  } catch (error) {
    console.error(error);
    host.textContent = "";
    host.append(...before);
    return;
  }
  if (stood && stood.bottom < 0) scrollBy(0, host.getBoundingClientRect().height - stood.height);
}

function watchPlaces() {
  const everything = () => page.places.forEach(bringToLife);
  addEventListener("beforeprint", everything);
  if (typeof IntersectionObserver !== "function") return everything();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        observer.unobserve(target);
        bringToLife(page.places.find(({ host }) => host === target));
      }
    },
    { rootMargin: "600px" },
  );
  page.places.forEach(({ host }) => observer.observe(host));
  // A key held down is faster than the scrolling that follows it: what comes next must be there.
  document.addEventListener("keydown", ({ key, shiftKey }) => {
    if (key !== "Tab") return;
    const side = shiftKey ? Node.DOCUMENT_POSITION_PRECEDING : Node.DOCUMENT_POSITION_FOLLOWING;
    // Where nothing has the focus, the browser goes on from where the reader pressed last.
    const active = document.activeElement;
    const from = (active === document.body && getSelection().anchorNode) || active || document.body;
    const ahead = page.places.filter(({ host }) => from.compareDocumentPosition(host) & side);
    const next = ahead[shiftKey ? ahead.length - 1 : 0];
    if (next) bringToLife(next);
  });
  const targeted = () => {
    // Item ids are slugs: an address that needs decoding is not one of ours.
    const place = page.places.find(({ host }) => host.id && `#${host.id}` === location.hash);
    if (!place) return;
    // All before it too, so that it stays where the browser scrolled to.
    page.places.slice(0, page.places.indexOf(place) + 1).forEach(bringToLife);
    place.host.scrollIntoView();
  };
  addEventListener("hashchange", targeted);
  targeted();
}

/** Remember a chapter's page; on the home page show how far everything is. */
async function visit(exercises) {
  const title = document.querySelector("h1");
  const label = document.documentElement.dataset.dabieChapter || (title && title.firstChild && title.firstChild.textContent.trim());
  if (page.places.length && label) rememberPage(page.store, label);
  const link = document.querySelector("[data-dabie-continue]");
  const rows = all("[data-progress]:not([data-short])");
  if (!link && !rows.length) return;
  const { showContinue, showRow } = await import("./home.js");
  rows.forEach((row) => showRow(row, draftOf(row.dataset.progress)));
  const note = document.querySelector("[data-dabie-continue-note]");
  if (link) showContinue(link, note, page.store, exercises, draftOf);
}

/** Keep the page and the device in step, across windows and when the page is left or comes back. */
function keepUp() {
  const each = (act) => () => page.drafts.forEach((draft) => act(draft));
  const flush = each((draft) => draft.flush());
  const look = each((draft) => draft.look());
  addEventListener("pagehide", flush);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") flush();
    else look();
  });
  addEventListener("storage", ({ key }) => {
    if (key === null || key.startsWith(page.store.base)) look();
  });
  addEventListener("pageshow", ({ persisted }) => {
    // A page that slept heard of nothing; where it has nothing unsaved it just takes the new.
    if (persisted) each((draft) => (draft.unsaved.size ? draft.look() : draft.load()))();
  });
}
