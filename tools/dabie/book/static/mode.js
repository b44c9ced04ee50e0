// Before anything is drawn: light or dark as the reader last chose, and the word that script runs.
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
})();
