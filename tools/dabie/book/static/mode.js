// Before anything is drawn: light or dark as the reader last chose, the word that script runs, and
// whether the page is begun at its top, so that what is far below may be laid out a little later.
(function () {
  var root = document.documentElement;
  // Only a browser that runs modules can bring items to life, and none does from a mere file.
  var modules = "noModule" in document.createElement("script") && location.protocol !== "file:";
  if (modules) root.classList.add("dabie-js");
  try {
    var chosen = localStorage.getItem("dabie/" + root.getAttribute("data-dabie-course") + "/theme");
    if (chosen === "dark" || chosen === "light") root.setAttribute("data-theme", chosen);
  } catch {
    // A browser that stores nothing follows the system.
  }
  // Who comes back to a place in the page, or to a word of it, needs all that stands above it; and a
  // browser that lets the text jump when something above it grows must not lay out late.
  var visit = performance.getEntriesByType("navigation")[0];
  var begun = visit && visit.type === "navigate" && !location.hash && !location.search;
  var able = window.CSS && CSS.supports("overflow-anchor", "auto") && CSS.supports("overflow", "clip");
  if (begun && able) root.classList.add("dabie-early");
})();
