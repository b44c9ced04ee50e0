// What a reader means by a query: the very characters, then ever looser readings until one is found.

import { find, holds, inPage, once, parts } from "./find.js";

const HAN = /^[\u3400-\u9fff\w]+$/;
const SAYS = /[\u3400-\u9fff]/;
const LONE = /^(?:[\u3400-\u9fff]|\d+)$/;
const MARKS = /\[\d{1,3}(?:[,、]\d{1,3})*\]/g; // sources' numbers, copied along with a sentence
const BETWEEN = /[^\p{L}\p{N}]+/u;
const LONGEST = 60; // characters of a query that is taken to pieces
const WORD = 4; // characters of a piece that says something: 红二十 of 红二十九军 does not

/** Look for a query. `wanted` is what was found in the end, and `how` tells what it is to the query:
 * "exact"; "read", with spaces, punctuation or traditional characters taken for what is meant;
 * "partly", by pages that hold some of it; "" for nothing. `looser` would find more pages. */
export function look(index, query) {
  const typed = parts(query);
  // A character that the course has not got cannot be found, so that this takes nothing away.
  const read = typed.map((term) => Array.from(term, (one) => index.simple.get(one) || one).join(""));
  const bare = once(read.flatMap((term) => term.replace(MARKS, "").split(BETWEEN).filter(Boolean)));
  // The b of <b>, the s of 's: said by every page.
  const pieces = bare.length > 1 ? bare.filter((one) => one.length > 1 || SAYS.test(one)) : bare;
  // 红 二十八 军, 1935 年: a lone character or number beside others belongs to them, if they stand so.
  const parted = read.length > 1 && read.every((one) => HAN.test(one)) && read.some((one) => LONE.test(one));
  const exact = once(typed).join(" ");
  const asked = once(read);
  for (const wanted of [...(parted ? [[read.join("")]] : []), asked, pieces]) {
    const found = find(index, wanted);
    const how = wanted.join(" ") === exact ? "exact" : "read";
    if (found.length) return { how, wanted, found, looser: wanted === asked ? looser(index, asked, pieces, found) : null };
  }
  const some = partly(index, pieces.filter((one) => one.length > 1));
  if (some.found.length || query.length > LONGEST) return some;
  const words = once(pieces.flatMap((one) => (SAYS.test(one) ? held(index, one) : [])));
  const enough = words.join("").length * 2 >= pieces.join("").length;
  return enough ? partly(index, words) : { ...some, found: [], how: "" };
}

/** What is wanted without its punctuation, where that stands on more pages; else nothing. */
function looser(index, wanted, pieces, found) {
  const { length } = wanted.join(" ") === pieces.join(" ") ? found : find(index, pieces);
  return length > found.length ? { query: pieces.join(" "), pages: length } : null;
}

/** Pages that hold at least half as much of what is wanted as the page that holds most. */
function partly({ pages }, wanted) {
  const all = pages.map((page) => {
    const some = wanted.filter((term) => holds(page, term));
    return { page, some, weight: some.join("").length };
  });
  const least = Math.max(1, Math.max(0, ...all.map(({ weight }) => weight)) / 2);
  const found = all
    .filter(({ weight }) => weight >= least)
    .sort((one, other) => other.weight - one.weight)
    .map(({ page, some }) => inPage(page, some));
  const there = wanted.filter((term) => pages.some((page) => holds(page, term)));
  const lost = wanted.filter((term) => !there.includes(term));
  return { how: found.length ? "partly" : "", wanted: there, lost, found, looser: null };
}

/** The longest pieces of a text that the course has, one after another. */
function held({ pages }, text) {
  const is = (piece) => pages.some((page) => holds(page, piece));
  const found = [];
  for (let at = 0; at + WORD <= text.length;) {
    let end = at + WORD;
    if (!is(text.slice(at, end))) {
      at += 1;
      continue;
    }
    while (end < text.length && is(text.slice(at, end + 1))) end += 1;
    found.push(text.slice(at, end));
    at = end;
  }
  return found;
}
