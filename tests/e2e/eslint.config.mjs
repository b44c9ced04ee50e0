// What the site's scripts may use: the language of 2020 and what both oldest browsers know.
import compat from "eslint-plugin-compat";

// Methods of values, which `compat` cannot see: it knows only what hangs on a global.
const YOUNG = [
  "at", "findLast", "findLastIndex", "toReversed", "toSorted", "toSpliced", "with", "isWellFormed",
  "toWellFormed", "union", "intersection", "difference", "isSubsetOf", "isSupersetOf",
  "checkVisibility", "hidePopover", "requestSubmit", "setHTML", "showPicker",
  "showPopover", "startViewTransition", "togglePopover",
].join("|");

export default [
  {
    files: ["**/*.js"],
    plugins: { compat },
    languageOptions: { ecmaVersion: 2020, sourceType: "module" },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    settings: { browsers: ["chrome 86", "firefox 78"] },
    rules: {
      "compat/compat": "error",
      "no-unused-vars": "error",
      "no-undef": "off",
      "no-restricted-syntax": ["error", {
        selector: `CallExpression[callee.object.type!="ThisExpression"][callee.property.name=/^(${YOUNG})$/]`,
        message: "A method that Chromium 86 or Firefox 78 does not know.",
      }],
    },
  },
];
