// One modal sheet at a time: the browser's own where it has one, else the same by hand.

import { button, make } from "./html.js";
import { icon } from "./icons.js";

// eslint-disable-next-line compat/compat -- asked for, and done by hand where there is none
const native = typeof HTMLDialogElement === "function" && Boolean(HTMLDialogElement.prototype.showModal);
const FOCUSABLE = "a[href], button, input, textarea, [tabindex='0']";
let open = null;

/** Show a sheet with a title, a body and buttons; one that is open already gives way to it.
 *
 * The focus goes to the title, and back to `opener` when the sheet is closed. */
export function showDialog({ title, body, buttons, opener, ruled = false }) {
  if (open) open.away(false);
  const id = `dabie-dialog-${Math.random().toString(36).slice(2)}`;
  const heading = make("h2.dabie-dialog-title", { id, tabindex: "-1" }, title);
  const close = button("button.dabie-dialog-close", () => closeDialog(), icon("close"));
  close.setAttribute("aria-label", "关闭");
  const inner = make("div.dabie-dialog-body", {}, ...body);
  const sheet = make(native ? "dialog.dabie-dialog" : "div.dabie-dialog.dabie-dialog-own", { "aria-labelledby": id },
    make("div.dabie-dialog-head", {}, heading, close), inner, make("div.dabie-dialog-foot", {}, ...buttons));
  if (ruled) sheet.classList.add("dabie-dialog-ruled");
  open = { away: native ? showNative(sheet) : showOwn(sheet), opener };
  fit(sheet, inner);
  heading.focus();
}

/** Close the sheet; the focus goes back unless somebody else takes it. */
export function closeDialog(back = true) {
  if (!open) return;
  const { away, opener } = open;
  open = null;
  away();
  if (back && opener && opener.isConnected) opener.focus();
}

function showNative(sheet) {
  document.body.append(sheet);
  sheet.addEventListener("cancel", (event) => {
    event.preventDefault();
    closeDialog();
  });
  sheet.showModal();
  return () => {
    sheet.close();
    sheet.remove();
  };
}

function showOwn(sheet) {
  sheet.setAttribute("role", "dialog");
  sheet.setAttribute("aria-modal", "true");
  const back = make("div.dabie-dialog-back", {}, sheet);
  const others = Array.from(document.body.children).filter((one) => !one.hasAttribute("aria-hidden"));
  others.forEach((one) => one.setAttribute("aria-hidden", "true"));
  const keys = (event) => {
    if (event.key === "Escape") closeDialog();
    if (event.key !== "Tab") return;
    const stops = Array.from(sheet.querySelectorAll(FOCUSABLE)).filter((one) => one.offsetParent);
    const at = stops.indexOf(document.activeElement);
    const next = event.shiftKey ? (at < 1 ? stops.length - 1 : at - 1) : (at + 1) % stops.length;
    event.preventDefault();
    stops[next].focus();
  };
  const keep = ({ target }) => {
    if (!sheet.contains(target)) sheet.querySelector("h2").focus();
  };
  back.addEventListener("keydown", keys);
  document.addEventListener("focusin", keep);
  document.body.append(back);
  return () => {
    document.removeEventListener("focusin", keep);
    others.forEach((one) => one.removeAttribute("aria-hidden"));
    back.remove();
  };
}

/** Keep the sheet within what a phone's keyboard leaves of the screen, and its body reachable. */
function fit(sheet, inner) {
  const view = window.visualViewport;
  const measure = () => {
    if (!sheet.isConnected) return view && view.removeEventListener("resize", measure);
    // Zoomed in by two fingers the screen shows a part of the sheet: then it must not shrink.
    if (view && view.scale < 1.01) sheet.style.maxHeight = `${Math.max(240, view.height - 32)}px`;
    // A part that scrolls must be reachable by keyboard, and have a name.
    const scrolls = inner.scrollHeight > inner.clientHeight;
    if (scrolls) Object.entries({ tabindex: "0", role: "group", "aria-label": "内容" }).forEach((one) => inner.setAttribute(...one));
    else ["tabindex", "role", "aria-label"].forEach((one) => inner.removeAttribute(one));
  };
  measure();
  if (view) view.addEventListener("resize", measure);
}
