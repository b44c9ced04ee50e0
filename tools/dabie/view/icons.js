// The few line drawings of the hand-in and the progress: 24 units wide, drawn in the text's colour.

const NS = "http://www.w3.org/2000/svg";
const RING = "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z";
const PATHS = {
  close: ["M6 6l12 12M18 6L6 18"],
  copy: ["M9 8h10v12H9zM15 8V4H5v12h4"],
  download: ["M12 4v11M7 10.5l5 5 5-5M5 20h14"],
  partly: [RING, "M12 3a9 9 0 0 0 0 18z"],
  right: [`${RING}M8 12.3l2.8 2.8L16 9.5`],
  warn: ["M12 4L2.8 20h18.4zM12 10v4.5M12 17v.3"],
};

/** Return a drawing that says nothing to a screen reader: the word stands beside it. */
export function icon(name) {
  const svg = document.createElementNS(NS, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", "dabie-drawn");
  PATHS[name].forEach((d, filled) => {
    const path = document.createElementNS(NS, "path");
    path.setAttribute("d", d);
    if (filled) path.setAttribute("class", "dabie-drawn-full");
    svg.append(path);
  });
  return svg;
}
