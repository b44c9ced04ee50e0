// Options put in order: by buttons, by dragging, by keyboard.

import { h, on } from "../draw.js";
import { slips } from "../slip.js";
import { icon } from "../symbols.js";
import { mark, toneOf } from "../tone.js";
import { list } from "../values.js";
import { shortOf } from "./parts.js";

export const sequencing = (item, { emit, say }) => {
  const options = list(item.options);
  const rows = {};
  const board = h("ol.rows" + shortOf(item));
  let order = [];
  let frozen = false;
  options.forEach((option, at) => {
    const button = (name, words) => h("button.move",
      { type: "button", "aria-label": `${words}：${option.text}` }, icon(name));
    const up = button("up", "上移");
    const down = button("down", "下移");
    const place = h("b");
    const tag = h("span.tag");
    // Print shows the order as it was given, by --dabie-at.
    const row = h("li.row", { "data-id": option.id },
      h("span.grip", {}, place, icon("grip")), h("span.text", {}, option.text), tag, up, down);
    row.style.setProperty("--dabie-at", at);
    rows[option.id] = { row, place, tag, up, down, text: option.text };
  });

  /** Put the rows in order around the focused one: a node that is moved loses the focus. */
  const arrange = (moved) => {
    const held = board.getRootNode().activeElement;
    const pin = order.map((key) => rows[key].row).find((row) => row.contains(held));
    let before = pin;
    order.forEach((key, at) => {
      const { row, place, up, down } = rows[key];
      const last = at === order.length - 1;
      if (row === pin) before = null;
      else board.insertBefore(row, before || null);
      place.textContent = at + 1;
      row.classList.toggle("dabie-moved", key === moved);
      // At the end the focus passes to the other button.
      if (held === up && !at) down.focus();
      if (held === down && last) up.focus();
      up.disabled = !at;
      down.disabled = last;
    });
  };
  const place = (key, to) => {
    order = order.filter((each) => each !== key);
    order.splice(to, 0, key);
    arrange(key);
  };
  const tell = (key) => {
    say(`“${rows[key].text}”移到第 ${order.indexOf(key) + 1} 位，共 ${order.length} 位`);
    emit(order.slice());
  };

  const slip = slips(false);
  on(board, "click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const key = button.parentNode.dataset.id;
    if (slip(event, key)) return; // the other row would undo the move
    place(key, order.indexOf(key) + (button === rows[key].up ? -1 : 1));
    tell(key);
  });

  // A mouse drags a row by any part, a finger only by its grip, so that the page still scrolls.
  let drag = null;
  on(board, "pointerdown", (event) => {
    const from = event.target.closest(event.pointerType === "touch" ? ".dabie-grip" : ".dabie-row");
    if (frozen || drag || event.button || !from || event.target.closest("button")) return;
    const { id } = from.closest("li").dataset;
    drag = { id, before: order.join(), y: event.clientY };
    board.setPointerCapture(event.pointerId);
  });
  on(board, "pointermove", (event) => {
    if (!drag || Math.abs(event.clientY - drag.y) < 5) return;
    drag.y = NaN; // under way: from now on every move counts
    rows[drag.id].row.classList.add("dabie-lifted");
    const to = order.filter((key) => key !== drag.id).filter((key) => {
      const box = rows[key].row.getBoundingClientRect();
      return box.top + box.height / 2 < event.clientY;
    }).length;
    if (order[to] !== drag.id) place(drag.id, to);
  });
  const drop = () => {
    if (!drag) return;
    const { id, before } = drag;
    drag = null;
    rows[id].row.classList.remove("dabie-lifted");
    if (order.join() !== before) tell(id);
  };
  on(board, "pointerup pointercancel", drop);

  return {
    area: h("div", {}, h("div.print", {}, `在方框里填 1 到 ${options.length}。`), board),
    unready: "先移动至少一项；顺序本来就对，点“就按这个顺序”",
    keep: () => emit(order.slice()),
    write: (response) => {
      const given = options.map((option) => option.id);
      order = Array.from(new Set(list(response).filter((key) => given.includes(key)).concat(given)));
      say("");
      arrange();
    },
    show: (now) => {
      frozen = now.frozen;
      board.classList.toggle("dabie-frozen", frozen);
      if (frozen) {
        say("");
        arrange();
      }
      order.forEach((key) => {
        const tone = toneOf(now, key);
        const seen = now.revealed ? `应在第 ${list(item.key).indexOf(key) + 1} 位` : "位置不对";
        mark(rows[key].row, rows[key].tag, tone, tone && (tone === "right" ? "位置对" : seen));
      });
    },
    partly: ({ hits, faults, of }) => `${of} 组先后里 ${hits} 组对、${faults} 组反。`,
  };
};
