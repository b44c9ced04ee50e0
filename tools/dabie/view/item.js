/* Draws one item, collects its response, shows its outcome; never scores, never stores.
 *
 * An AFM module: the page's host and the notebook's widget both call `render({ model, el })`.
 * All that matters is in the model. The kinds are in `kinds/`; what a state shows is read in
 * `state.js` and told by `outcome.js` and `buttons.js`. */

import { buttonsOf, reasonOf } from "./buttons.js";
import { fill, h, on, set } from "./draw.js";
import { KINDS } from "./kinds.js";
import { drawBox, outcomeBox, troubleBox } from "./outcome.js";
import { sanitise } from "./prompt.js";
import { slips } from "./slip.js";
import { read, STATES, WATCHED } from "./state.js";
import { icon } from "./symbols.js";
import { mark } from "./tone.js";
import { list, own, points, text } from "./values.js";

const render = ({ model, el }) => {
  const item = model.get("item") || {};
  const [build, word] = own(KINDS, item.kind) || [];
  if (!build) {
    el.append(h("section.item", {}, "这道题显示不出来。"));
    return () => {};
  }
  // The same item may stand twice on a page, and this module may be loaded twice.
  const id = `dabie-${Math.random().toString(36).slice(2)}`;
  const { seconds } = item;
  const number = h("span.number");
  const stateMark = h("span.state");
  const prompt = h("div.prompt", { id });
  const status = h("div.status", { role: "status" });
  const error = h("div.error", { id: `${id}-e`, tabindex: -1 });
  const outcome = h("div.outcome", { role: "group", tabindex: -1 });
  const trouble = h("div.outcome.trouble", { role: "group" });
  const reason = h("span.reason", { id: `${id}-r` });
  const bar = h("div.buttons");

  const blanks = {};
  sanitise(new DOMParser().parseFromString(text(item.prompt), "text/html").body, prompt, (key) => {
    if (!list(item.blanks).includes(key) || own(blanks, key)) return null;
    blanks[key] = h("span.blank");
    return blanks[key];
  });

  const save = (values) => {
    for (const name in values) model.set(name, values[name]);
    model.save_changes();
  };
  let drawn; // the response that the controls show, as JSON
  const emit = (response) => {
    drawn = JSON.stringify(response);
    // Only what was malformed can be edited while it is checked.
    save(model.get("checked") ? { checked: false, response } : { response });
  };
  const kind = build(item, { id, prompt, blanks, emit, say: (words) => fill(status, words) });
  kind.area.classList.add("dabie-area");
  set(kind.area, { role: kind.area.getAttribute("role") || "group", "aria-labelledby": id });
  const root = h(`section.item.${item.kind}`, { role: "group" },
    h("div.head", {}, number, h("span.kind", {}, item.multiple ? "多选" : word),
      h("span", {}, `${points(item.max_score)} 分`),
      h("span.screen", {}, seconds ? `约 ${seconds < 120 ? `${seconds} 秒` : `${Math.round(seconds / 60)} 分钟`}` : ""),
      stateMark),
    prompt, kind.area, error, status, outcome, trouble, bar);
  const focused = () => root.getRootNode().activeElement;

  let goal = ""; // where a press sends the focus once its drawing is there: outcome, answer, button
  let field = null; // the first wrong one, to go back to
  let first = true;

  const drawButtons = (now) => {
    const buttons = buttonsOf(now, item);
    const held = bar.contains(focused()) && focused().textContent;
    if (held && !goal) goal = held in buttons ? held : "button"; // a button that goes takes the focus along
    fill(reason, reasonOf(now, item, kind));
    // A button that stays is the same element: redrawn between press and release, it would miss its click.
    const kept = Array.from(bar.querySelectorAll("button"));
    const nodes = Object.keys(buttons).map((label) => {
      const node = kept.find((one) => one.textContent === label) || h("button", { type: "button" }, label);
      node.className = `dabie-button dabie-${buttons[label] || "secondary"}`;
      const explained = /^(核对答案|写好了)$/.test(label) && reason.textContent;
      return set(node, {
        "aria-disabled": buttons[label] === "off" && "true",
        "aria-describedby": explained ? reason.id : null,
      });
    });
    if (reason.textContent) {
      const main = nodes.findIndex((node) => node.hasAttribute("aria-describedby"));
      nodes.splice(main + 1, 0, reason);
    }
    const same = nodes.length === bar.childNodes.length && nodes.every((node, i) => node === bar.childNodes[i]);
    if (!same) fill(bar, ...nodes);
  };

  const sendFocus = (now) => {
    if (!goal || (goal === "outcome" && now.waiting)) return;
    const buttons = Array.from(bar.querySelectorAll("button"));
    const same = buttons.find((button) => button.textContent === goal);
    let target = same || field || root.querySelector("input:checked") ||
      root.querySelector("input, select, textarea, button:enabled");
    if (!same && goal !== "answer") {
      if (!outcome.hidden) target = outcome;
      else if (goal === "button" && buttons.length) [target] = buttons;
      else if (now.malformed && !kind.fields) target = error;
    }
    goal = "";
    // Not when the reader went on elsewhere while the kernel was scoring.
    if (!target || !(root.contains(focused()) || focused() === document.body || !focused())) return;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "nearest" });
  };

  const draw = () => {
    const now = read(model);
    const response = JSON.stringify(now.response);
    if (response !== drawn) kind.write(now.response);
    drawn = response;
    set(root, { "data-state": now.state, "aria-label": `第 ${now.number} 题` });
    fill(number, h("span.screen", {}, "第 "), String(now.number), h("span.screen", {}, " 题"));
    mark(stateMark, stateMark, now.state, STATES[now.state]);
    const told = kind.show(now);
    const problem = told || (now.malformed && (kind.malformed ? kind.malformed() : text(now.outcome.reason))) || "";
    if (error.textContent !== problem) fill(error, ...(problem ? [icon("malformed"), problem] : []));
    list(kind.fields).forEach((field) =>
      set(field, { "aria-invalid": problem ? "true" : null, "aria-describedby": problem ? error.id : null }));
    drawBox(outcome, outcomeBox(now, item, kind));
    // Errors are spoken at once, but what was there before is silent.
    if (!first) [error, trouble].forEach((node) => set(node, { role: "alert" }));
    drawBox(trouble, now.trouble && !now.closed && troubleBox(now));
    drawButtons(now);
    sendFocus(now);
    first = false;
  };

  let asked = false;
  let gone = false;
  // Drawn after the host's own answer to the same change, so that nothing flashes in between.
  const redraw = () => {
    if (!asked) {
      Promise.resolve().then(() => {
        asked = false;
        if (!gone) draw();
      });
    }
    asked = true;
  };

  const check = () => {
    if (model.get("checked")) redraw(); // malformed, and unchanged since
    else save({ checked: true });
  };
  const again = () => {
    field = root.querySelector('.dabie-field[data-tone="wrong"]');
    save({ checked: false, revealed: false });
  };
  const empty = () => {
    field = null;
    save({ response: null, checked: false, revealed: false });
  };
  const request = (name) => () =>
    save({ request: { name, n: ((model.get("request") || {}).n || 0) + 1 } });
  const presses = {
    核对答案: ["outcome", check],
    写好了: ["outcome", check],
    看答案: ["outcome", () => save({ revealed: true })],
    再试一次: ["answer", again],
    继续修改: ["answer", again],
    清除: ["answer", empty],
    再做一遍: ["answer", empty],
    还原顺序: ["button", empty],
    就按这个顺序: ["button", kind.keep],
    再保存一次: ["", request("save-again")],
    复制答案文本: ["", request("copy-answer")],
    载入新的: ["", request("load-new")],
  };
  const slip = slips(true);
  on(bar, "click", (event) => {
    const button = event.target.closest("button");
    if (!button || button.hasAttribute("aria-disabled")) return;
    const label = button.textContent;
    if (slip(event, label)) return;
    const [to, press] = presses[label];
    goal = to;
    press();
  });

  // A held Enter is one press.
  on(root, "keydown", (event) => {
    if (event.repeat && event.key === "Enter" && event.target.closest("button")) event.preventDefault();
  });

  WATCHED.forEach((name) => model.on(`change:${name}`, redraw));
  draw();
  el.append(root);
  return () => {
    gone = true;
    WATCHED.forEach((name) => model.off(`change:${name}`, redraw));
    root.remove();
  };
};

export default { render };
