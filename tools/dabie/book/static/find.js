// Finding in the course's text: the very characters that were asked for, wherever they stand.

// Never changed by folding: Chinese characters, their commas and brackets, small letters, figures.
const OTHERS = /[^\n -@[-~\u3001-\u3003\u3008-\u3011\u3400-\u9fff]/gu;
const folds = new Map();

/** Fold what a reader would not tell apart: width, case, joiners. One character stays one. */
export function fold(text) {
  return text.replace(OTHERS, (character) => {
    if (!folds.has(character)) {
      const plain = character.normalize("NFKC").toLowerCase();
      // What would become longer keeps its length, so that places in both texts are the same.
      folds.set(character, plain.length === character.length ? plain : character);
    }
    return folds.get(character);
  });
}

/** What white space parts in a query. */
export const parts = (query) => fold(query.replace(/[\u2060\u200b]/g, "")).split(/\s+/).filter(Boolean);

/** The terms of a query: its parts, each looked for as it is. */
export const terms = (query) => once(parts(query));

/** What is in a list, each once. */
export const once = (all) => Array.from(new Set(all));

/** Make an index ready: fold every text once; pair each traditional character with the course's own. */
export function prepare({ pages, traditional }) {
  const pairs = Array.from(traditional);
  return {
    simple: new Map(pairs.map((one, at) => [one, pairs[at + 1]]).filter((pair, at) => at % 2 === 0)),
    pages: pages.map(([url, title, passages]) => ({
      url,
      title,
      folded: fold(title),
      passages: passages.map(([anchor, heading, text]) => ({
        anchor, heading, text, folded: fold(text), head: fold(heading),
      })),
    })),
  };
}

const count = (text, term) => text.split(term).length - 1;

// What a page is found by, best first.
const TITLE = 3;
const WHOLE_HEADING = 2; // an entry of the glossary, a section named so
const HEADING = 1;
const TEXT = 0;

/** Tell whether a page says it, in its title, a heading or its text. */
export const holds = (page, term) => page.folded.includes(term)
  || page.passages.some(({ folded, head }) => folded.includes(term) || head.includes(term));

/** Pages that hold every term, best first: in the title, as a heading, in one, then in the text. */
export function find({ pages }, wanted) {
  if (!wanted.length) return [];
  return pages
    .filter((page) => wanted.every((term) => holds(page, term)))
    .map((page) => inPage(page, wanted))
    .sort((one, other) => other.tier - one.tier || other.total - one.total);
}

/** A page's passages that hold any of what is wanted, best first, and how often they do. */
export function inPage(page, wanted) {
  let tier = wanted.some((term) => page.folded.includes(term)) ? TITLE : TEXT;
  let total = 0;
  const found = [];
  for (const passage of page.passages) {
    let weight = 0;
    for (const term of wanted) {
      const times = count(passage.folded, term);
      total += times;
      if (times) weight += 1;
      if (!passage.head.includes(term)) continue;
      const as = passage.head === term ? WHOLE_HEADING : HEADING;
      tier = Math.max(tier, as);
      weight += 10 * as;
    }
    if (weight) found.push({ passage, weight, place: found.length });
  }
  found.sort((one, other) => other.weight - one.weight || one.place - other.place);
  return { page, tier, total, hits: found.map(({ passage }) => passage) };
}

/** The piece of a text around its first hit, in parts: plain and found ones by turns.
 *
 * `passage` is a text with its folded twin. */
export function excerpt(passage, wanted, before = 18, after = 60) {
  const at = Math.min(...wanted.map((term) => passage.folded.indexOf(term)).filter((one) => one >= 0), Infinity);
  const start = at === Infinity ? 0 : Math.max(0, at - before);
  const end = Math.min(passage.text.length, (at === Infinity ? 0 : at) + after);
  const parts = [];
  let from = start;
  while (from < end) {
    const next = wanted
      .map((term) => ({ term, at: passage.folded.indexOf(term, from) }))
      .filter((one) => one.at >= 0 && one.at < end)
      .sort((one, other) => one.at - other.at || other.term.length - one.term.length)[0];
    if (!next) break;
    if (next.at > from) parts.push({ text: passage.text.slice(from, next.at), found: false });
    parts.push({ text: passage.text.slice(next.at, next.at + next.term.length), found: true });
    from = next.at + next.term.length;
  }
  if (from < end) parts.push({ text: passage.text.slice(from, end), found: false });
  return {
    parts: parts.map(({ text, found }) => ({ text: text.replace(/\n+/g, " "), found })),
    cut: [start > 0, end < passage.text.length],
  };
}
