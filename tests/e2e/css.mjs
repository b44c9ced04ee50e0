// Which features of style sheets Chromium 86 or Firefox 78 do not know: a line for each, status 1.
// What only adorns stands between `doiuse-disable` and `doiuse-enable`.
// Letters sized in pixels too: they would not follow the size that a reader has set in the browser.
import { readFileSync } from "node:fs";
import DoIUse from "doiuse";
import postcss from "postcss";

const browsers = ["chrome 86", "firefox 78"];
// Known in part, and what we use of them is known; or of no consequence where it is not.
const ignore = [
  "css-appearance", "css-clip-path", "css-content-visibility", "css-logical-props", "css-masks",
  "css-not-sel-list", "css-overflow", "css-paged-media", "css-sticky", "css-text-indent",
  "css-widows-orphans", "extended-system-fonts", "multicolumn", "text-decoration", "text-size-adjust",
];
// What doiuse counts as known once a part of it is.
const SHORT = /^(margin|padding|border)-(inline|block)$|^inset(-|$)|^(aspect-ratio|translate|rotate|scale)$/;
const YOUNG = /:has\(|\b(color-mix|light-dark|oklch|lab|lch)\(|\d(lh|rlh|[sdl]v[hw]|cq[wh])\b/;
// A floor in pixels is none of these; nor are paper, and letters in a drawing, which grow with it.
const FIXED = /(^|\s)[\d.]+px/;
const drawn = (rule) => rule.some(({ prop }) => prop === "fill" || prop === "text-anchor");
const onPaper = (node) => node.type === "atrule" && /print/.test(node.params) || node.parent && onPaper(node.parent);
const AT = /^(container|layer|scope|property|starting-style)$/;

let found = 0;
const say = (file, node, words) => {
  found += 1;
  console.log(`${file}:${node.source.start.line}: ${words}`);
};
for (const file of process.argv.slice(2)) {
  const onFeatureUsage = ({ usage, message, feature }) => say(file, usage, `${feature}: ${message.split(": ").slice(1).join(": ")}`);
  const { root } = await postcss([new DoIUse({ browsers, ignore, onFeatureUsage })])
    .process(readFileSync(file, "utf8"), { from: file });
  root.walk((node) => {
    if (node.type === "atrule" && AT.test(node.name)) say(file, node, `@${node.name}`);
    if (node.type === "rule" && node.parent.type === "rule") say(file, node, "a rule in a rule");
    if (node.type === "rule" && YOUNG.test(node.selector)) say(file, node, node.selector);
    if (node.type === "decl" && /^font(-size)?$/.test(node.prop) && FIXED.test(node.value) && !drawn(node.parent) && !onPaper(node)) say(file, node, `${node.prop}: ${node.value}`);
    if (node.type === "decl" && (SHORT.test(node.prop) || YOUNG.test(node.value))) say(file, node, `${node.prop}: ${node.value}`);
  });
}
process.exitCode = found ? 1 : 0;
