// What every page needs: light and dark, the contents as a drawer, the place in the page, notes.
(function () {
  var root = document.documentElement;
  var here = document.currentScript.src;
  var find = function (selector) { return document.querySelector(selector); };
  var all = function (selector) { return Array.prototype.slice.call(document.querySelectorAll(selector)); };
  var key = "dabie/" + root.getAttribute("data-dabie-course") + "/theme";

  // ---- light and dark: follows the system until the reader chooses
  var system = matchMedia("(prefers-color-scheme: dark)");
  var mode = find(".dabie-mode");
  var isDark = function () {
    var chosen = root.getAttribute("data-theme");
    return chosen ? chosen === "dark" : system.matches;
  };
  var showMode = function () { mode.setAttribute("aria-pressed", String(isDark())); };
  mode.hidden = false;
  mode.addEventListener("click", function () {
    var chosen = isDark() ? "light" : "dark";
    root.setAttribute("data-theme", chosen);
    try {
      localStorage.setItem(key, chosen);
    } catch {
      // It holds for this page.
    }
    showMode();
  });
  if (system.addEventListener) system.addEventListener("change", showMode);
  showMode();

  // ---- the contents as a drawer, where they do not stand beside the text
  var menu = find(".dabie-menu");
  var sidebar = find(".dabie-sidebar");
  menu.setAttribute("role", "button");
  menu.setAttribute("aria-controls", "sidebar");
  var isOpen = function () { return root.classList.contains("dabie-drawer"); };
  var setOpen = function (open) {
    root.classList.toggle("dabie-drawer", open);
    menu.setAttribute("aria-expanded", String(open));
    if (open) {
      var current = sidebar.querySelector("[aria-current]") || sidebar.querySelector("a");
      current.focus({ preventScroll: false });
    }
  };
  var isBeside = function () {
    return getComputedStyle(sidebar).visibility === "visible" && !isOpen();
  };
  setOpen(false);
  menu.addEventListener("click", function (event) {
    event.preventDefault();
    if (isBeside()) sidebar.querySelector("a").focus();
    else setOpen(!isOpen());
  });
  menu.addEventListener("keydown", function (event) {
    if (event.key === " ") {
      event.preventDefault();
      menu.click();
    }
  });
  document.addEventListener("click", function (event) {
    if (isOpen() && !sidebar.contains(event.target) && !menu.contains(event.target)) setOpen(false);
    else if (isOpen() && event.target.closest(".dabie-sidebar a")) setOpen(false);
  });
  // The keyboard leaves the drawer: it closes behind it.
  sidebar.addEventListener("focusout", function (event) {
    if (isOpen() && event.relatedTarget && !sidebar.contains(event.relatedTarget) && event.relatedTarget !== menu) {
      setOpen(false);
    }
  });

  // The contents are longer than a screen: they open where the reader is.
  var marked = sidebar.querySelector("[aria-current]");
  // Not before the first drawing: to ask for a place now would have everything laid out twice.
  if (marked) requestAnimationFrame(function () { sidebar.scrollTop = marked.offsetTop - sidebar.clientHeight / 2; });

  // ---- where the reader is: the line under the top bar, and the section in the contents
  var links = all(".dabie-toc a");
  var targets = links.map(function (link) {
    return document.getElementById(decodeURIComponent(link.hash.slice(1)));
  });
  var line = find(".dabie-position");
  var asked = false;
  var showPlace = function () {
    asked = false;
    var way = root.scrollHeight - innerHeight;
    line.style.transform = "scaleX(" + (way > 0 ? Math.min(1, scrollY / way) : 0) + ")";
    var current = -1;
    targets.forEach(function (target, i) {
      if (target && target.getBoundingClientRect().top < 120) current = i;
    });
    links.forEach(function (link, i) {
      if (i === current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
  };
  var askPlace = function () {
    if (!asked) requestAnimationFrame(showPlace);
    asked = true;
  };
  addEventListener("scroll", askPlace, { passive: true });
  addEventListener("resize", askPlace);
  askPlace();

  // ---- a citation or a term opens its note: in the margin where there is one, else under the paragraph
  // (A chapter has up to 190 marks: notes of all of them would be a second text beside the first.)
  var MARKS = "a[aria-expanded].dabie-cite, a[aria-expanded].dabie-term";
  var margin = matchMedia("(min-width: 75em)");
  var mouse = matchMedia("(hover: hover)");
  var note = null;
  var opener = null;
  var passing = false;
  var resting = 0;
  var closeNote = function (refocus) {
    clearTimeout(resting);
    passing = false;
    if (!note) return;
    note.remove();
    opener.setAttribute("aria-expanded", "false");
    if (refocus) opener.focus();
    note = opener = null;
  };
  var noteOf = function (link) {
    var id = link.hash.slice(1);
    return document.getElementById(link.classList.contains("dabie-term") ? "explained-" + id : id);
  };
  var openNote = function (link) {
    var source = noteOf(link);
    var block = link.closest("p, li, td, dd, figcaption, summary");
    if (!source || !block) return false;
    note = document.createElement("div");
    note.className = "dabie-note";
    note.setAttribute("role", "note");
    Array.prototype.forEach.call(source.childNodes, function (child) {
      note.appendChild(child.cloneNode(true));
    });
    Array.prototype.forEach.call(note.querySelectorAll(".dabie-back"), function (back) { back.remove(); });
    // Inside a cell or a list line, below a paragraph.
    if (/^(P|FIGCAPTION)$/.test(block.tagName)) block.after(note);
    else block.appendChild(note);
    if (margin.matches) {
      note.className += " dabie-margin-note";
      var frame = note.offsetParent.getBoundingClientRect();
      note.style.top = block.getBoundingClientRect().top - frame.top + "px";
      note.style.left = find("main").getBoundingClientRect().right - frame.left + "px";
    }
    opener = link;
    link.setAttribute("aria-expanded", "true");
    return true;
  };
  addEventListener("resize", function () { closeNote(false); });
  all("a.dabie-cite, a.dabie-term").forEach(function (link) {
    if (noteOf(link)) link.setAttribute("aria-expanded", "false");
  });
  document.addEventListener("click", function (event) {
    var link = event.target.closest(MARKS);
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    var again = link === opener && !passing;
    closeNote(false);
    if (again || openNote(link)) event.preventDefault();
  });
  // A mouse that rests on a mark sees the note in the margin while it stays there; a click keeps it.
  document.addEventListener("mouseover", function (event) {
    clearTimeout(resting);
    if (!margin.matches || !mouse.matches || (note && !passing)) return;
    var link = event.target.closest(MARKS);
    var stays = note && (link === opener || note.contains(event.target));
    if (stays || (!link && !note)) return;
    resting = setTimeout(function () {
      closeNote(false);
      passing = Boolean(link) && openNote(link);
    }, link ? 120 : 300);
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    if (note) closeNote(!passing);
    else if (isOpen()) {
      setOpen(false);
      menu.focus();
    }
  });

  // ---- to the search from anywhere: / or Ctrl+K, but not while one types
  document.addEventListener("keydown", function (event) {
    var typing = event.target.closest("input, textarea, select, [contenteditable]");
    var asked = (event.key === "/" && !typing && !event.ctrlKey && !event.altKey && !event.metaKey)
      || (String(event.key).toLowerCase() === "k" && (event.ctrlKey || event.metaKey));
    if (!asked) return;
    event.preventDefault();
    var field = find(".dabie-search-field");
    if (field) field.focus();
    else find(".dabie-topbar a.dabie-search-link").click();
  });

  // ---- a page that a search led to marks what was searched for
  if (/[?&]find=/.test(location.search)) {
    import(new URL("highlight.js", here).href).catch(function () {
      // The page reads without marks as well.
    });
  }

  // ---- read once, read without network later: where the browser allows it and no line is spared
  var connection = navigator.connection;
  if ("serviceWorker" in navigator && !(connection && connection.saveData)) {
    addEventListener("load", function () {
      navigator.serviceWorker.register(root.getAttribute("data-content_root") + "sw.js").catch(function () {
        // On plain http there is none: the pages need the server then.
      });
    });
  }

  // ---- what stands far below is laid out when the reader first pauses, and then stays; at once when
  // a key or a link may lead there
  var pause = 0;
  /** The smallest thing in the middle of the screen, and where it stands. */
  var held = function () {
    return [.3, .5, .7].map(function (at) {
      var one = document.elementFromPoint(innerWidth / 2, at * innerHeight) || root;
      var box = one.getBoundingClientRect();
      return { one: one, top: box.top, height: box.height };
    }).sort(function (a, b) { return a.height - b.height; })[0];
  };
  var layAll = function () {
    clearTimeout(pause);
    removeEventListener("scroll", scrolled);
    if (!root.classList.contains("dabie-early")) return;
    var before = scrollY > 0 && held();
    root.classList.remove("dabie-early");
    if (before) scrollBy(0, before.one.getBoundingClientRect().top - before.top);
  };
  var seen = scrollY;
  var scrolled = function () {
    clearTimeout(pause);
    // Over a screen at once, as a screen reader or a dragged bar does: what is met there was never laid
    // out, and would grow away from under the finger.
    if (Math.abs(scrollY - seen) > innerHeight) return layAll();
    seen = scrollY;
    pause = setTimeout(layAll, 300);
  };
  if (root.classList.contains("dabie-early")) {
    addEventListener("scroll", scrolled, { passive: true });
    ["keydown", "beforeprint", "hashchange"].forEach(function (type) {
      addEventListener(type, layAll, { capture: true, once: true });
    });
    addEventListener("click", function (event) {
      if (event.target.closest("a[href^='#']")) layAll();
    }, true);
  }

  // ---- a notebook in the browser: fetched from when a reader makes for it
  all(".dabie-run a").forEach(function (link) {
    var begin = function () {
      import(new URL("warm.js", here).href).then(function (made) { return made.warm(link.href); }).catch(function () {
        // It is fetched when it is opened, then.
      });
    };
    link.addEventListener("pointerenter", begin, { once: true });
    link.addEventListener("focus", begin, { once: true });
  });

  // ---- an address that points into a fold opens it
  var unfold = function () {
    var target = null;
    try {
      target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch {
      // A stray % in an address is no escape.
    }
    var fold = target && target.closest("details");
    if (fold) {
      fold.open = true;
      target.scrollIntoView();
    }
  };
  addEventListener("hashchange", unfold);
  unfold();
})();
