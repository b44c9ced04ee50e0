// The item's line drawings: each an outline, and what of it is filled.

import { set } from "./draw.js";

const RING = "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z";
const DISK = "M4.5 4.5H16L19.5 8v11.5h-15zM8 4.5v5h7v-5M7.5 19.5v-6h9v6";
const WARN = "M12 4 2.8 20h18.4zM12 10v4.5m0 2.5v.3";
export const ICONS = {
  unanswered: [RING],
  answered: ["M4.5 19.5l1-4.5L16 4.5 19.5 8 9 18.5zM13.5 7 17 10.5"],
  right: [RING + "M8 12.3l2.8 2.8L16 9.5"],
  wrong: [RING + "M9 9l6 6m0-6-6 6"],
  partly: [RING, "M12 3a9 9 0 0 0 0 18z"],
  saved: [DISK],
  reviewed: [DISK],
  pending: [RING + "M12 7v5l3.3 2"],
  locked: ["M5.5 11h13v9h-13zM8.5 11V8a3.5 3.5 0 0 1 7 0v3"],
  malformed: [WARN],
  failed: [WARN],
  up: ["M12 19.5v-15M6 10.5l6-6 6 6"],
  down: ["M12 4.5v15M6 13.5l6 6 6-6"],
  tick: ["M5 12.5l4.7 4.7L19 7.5"],
  fold: ["M6 9.5l6 6 6-6"],
  grip: ["M9 6v.1M9 12v.1M9 18v.1M15 6v.1M15 12v.1M15 18v.1"],
};

export const icon = (name) => {
  const draw = (tag, values) => set(document.createElementNS("http://www.w3.org/2000/svg", tag), values);
  const svg = draw("svg", { class: `dabie-icon dabie-icon-${name}`, viewBox: "0 0 24 24", "aria-hidden": true });
  svg.append(...ICONS[name].map((d, filled) => draw("path", { d, class: filled && "dabie-filled" })));
  return svg;
};
