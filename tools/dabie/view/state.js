// What state an item is in, read from its model.

export const STATES = {
  unanswered: "未作答", answered: "已作答", right: "答对了", partly: "部分对", wrong: "不对", saved: "已保存",
  pending: "待评阅", reviewed: "已评阅", locked: "已锁定", malformed: "需要改一下", failed: "未能保存",
};
export const WATCHED = ["number", "mode", "response", "checked", "revealed", "outcome", "saving", "locked", "review"];

/** What the model says, read once per drawing. */
export const read = (model) => {
  const now = {};
  WATCHED.forEach((name) => { now[name] = model.get(name); });
  if (now.response === undefined) now.response = null;
  now.saving = now.saving || {};
  const told = (now.outcome || {}).state;
  const assessment = now.mode === "assessment";
  const checked = now.checked && !assessment;
  const answered = now.response !== null;
  const saved = now.saving.state === "saved";
  const trouble = ["failed", "stale"].includes(now.saving.state);
  const malformed = told === "malformed" && (checked || assessment);
  const scored = checked && ["right", "partly", "wrong"].includes(told);
  const pending = checked && told === "pending";
  const waiting = checked && answered && !told; // the kernel has not scored yet
  const state = now.review ? "reviewed" : now.locked ? "locked" : trouble ? "failed"
    : malformed || scored || pending ? told : !answered ? "unanswered"
    : assessment && saved ? "saved" : "answered";
  return {
    ...now, assessment, answered, saved, trouble, malformed, scored, pending, waiting, state,
    closed: now.locked || now.review,
    revealed: scored && now.revealed,
    marks: scored ? now.outcome.marks : null,
    frozen: Boolean(now.locked || now.review || scored || pending),
  };
};
