// The search page: reads the index when it is first needed, shows what is found while one types.

import { make } from "../../view/html.js";
import { excerpt, prepare, terms } from "./find.js";
import { look } from "./look.js";

const SHOWN = 3; // passages of a page before “还有”
const SAID = 24; // characters of a query that are repeated
const form = document.querySelector(".dabie-search");
const field = form.querySelector("input");
const said = document.querySelector(".dabie-search-said");
const results = document.getElementById("search-results");
let reading = null;
let left = history.state && history.state.top; // where the reader was before they followed a result

/** Read the index once; a failed try may be repeated. */
function index() {
  reading = reading || fetch(form.dataset.index)
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.status))))
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

/** Keep the query in the address, so that it is there again on the way back. */
function remember(query) {
  const place = new URL(location.href);
  if (query) place.searchParams.set("q", query);
  else place.searchParams.delete("q");
  if (place.href === location.href) return;
  try {
    history.replaceState(null, "", place);
  } catch {
    // A key held down: some browsers allow only so many changes in a while.
  }
}

const short = (words) => (words.length > SAID ? `${words.slice(0, SAID)}……` : words);

const quoted = (terms) => terms.slice(0, 5).map((one) => `“${short(one)}”`).join("") + (terms.length > 5 ? "等" : "");

/** What is said above the results. */
function sentence({ how, wanted, lost, found }, query) {
  const sum = found.reduce((total, one) => total + one.total, 0);
  const where = `在 ${found.length} 页里找到 ${sum} 处`;
  if (how === "exact") return `${where}。`;
  if (how === "read") return `按“${short(wanted.join(" "))}”${where}。`;
  if (how === "partly") {
    return `${lost.length ? `没有找到${quoted(lost)}` : "没有一字不差的"}。下面 ${found.length} 页有${quoted(wanted)}，有得多的在前。`;
  }
  const [latin, han] = [/[a-zａ-ｚ]/i, /[\u3400-\u9fff]/].map((kind) => kind.test(query));
  return `没有找到“${short(query)}”。${latin && !han ? "这里不认拼音，打汉字再找。" : "换一个词，或少打几个字。"}`;
}

/** A button that takes the punctuation out of the query. */
function wider({ query, pages }) {
  const press = make("button.dabie-as-link", { type: "button" }, `不管标点，有 ${pages} 页`);
  press.addEventListener("click", () => {
    field.value = query;
    field.focus();
    show();
  });
  return press;
}

async function show() {
  const query = field.value.trim();
  remember(query);
  results.textContent = "";
  said.textContent = "";
  if (!terms(query).length) return;
  let pages;
  try {
    pages = await index();
  } catch (error) {
    said.textContent = error.message === "404"
      ? "网站换了新版，刷新这一页再找。"
      : "没有读到全书的文字，查不了。过一会儿再试。";
    return;
  }
  if (field.value.trim() !== query) return;
  const answer = look(pages, query);
  const { how, wanted, found } = answer;
  const asked = how === "exact" ? query : wanted.join(" ");
  results.append(...found.map((one) => entry(one, asked, wanted)));
  said.textContent = sentence(answer, query);
  if (answer.looser) said.append(wider(answer.looser));
  if (left) scrollTo(0, left);
  left = 0;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  show();
});
// Not the letters of a word that is still being put together: h, ho, hong … until 红 is chosen.
field.addEventListener("input", ({ isComposing }) => { if (!isComposing) show(); });
field.addEventListener("compositionend", show);
field.addEventListener("focus", () => index().catch(() => {}), { once: true });
// The list is not there yet when the browser would go back to its place.
results.addEventListener("click", () => history.replaceState({ top: scrollY }, ""));
field.value = new URLSearchParams(location.search).get("q") || "";
if (field.value) show();
else field.focus();
