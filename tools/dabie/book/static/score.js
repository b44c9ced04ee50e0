// Scores a practice item in the page. The same rule, states and marks as core/scoring.py: both
// run every item's samples in the tests. An assessment is never scored here: its key is elsewhere.

import { isBlank, isUnanswered, SPACE } from "../../view/responses.js";

const TEXT_LIMIT = 20000;
const BLANK_LIMIT = 1000;
const NUMBER_LIMIT = 64;

const NUMBER = /^([+-]?)(\d{1,3}(?:,\d{3})+|\d+|(?=\.\d))(?:\.(\d*))?(?:e([+-]?\d{1,6}))?$/;

class Malformed extends Error {}

/** Score a response (any JSON value) to a public definition; malformed is a state with a reason. */
export function score(item, response) {
  const result = (state, earned, claims) => ({
    state,
    score: earned,
    max_score: item.max_score,
    hits: claims ? claims.hits : 0,
    faults: claims ? claims.faults : 0,
    of: claims ? claims.of : 0,
    marks: claims ? claims.marks : {},
  });
  if (isUnanswered(response)) return result("unanswered", 0);
  try {
    if (item.kind === "long-fill-in") {
      text(response, TEXT_LIMIT);
      return result("pending", 0);
    }
    const claims = CLAIMS[item.kind](item, response);
    const right = Math.max(claims.hits - (claims.faultCosts ? claims.faults : 0), 0);
    const state = right === claims.of ? "right" : right ? "partly" : "wrong";
    return result(state, (item.max_score * right) / claims.of, claims);
  } catch (error) {
    if (error instanceof Malformed) return { state: "malformed", reason: error.message };
    throw error;
  }
}

const CLAIMS = {
  choice(item, response) {
    const picked = identifiers(response, item.options);
    if (!item.multiple && picked.length !== 1) throw new Malformed("这一题只能选一项。");
    const marks = {};
    for (const one of picked) marks[one] = item.key.includes(one) ? "right" : "wrong";
    for (const one of item.key) if (!(one in marks)) marks[one] = "missed";
    const hits = picked.filter((one) => item.key.includes(one)).length;
    return { hits, faults: picked.length - hits, of: item.key.length, marks, faultCosts: true };
  },
  sequencing(item, response) {
    const order = identifiers(response, item.options);
    if (order.length !== item.key.length) {
      throw new Malformed("排序要把每一项都排进去，一项一次。");
    }
    const place = (one) => item.key.indexOf(one);
    const marks = {};
    let hits = 0;
    order.forEach((one, index) => {
      marks[one] = place(one) === index ? "right" : "wrong";
      hits += order.slice(index + 1).filter((later) => place(one) < place(later)).length;
    });
    const of = (order.length * (order.length - 1)) / 2;
    return { hits, faults: of - hits, of, marks, faultCosts: true };
  },
  matching(item, response) {
    const left = item.left.map((one) => one.id);
    const given = mapping(response, left, "左边");
    for (const one of Object.keys(given)) {
      if (!item.right.some((right) => right.id === given[one])) {
        throw new Malformed(`配对“${one}”给的不是右边的选项。`);
      }
    }
    return pairs(left, (one) => (own(given, one) ? given[one] === item.key[one] : undefined));
  },
  "fill-in"(item, response) {
    const given = mapping(response, item.blanks, "空");
    for (const one of Object.keys(given)) text(given[one], BLANK_LIMIT);
    return pairs(item.blanks, (one) => {
      if (!own(given, one) || isBlank(given[one])) return undefined;
      return item.key[one].some((accepted) => normalise(accepted) === normalise(given[one]));
    });
  },
  numeric(item, response) {
    const value = readNumber(text(response, TEXT_LIMIT), item.unit);
    const [key, tolerance] = [decimal(item.key), decimal(item.tolerance)];
    // |value - key| <= tolerance, in whole numbers of the finest unit among the three.
    const exponent = Math.min(value.exponent, key.exponent, tolerance.exponent);
    const scaled = (one) => one.digits * BigInt(10) ** BigInt(one.exponent - exponent);
    const apart = scaled(value) - scaled(key);
    const limit = scaled(tolerance);
    return pairs(["value"], () => apart <= limit && -apart <= limit);
  },
};

function pairs(parts, judge) {
  const marks = {};
  let hits = 0;
  let faults = 0;
  for (const part of parts) {
    const correct = judge(part);
    marks[part] = correct === undefined ? "missed" : correct ? "right" : "wrong";
    if (correct !== undefined) correct ? (hits += 1) : (faults += 1);
  }
  return { hits, faults, of: parts.length, marks };
}

function identifiers(response, options) {
  if (!Array.isArray(response)) throw new Malformed("这一题的答案应当是一列选项。");
  for (const one of response) {
    if (!options.some((option) => option.id === one)) throw new Malformed("没有这个选项。");
  }
  if (new Set(response).size !== response.length) throw new Malformed("同一个选项出现了两次。");
  return response;
}

function mapping(response, parts, name) {
  if (typeof response !== "object" || Array.isArray(response)) {
    throw new Malformed("这一题的答案应当逐项对应。");
  }
  const unknown = Object.keys(response).find((one) => !parts.includes(one));
  if (unknown !== undefined) throw new Malformed(`${name}没有“${unknown}”这一项。`);
  return response;
}

function text(response, limit) {
  if (typeof response !== "string") throw new Malformed("这里应当是文字。");
  const length = [...response].length;
  if (length > limit) throw new Malformed(`文字太长：${length} 字，最多 ${limit} 字。`);
  return response;
}

function readNumber(typed, unit) {
  const also = unit ? `写“2,980”“2980${unit}”也可以。` : "写“2,980”也可以。";
  const remedy = new Malformed(`这里要填阿拉伯数字，例如 2980。${also}`);
  if ([...typed].length > NUMBER_LIMIT) throw remedy;
  const fold = (one) => one.normalize("NFKC").toLowerCase().replace(SPACE, " ").trim();
  let folded = fold(typed);
  const suffix = fold(unit);
  if (suffix && folded.endsWith(suffix)) folded = folded.slice(0, -suffix.length).trim();
  return decimal(folded.replace(/\u2212/g, "-"), remedy);
}

/** Read a decimal exactly, as digits times a power of ten. */
function decimal(written, remedy) {
  const match = NUMBER.exec(written.toLowerCase());
  if (!match) throw remedy || new Malformed("");
  const [, sign, whole, fraction = "", power = "0"] = match;
  const digits = BigInt(sign + (whole.replace(/,/g, "") + fraction || "0"));
  // Beyond any key there is no need to count zeros: a million of them would only take time.
  const exponent = Math.max(-1000, Math.min(1000, Number(power) - fraction.length));
  return { digits, exponent: digits ? exponent : 0 };
}

function normalise(typed) {
  return typed.normalize("NFKC").toLowerCase().replace(SPACE, "").replace(/。$/, "");
}

function own(object, name) {
  return Object.prototype.hasOwnProperty.call(object, name);
}
