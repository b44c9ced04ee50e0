// What the site's scripts may use: the language of 2020 and what both oldest browsers know.
import compat from "eslint-plugin-compat";

export default [
  {
    files: ["**/*.js"],
    plugins: { compat },
    languageOptions: { ecmaVersion: 2020, sourceType: "module" },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    settings: { browsers: ["chrome 86", "firefox 78"] },
    rules: { "compat/compat": "error", "no-unused-vars": "error", "no-undef": "off" },
  },
];
