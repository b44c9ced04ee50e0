// The decision tree, an AFM module: one question after another, 是 or 否, until a limit is found.

import { button, make } from "../../view/html.js";
import { cited } from "./deadline.js";

function render({ model, el }) {
  const rules = new Map(model.get("rules").map((rule) => [rule.id, rule]));
  const trees = model.get("trees");
  const calculator = model.get("calculator");
  let tree = trees.length === 1 ? trees[0] : null;
  let answers = [];

  /** Draw the state; `moved` puts the focus on what is asked or found now. */
  const show = (moved = true) => {
    const rows = [];
    if (trees.length > 1) rows.push(tree ? past("哪一种情形？", tree.title, () => start(null)) : choose());
    if (tree) {
      answers.forEach((yes, at) => rows.push(past(tree.steps[at].ask, yes ? "是" : "否", () => back(at))));
      const found = reached();
      rows.push(found ? result(found) : question(tree.steps[answers.length].ask));
    }
    el.replaceChildren(...rows);
    const now = el.lastElementChild.querySelector("[tabindex]");
    if (moved && now) now.focus();
  };

  const reached = () => {
    const no = answers.indexOf(false);
    if (no >= 0) return rules.get(tree.steps[no].otherwise);
    return answers.length === tree.steps.length ? rules.get(tree.end) : null;
  };

  const start = (which) => {
    tree = which;
    answers = [];
    show();
  };
  const back = (at) => {
    answers = answers.slice(0, at);
    show();
  };
  const answered = (yes) => {
    answers.push(yes);
    show();
  };

  const choose = () => {
    const ways = trees.map((one) => button("button.dabie-button", () => start(one), one.title));
    const words = make("p.dabie-tree-ask", { tabindex: "-1" }, "手上是哪一种情形？");
    return make("div.dabie-tree-now", {}, words, make("div.dabie-tree-ways.dabie-tree-list", {}, ...ways));
  };

  const question = (ask) =>
    make(
      "div.dabie-tree-now",
      {},
      make("p.dabie-tree-ask", { tabindex: "-1" }, ask),
      make(
        "div.dabie-tree-ways",
        {},
        button("button.dabie-button", () => answered(true), "是"),
        button("button.dabie-button", () => answered(false), "否"),
      ),
    );

  const past = (ask, said, change) => {
    const again = button("button.dabie-as-link", change, "改");
    again.setAttribute("aria-label", `改这一问：${ask}`);
    return make("p.dabie-tree-past", {}, make("span", {}, ask), make("strong", {}, said), again);
  };

  const result = (rule) => {
    const limit = make("p.dabie-tree-found", { tabindex: "-1" }, make("span", {}, "上限 "), make("strong", {}, rule.limit));
    const box = make("div.dabie-tree-result", {}, limit, cited(rule));
    const again = button("button.dabie-button", () => start(trees.length === 1 ? trees[0] : null), "重新来");
    const ways = make("div.dabie-tree-ways", {}, again);
    if (typeof calculator === "string") {
      const address = `${calculator.split("#")[0]}#calculate-${rule.id}`;
      ways.prepend(make("a.dabie-button", { href: address }, "算到哪一刻"));
    }
    box.append(ways);
    return box;
  };

  show(false);
}

export default { render };
