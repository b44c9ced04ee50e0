// Which buttons an item has in a state, and what stands beside them.

/** The buttons of a state as { label: style }, in order; one primary at most. */
export const buttonsOf = (now, item) => {
  if (now.closed) return {};
  const buttons = {};
  const main = now.trouble ? "" : "primary";
  const check = item.kind === "long-fill-in" ? "写好了" : "核对答案";
  if (now.trouble) {
    buttons[now.saving.state === "stale" ? "载入新的" : "再保存一次"] = "primary";
    buttons.复制答案文本 = "";
  }
  if (now.pending) buttons.继续修改 = "";
  else if (now.scored && (now.revealed || now.outcome.state === "right")) buttons.再做一遍 = "link";
  else if (now.scored) Object.assign(buttons, { 再试一次: main, 看答案: "" });
  else {
    if (!now.assessment) buttons[check] = now.answered ? main : "off";
    if (item.kind === "sequencing") buttons[now.answered ? "还原顺序" : "就按这个顺序"] = now.answered ? "link" : "";
    // A long answer is not wiped by one press.
    else if (now.answered && item.kind !== "long-fill-in") buttons.清除 = "link";
  }
  return buttons;
};

/** Why a button is unavailable, or what to know before pressing it. */
export const reasonOf = (now, item, kind) => {
  if (now.review) return "";
  if (now.locked) return "已交卷，答案不能再改。需要重交，点页面上方的“重新作答”。";
  if (now.scored || now.pending) return "";
  if (now.waiting) return "正在核对";
  if (now.malformed) return now.assessment ? "" : "改好再核对，不扣分";
  if (!now.answered) return now.assessment && item.kind !== "sequencing" ? "" : kind.unready;
  if (kind.hint) return kind.hint(now.response);
  return item.kind === "long-fill-in" && !now.assessment ? "写作题由人评阅" : "";
};
