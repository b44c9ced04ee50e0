// A page that a search led to: marks what was searched for, and leads from one place to the next.
// Ranges are painted by the browser where it can; elsewhere words outside items are wrapped.

import { button, make } from "../../view/html.js";
import { fold, terms } from "./find.js";

// As `passages.py` has them.
const SILENT = "script, style, svg, template, select, button, noscript, .dabie-note, .dabie-find, "
  + "cites backs source-number section-number chapter-number figure-number controls handin unusable worksheet "
    .concat("objective-items head buttons tag print error below fold kicker meta cell-head explained gathered")
    .split(" ").map((name) => `.dabie-${name}`).join(", ");
const INLINE = /^(A|ABBR|B|BDI|CODE|EM|I|KBD|MARK|Q|S|SMALL|SPAN|STRONG|SUB|SUP|TIME|U|WBR)$/;
const REST = 250; // ms after the page changed
const BEGUN = 150; // ms until a reader is told where they are: a status that is new itself is not read out
const SAID = 24; // characters of a query that are repeated

const main = document.getElementById("main");
const query = new URLSearchParams(location.search).get("find") || "";
const wanted = terms(query);
const Painting = window["Highlight"]; // unknown to older browsers
const painted = Boolean(Painting && CSS.highlights);
const words = make("span.dabie-find-words", { role: "status" });
const said = query.length > SAID ? `${query.slice(0, SAID)}……` : query;
let ranges = [];
let current = -1;

/** All texts of the page in order, with a line feed where a block parts them. */
function read() {
  let text = "";
  const pieces = [];
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const plain = node.data.replace(/[\n\t]/g, " ");
      pieces.push({ node, at: text.length });
      text += plain;
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches(SILENT)) return;
    const parts = !INLINE.test(node.tagName);
    if (parts) text += "\n";
    node.childNodes.forEach(walk);
    if (parts) text += "\n";
  };
  walk(main);
  return { text, pieces };
}

/** Ranges of every hit; a joiner that only breaks lines does not count as a character. */
function search() {
  const { text, pieces } = read();
  const places = [];
  let folded = "";
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === "\u2060") continue;
    places.push(at);
    folded += text[at];
  }
  folded = fold(folded);
  const spot = (at) => {
    let low = 0;
    let high = pieces.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (pieces[middle].at <= at) low = middle;
      else high = middle - 1;
    }
    return [pieces[low].node, at - pieces[low].at];
  };
  const found = [];
  for (const term of wanted) {
    for (let at = folded.indexOf(term); at >= 0; at = folded.indexOf(term, at + term.length)) {
      const range = document.createRange();
      range.setStart(...spot(places[at]));
      const [node, offset] = spot(places[at + term.length - 1]);
      range.setEnd(node, offset + 1);
      found.push(range);
    }
  }
  return found.sort((one, other) => one.compareBoundaryPoints(Range.START_TO_START, other));
}

function paint() {
  ranges = search();
  if (painted) {
    CSS.highlights.set("dabie-found", new Painting(...ranges));
    showCurrent();
    return;
  }
  // From the end, so that wrapping moves nothing that is still to be wrapped.
  for (const range of ranges.slice().reverse()) {
    const { startContainer, endContainer } = range;
    if (startContainer !== endContainer || startContainer.parentNode.closest(".dabie-host")) continue;
    range.surroundContents(make("mark"));
  }
}

/** Paint the hit that the reader is at; the range before may have gone with a static item. */
function showCurrent() {
  if (painted && ranges[current]) CSS.highlights.set("dabie-found-now", new Painting(ranges[current]));
}

/** What the address points to; a stray % in one is no escape. */
function target() {
  try {
    return document.getElementById(decodeURIComponent(location.hash.slice(1)));
  } catch {
    return null;
  }
}

function say() {
  words.textContent = ranges.length ? `“${said}”第 ${current + 1} / ${ranges.length} 处` : `这一页没有“${said}”`;
}

/** Show one hit: open the fold it is in, scroll to it, say which it is. */
function go(to) {
  if (!ranges.length) return;
  current = (to + ranges.length) % ranges.length;
  const range = ranges[current];
  const element = range.startContainer.parentElement;
  for (let fold = element; (fold = fold && fold.closest("details:not([open])"));) fold.open = true;
  showCurrent();
  const { top, height } = range.getBoundingClientRect();
  scrollTo(0, Math.max(0, scrollY + top - innerHeight / 3 + height / 2));
  if (words.textContent) say();
}

function begin() {
  paint();
  const close = () => {
    if (painted) {
      CSS.highlights.delete("dabie-found");
      CSS.highlights.delete("dabie-found-now");
    }
    document.querySelectorAll("#main mark").forEach((mark) => mark.replaceWith(...mark.childNodes));
    watching.disconnect();
    bar.remove();
    main.focus({ preventScroll: true });
    const place = new URL(location.href);
    place.searchParams.delete("find");
    history.replaceState(null, "", place);
  };
  const bar = make(
    "aside.dabie-find", { "aria-label": "页内查找" },
    words,
    button("button.dabie-tool-text", () => go(current - 1), "上一处"),
    button("button.dabie-tool-text", () => go(current + 1), "下一处"),
    button("button.dabie-tool-text", close, "关闭"),
  );
  let asked = 0;
  // Items come to life as the reader nears them: what they say is found then, too.
  const watching = new MutationObserver(() => {
    clearTimeout(asked);
    asked = setTimeout(() => {
      paint();
      if (ranges.length) say();
    }, REST);
  });
  if (painted) watching.observe(main, { childList: true, subtree: true });
  // The first thing that a keyboard comes to, though it stands at the bottom of the screen.
  document.querySelector(".dabie-skip").after(bar);
  if (!ranges.length) {
    setTimeout(say, BEGUN);
    return;
  }
  const from = target();
  const first = from ? ranges.findIndex((range) => from.contains(range.startContainer)
    || from.compareDocumentPosition(range.startContainer) & Node.DOCUMENT_POSITION_FOLLOWING) : 0;
  go(Math.max(0, first));
  setTimeout(say, BEGUN);
}

if (wanted.length) begin();
