// The boxes below an item: its outcome, and what went wrong with saving.

import { fill, h, set } from "./draw.js";
import { STATES } from "./state.js";
import { icon } from "./symbols.js";
import { list, own, points, text } from "./values.js";

/** The outcome box as [state, title, right-hand words, spoken words, ...paragraphs], or null. */
export const outcomeBox = (now, item, kind) => {
  const max = points(item.max_score);
  const scores = (score) => [`${points(score)} / ${max} 分`, `${points(score)} 分，满分 ${max} 分`];
  if (now.review) {
    return ["reviewed", "评阅人的话", ...scores(now.review.score), text(now.review.comment)];
  }
  if (now.pending) {
    return [now.saved ? "saved" : "pending", now.saved ? "已保存，待评阅" : "待评阅",
      `满分 ${max} 分`, `满分 ${max} 分`, "评阅人按评分标准给分，结果写在反馈页。"];
  }
  // While the next change is being saved the box stays, without the word 已保存.
  if (now.assessment && now.answered && !now.locked && (now.saved || now.saving.state === "saving")) {
    const at = now.saved ? now.saving.at : "";
    return ["saved", now.saved ? "已保存" : "正在保存", at, at, "测评不当场判分。交卷前可以随时改。"];
  }
  if (!now.scored) return null;
  const { state, score } = now.outcome;
  const right = state === "right";
  const said = [];
  if (state === "partly") said.push(kind.partly(now.outcome));
  if (state === "wrong" && !now.revealed) { // once the answer is seen there is no 再试一次 to point at
    const told = Object.keys(now.marks).some((id) => now.marks[id] === "wrong" && own(item.feedback, id));
    said.push(told ? "先看选项下面那句话，再试一次。" : "再想一想，可以再试一次。");
  }
  if ((now.revealed || right) && item.explanation) {
    // Each is a sentence of its own; in a row only the last keeps its stop.
    const sources = list(item.sources).map((source) => text(source.text).replace(/。$/, "")).join("；");
    said.push(h("div.why", {}, h("b", {}, "为什么"), ` ${item.explanation}`,
      h("div.sources", {}, sources && `出处：${sources}。`)));
  }
  return [state, STATES[state], ...scores(score), ...said];
};

export const troubleBox = (now) => (now.saving.state === "stale"
  ? ["failed", "另一个窗口里改过", "", "", "这一章在另一个窗口里改过。点“载入新的”再接着答。"]
  : ["failed", "没有保存成功", "", "",
    text(now.saving.reason) || "这个浏览器不让网页存东西（可能开了无痕）。你的选择还在页面上，关掉就没了。"]);

export const drawBox = (node, box) => {
  node.hidden = !box;
  if (!box) return fill(node);
  const [state, title, aside, spoken, ...said] = box;
  const words = [title, spoken, ...said.map((each) => each.textContent || each)].filter(Boolean).join("，");
  // Redrawn only when it says something else: an alert is not to be spoken twice.
  if (node.firstChild && node.getAttribute("aria-label") === words) return;
  set(node, { "data-tone": state, "aria-label": words });
  fill(node, h("div.box-head", {}, icon(state), h("b", {}, title), h("span", {}, aside)),
    ...said.map((each) => h("div", {}, each)));
};
