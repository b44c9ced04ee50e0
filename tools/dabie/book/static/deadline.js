// The deadline calculator, an AFM module: a rule and a moment in, the last moment with its article out.
// How it counts is in limits.js; this file only asks and shows.

import { make } from "../../view/html.js";
import { icon } from "../../view/icons.js";
import { last, say, steps } from "./limits.js";

let serial = 0;

/** A label over a field; `hint` is tied to the field, too. */
function field(words, control, hint = "") {
  const id = `dabie-aid-field-${(serial += 1)}`;
  control.id = id;
  const parts = [make("label", { for: id }, words), control];
  if (hint) {
    control.setAttribute("aria-describedby", `${id}-hint`);
    parts.push(make("p.dabie-aid-hint", { id: `${id}-hint` }, hint));
  }
  return make("div.dabie-aid-field", {}, ...parts);
}

const input = (type, more = {}) => make("input.dabie-aid-input", { type, autocomplete: "off", ...more });

/** Tell whether a number of days is one, and say it below the field if not. */
function checkCount({ control, row, error }) {
  const good = !control.validity.badInput && /^\d*$/.test(control.value.trim());
  control.setAttribute("aria-invalid", String(!good));
  if (good) control.removeAttribute("aria-describedby");
  else control.setAttribute("aria-describedby", error.id);
  error.hidden = good;
  if (!error.parentNode) row.append(error);
  return good;
}

/** Draw the law's words with statute, version, article and date of checking. */
export function cited(rule) {
  const box = make("div.dabie-aid-law", {});
  if (rule.words) box.append(make("p.dabie-aid-words", {}, `“${rule.words}”`));
  box.append(make("p.dabie-aid-source", {}, `${rule.source}，核对截止${rule.checked}`));
  if (rule.basis) box.append(make("p.dabie-aid-source", {}, `怎样数天数：${rule.basis}`));
  if (rule.note) box.append(make("p.dabie-aid-source", {}, rule.note));
  if (rule.count !== "hours" && rule.holiday === "unsaid") {
    const said = "遇节假日顺不顺延，课程没有存这一条的条文，请另查。";
    box.append(make("p.dabie-aid-source", {}, said));
  }
  return box;
}

function render({ model, el }) {
  const rules = model.get("rules");
  const groups = Array.from(new Set(rules.map((rule) => rule.group)));
  const choice = make("select.dabie-aid-input", { autocomplete: "off" });
  for (const group of groups) {
    const options = rules
      .filter((rule) => rule.group === group)
      .map((rule) => make("option", { value: rule.id }, `${rule.name}（${rule.limit}）`));
    choice.append(make("optgroup", { label: group }, ...options));
  }
  const date = input("date", { required: "" });
  const time = input("time", { required: "" });
  const excluded = input("number", { min: "0", step: "1", inputmode: "numeric" });
  const holiday = make("input", { type: "checkbox", autocomplete: "off" });
  const until = input("date");

  const dated = field("日期", date);
  const timed = field("时刻", time);
  const excludes = field("另外不计入的天数", excluded);
  const wrong = make("p.dabie-aid-error", { id: `dabie-aid-error-${(serial += 1)}`, role: "alert" }, icon("warn"), "这里要填天数，例如 3；没有就空着。");
  const ticked = make("label.dabie-aid-tick", {}, holiday, make("span", {}, "最后一日是节假日"));
  const freed = field("放假到哪一天", until, "填假期的最后一天。这里没有存放假安排。");
  const title = make("p.dabie-aid-begins", {});
  const shown = make("div.dabie-aid-result", { role: "status" });
  const article = make("div", {});
  el.replaceChildren(
    field("哪一件事", choice),
    title,
    make("div.dabie-aid-row", {}, dated, timed, excludes),
    make("div.dabie-aid-row", {}, ticked, freed),
    shown,
    article,
  );

  const chosen = () => rules.find((rule) => rule.id === choice.value) || rules[0];

  const show = () => {
    const rule = chosen();
    const hours = rule.count === "hours";
    title.textContent = `从“${rule.begins}”数起，填${hours ? "那一刻" : "那一天"}：`;
    timed.hidden = !hours;
    excludes.hidden = !rule.excludes;
    if (rule.excludes) excludes.querySelector("label").textContent = rule.excludes;
    ticked.hidden = rule.holiday !== "next";
    freed.hidden = ticked.hidden || !holiday.checked;
    article.replaceChildren(cited(rule));

    const counts = !rule.excludes || checkCount({ control: excluded, row: excludes, error: wrong });
    if (!counts) {
      shown.replaceChildren(make("p", {}, "天数改好，这里再给出最后一日。"));
      return;
    }
    const start = hours ? `${date.value}T${time.value}` : date.value;
    const options = {
      excluded: rule.excludes ? excluded.value : 0,
      holiday: freed.hidden ? "" : until.value,
    };
    const result = last(rule, start, options);
    if (!result) {
      const missing = hours ? "填上日期和时刻，这里给出最迟的时间。" : "填上日期，这里给出最后一日。";
      shown.replaceChildren(make("p", {}, missing));
      return;
    }
    const lines = steps(rule, start, options);
    if (!freed.hidden && !result.moved) lines.push(until.value ? "填的假期没有盖住这一天，没有顺延。" : "填上放假到哪一天，这里给出顺延到哪一天。");
    if (rule.holiday === "next" && !holiday.checked) lines.push("这一天如果放假，勾上“最后一日是节假日”。");
    shown.replaceChildren(
      make("p.dabie-aid-end", {}, make("span", {}, hours ? "最迟 " : "最后一日 "), make("strong", {}, say(result.at))),
      ...lines.map((one) => make("p", {}, one)),
    );
  };

  // A link from the decision tree names its rule: limits.html#calculate-inquiry-8.
  const follow = () => {
    const name = location.hash.replace(/^#calculate-/, "");
    if (!rules.some((rule) => rule.id === name)) return;
    choice.value = name;
    show();
    el.scrollIntoView();
    date.focus({ preventScroll: true });
  };
  el.addEventListener("input", show);
  el.addEventListener("change", show);
  addEventListener("hashchange", follow);
  show();
  follow();
  return () => removeEventListener("hashchange", follow);
}

export default { render };
