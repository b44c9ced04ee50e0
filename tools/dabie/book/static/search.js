// The search page: reads the index when it is first needed, shows what is found while one types.

import { make } from "../../view/html.js";
import { excerpt, find, prepare, terms } from "./find.js";

const SHOWN = 3; // passages of a page before “还有”
const form = document.querySelector(".dabie-search");
const field = form.querySelector("input");
const said = document.querySelector(".dabie-search-said");
const results = document.getElementById("search-results");
let reading = null;

/** Read the index once; a failed try may be repeated. */
function index() {
  reading = reading || fetch(form.dataset.index)
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.statusText))))
    .then(prepare);
  reading.catch(() => { reading = null; });
  return reading;
}

const address = (page, anchor, query) => {
  const hash = anchor ? `#${encodeURIComponent(anchor)}` : "";
  return `${page.url}?find=${encodeURIComponent(query)}${hash}`;
};

function line(page, passage, query, wanted) {
  const marked = ({ parts }) => parts.map(({ text, found }) => (found ? make("mark", {}, text) : text));
  const found = excerpt(passage, wanted);
  const { cut } = found;
  const words = marked(found);
  const name = passage.heading || (passage.anchor.startsWith("item-") ? "题目" : "");
  const named = marked(excerpt({ text: name, folded: passage.heading ? passage.head : "" }, wanted));
  const heading = name ? [make("span.dabie-found-heading", {}, ...named)] : [];
  const text = make("span.dabie-found-text", {}, cut[0] ? "…" : "", ...words, cut[1] ? "…" : "");
  return make("li", {}, make("a", { href: address(page, passage.anchor, query) }, ...heading, text));
}

function entry({ page, total, hits }, query, wanted) {
  const title = make("a", { href: address(page, "", query) }, page.title);
  const times = total ? make("span.dabie-found-count", {}, `${total} 处`) : "";
  const rows = hits.slice(0, SHOWN).map((one) => line(page, one, query, wanted));
  const list = make("ul", {}, ...rows);
  const item = make("li.dabie-found", {}, make("h2", {}, title, times), list);
  if (hits.length > SHOWN) {
    const more = make("button.dabie-as-link", { type: "button" }, `还有 ${hits.length - SHOWN} 段`);
    more.addEventListener("click", () => {
      const rest = hits.slice(SHOWN).map((one) => line(page, one, query, wanted));
      list.append(...rest);
      more.remove();
      rest[0].querySelector("a").focus();
    });
    item.append(more);
  }
  return item;
}

async function show() {
  const query = field.value.trim();
  const wanted = terms(query);
  const place = new URL(location.href);
  if (query) place.searchParams.set("q", query);
  else place.searchParams.delete("q");
  history.replaceState(null, "", place);
  if (!wanted.length) {
    results.textContent = "";
    said.textContent = "";
    return;
  }
  let pages;
  try {
    pages = await index();
  } catch {
    results.textContent = "";
    said.textContent = "没有读到全书的文字，查不了。过一会儿再试。";
    return;
  }
  if (field.value.trim() !== query) return;
  const found = find(pages, query);
  const sum = found.reduce((total, one) => total + one.total, 0);
  results.textContent = "";
  results.append(...found.map((one) => entry(one, query, wanted)));
  said.textContent = found.length
    ? `在 ${found.length} 页里找到 ${sum} 处。`
    : `没有找到“${query}”。换一个词，或少打几个字。`;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  show();
});
field.addEventListener("input", show);
field.addEventListener("focus", () => index().catch(() => {}), { once: true });
field.value = new URLSearchParams(location.search).get("q") || "";
if (field.value) show();
else field.focus();
