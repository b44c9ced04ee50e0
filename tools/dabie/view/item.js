/* Draws one item, collects its response, shows its outcome; never scores, never stores.
 *
 * An AFM module: the page's host and the notebook's widget both call `render({ model, el })`.
 * All that matters is in the model. One file, because anywidget loads one. In order:
 * DOM, icons, sanitiser, the kinds, the frame (state, boxes, buttons), render. */

const MAX_TEXT = 20000; // characters of a long answer that count
const TWICE = 400; // ms in which a second press is taken for a slip of the finger

/** Tells a slip: the second half of a double click that has fallen on what came under the pointer,
 * and where `same` is given also a second press of the same thing. */
const slips = (same) => {
  let last = {};
  return (event, what) => {
    const again = last.what === what ? same : event.detail > 1;
    if (again && event.timeStamp - last.time < TWICE) return true;
    last = { what, time: event.timeStamp };
    return false;
  };
};

// ---- DOM

/** h("span.a.b", { attribute: value }, ...children): classes get the prefix dabie-, false and null
 * set no attribute. */
const h = (what, values, ...children) => {
  const [tag, ...classes] = what.split(".");
  const node = document.createElement(tag);
  node.className = classes.map((name) => `dabie-${name}`).join(" ");
  node.append(...children);
  return set(node, values);
};

const set = (node, values) => {
  for (const name in values) {
    const value = values[name];
    if (value === null || value === false) node.removeAttribute(name);
    else node.setAttribute(name, value);
  }
  return node;
};

const on = (node, types, listener) =>
  types.split(" ").forEach((type) => node.addEventListener(type, listener));

const fill = (node, ...children) => {
  node.textContent = "";
  node.append(...children);
};

/** What an object itself holds: a definition from outside may say "constructor". */
const own = (object, name) =>
  object && Object.prototype.hasOwnProperty.call(object, name) ? object[name] : undefined;

const list = (value) => (Array.isArray(value) ? value : []);
const text = (value) => (typeof value === "string" ? value : "");
const points = (score) => String(Math.round(score * 100) / 100);

// ---- icons: an outline, and what of it is filled

const RING = "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z";
const DISK = "M4.5 4.5H16L19.5 8v11.5h-15zM8 4.5v5h7v-5M7.5 19.5v-6h9v6";
const WARN = "M12 4 2.8 20h18.4zM12 10v4.5m0 2.5v.3";
const ICONS = {
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

const icon = (name) => {
  const draw = (tag, values) => set(document.createElementNS("http://www.w3.org/2000/svg", tag), values);
  const svg = draw("svg", { class: `dabie-icon dabie-icon-${name}`, viewBox: "0 0 24 24", "aria-hidden": true });
  svg.append(...ICONS[name].map((d, filled) => draw("path", { d, class: filled && "dabie-filled" })));
  return svg;
};

// ---- sanitiser

const ALLOWED = /^(P|STRONG|EM|CODE|UL|OL|LI|BR|BLOCKQUOTE)$/;

/** Copy a prompt's HTML; what is not named here is dropped to its text. The definition may come
 * from a hostile notebook. A DOMParser's document runs no script and loads nothing. */
const sanitise = (from, to, blank) => from.childNodes.forEach((child) => {
  if (child.nodeType === 3) to.append(child.data);
  if (child.nodeType !== 1) return;
  const { tagName } = child;
  const href = text(child.getAttribute("href"));
  let copy = null;
  if (ALLOWED.test(tagName)) copy = h(tagName);
  if (tagName === "A" && /^(https?:\/\/|#)/i.test(href)) copy = h("a", { href });
  if (tagName === "SPAN") copy = blank(child.getAttribute("data-blank"));
  if (copy) to.append(copy);
  sanitise(child, copy || to, blank);
});

// ---- the kinds
//
// Each is a function of (item, tools) that builds its controls once and returns
//   area             what stands below the prompt
//   unready          why 核对答案 waits while there is no response
//   write(response)  brings the controls to a response (any JSON: it may be from outside)
//   show(now)        brings locks, marks and tags to a state; returns an error to tell, if any
// and where it has them hint(response), partly(outcome) and fields (what an error is tied to).

const WORDS = { right: "对", wrong: "不对" };

/** Give a part its tone and its tag; a tone is a state, picked, missed or nothing. */
const mark = (node, tag, tone, words) => {
  set(node, { "data-tone": tone || null });
  fill(tag, ...(ICONS[tone] && words ? [icon(tone), words] : [words || ""]));
  set(tag, { "data-tone": tone || null });
};

/** The mark of a part that is right or not, with the right answer once it was asked for. */
const markPart = (node, tag, now, part, answer) => {
  const tone = toneOf(now, part);
  const seen = now.revealed && tone === "wrong" ? `，应当${answer()}` : "";
  mark(node, tag, tone, tone && WORDS[tone] + seen);
  return tone;
};

/** A part left empty is wrong where parts stand for themselves; only an option is "missed". */
const toneOf = (now, part) => {
  const tone = own(now.marks, part);
  return tone === "missed" ? "wrong" : tone;
};

/** A response by parts; null when no part is filled. */
const partial = (pairs) => {
  const response = {};
  pairs.forEach(([part, value]) => { if (value) response[part] = value; });
  return Object.keys(response).length ? response : null;
};

const counts = ({ hits, faults, of }) =>
  `选对 ${hits} 项${of > hits ? `，漏选 ${of - hits} 项` : ""}` +
  `${faults ? `，多选 ${faults} 项；多选 ${faults} 项要抵掉 ${faults} 项选对的` : ""}。`;

/** Short options stand three to a line in print. */
const shortOf = (item) =>
  (list(item.options).every((option) => text(option.text).length <= 8) ? ".short" : "");

const choice = (item, { id, emit }) => {
  const rows = list(item.options).map((option) => {
    const input = h("input.input", {
      type: item.multiple ? "checkbox" : "radio", name: id, "aria-label": option.text,
    });
    const tag = h("span.tag");
    const feedback = h("span.feedback");
    const row = h("label.option", {}, input, h("span.dot", {}, icon("tick")),
      h("span.text", {}, option.text), tag, feedback);
    return { id: option.id, input, tag, feedback, row };
  });
  const area = h("div" + shortOf(item), { role: item.multiple ? "group" : "radiogroup" },
    ...rows.map(({ row }) => row));
  on(area, "change", () => {
    const chosen = rows.filter(({ input }) => input.checked).map((row) => row.id);
    emit(chosen.length ? chosen : null);
  });
  // Natively an arrow checks the radio it moves to; here it only moves, and Space picks.
  on(area, "keydown", (event) => {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (item.multiple || !step) return;
    event.preventDefault();
    const at = rows.findIndex(({ input }) => input === event.target);
    rows[(at + step + rows.length) % rows.length].input.focus();
  });
  // While one radio has the focus it is the group's only stop: Tab leaves, even past the checked one.
  const stop = (only) => rows.forEach(({ input }) => { input.tabIndex = only && input !== only ? -1 : 0; });
  on(area, "focusin", (event) => stop(!item.multiple && event.target));
  on(area, "focusout", () => stop());
  return {
    area,
    unready: "先选一项",
    write: (response) => rows.forEach((row) => { row.input.checked = list(response).includes(row.id); }),
    show: (now) => rows.forEach(({ id: option, row, input, tag, feedback }) => {
      const given = own(now.marks, option);
      const missed = given === "missed";
      const tone = missed && !now.revealed ? "" : given;
      const words = missed ? "应当选" : item.multiple && tone === "right" ? "选对" : "你选的";
      const said = tone ? text(own(item.feedback, option)) : "";
      input.disabled = now.frozen;
      mark(row, tag, tone || (input.checked && "picked"), tone && words);
      // “漏选：对。……” would contradict itself.
      fill(feedback, missed && said && item.multiple ? `漏选：${said.replace(/^对[。：:，,]\s*/, "")}` : said);
    }),
    partly: counts,
  };
};

const sequencing = (item, { emit, say }) => {
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

const matching = (item, { emit }) => {
  const right = list(item.right);
  const textOf = (key) => (right.find((each) => each.id === key) || {}).text;
  const rows = list(item.left).map((left) => {
    const select = h("select.field", { "aria-label": left.text }, h("option", { value: "" }, "请选择"),
      ...right.map((each) => h("option", { value: each.id }, each.text)));
    const tag = h("span.tag");
    const row = h("div.pair", {}, h("div.left", {}, h("span.text", {}, left.text), tag),
      h("div.select", {}, select, icon("fold")));
    return { id: left.id, select, tag, row };
  });
  const area = h("div", {}, h("div.print", {}, `从这里选：${right.map((each) => each.text).join("、")}`),
    ...rows.map(({ row }) => row));
  on(area, "change", () => emit(partial(rows.map((row) => [row.id, row.select.value]))));
  const hint = (response) => {
    const open = rows.filter((row) => !own(response, row.id)).length;
    return open ? `还有 ${open} 行没配；没配的不得分` : "";
  };
  return {
    area,
    hint,
    unready: hint(null),
    write: (response) => rows.forEach(({ id, select }) => {
      select.value = text(own(response, id));
      if (select.selectedIndex < 0) select.value = "";
    }),
    show: (now) => rows.forEach(({ id, select, tag }) => {
      select.disabled = now.frozen;
      markPart(select, tag, now, id, () => `配“${textOf(own(item.key, id))}”`);
    }),
    partly: ({ hits, of }) => `${of} 行对了 ${hits} 行。`,
  };
};

const textInput = (label, values) => h("input.field",
  { "aria-label": label, autocomplete: "off", autocapitalize: "off", spellcheck: "false", ...values });

const fillIn = (item, { prompt, blanks, emit }) => {
  const area = h("div.results");
  const rows = list(item.blanks).map((id, at) => {
    const input = textInput(`第 ${at + 1} 空`);
    const tag = h("span.tag");
    const result = h("span", {}, `第${at + 1}空 `, tag);
    (blanks[id] || prompt).append(input);
    area.append(result);
    return { id, input, tag, result };
  });
  const widen = ({ input }) => { input.style.width = `${Math.max(5.2, input.value.length + 1.6)}em`; };
  on(prompt, "input", () => {
    rows.forEach(widen);
    emit(partial(rows.map(({ id, input }) => [id, input.value.trim() && input.value])));
  });
  return {
    area,
    unready: "先填一个空",
    fields: rows.map(({ input }) => input),
    write: (response) => rows.forEach((row) => {
      row.input.value = text(own(response, row.id));
      widen(row);
    }),
    show: (now) => rows.forEach(({ id, input, tag, result }) => {
      input.readOnly = now.frozen;
      result.hidden = !markPart(input, tag, now, id, () => `填“${list(own(item.key, id))[0]}”`);
    }),
    partly: ({ hits, of }) => `${of} 空对了 ${hits} 空。`,
  };
};

const numeric = (item, { emit }) => {
  const unit = item.unit || "";
  const input = textInput(unit ? `答案，单位：${unit}` : "答案", { inputmode: "decimal" });
  const tag = h("span.tag");
  on(input, "input", () => emit(input.value.trim() ? input.value : null));
  return {
    area: h("div.number-area", {}, input, unit, tag),
    unready: "先填一个空",
    fields: [input],
    malformed: () => {
      const example = item.key === "3650" ? "4100" : "3650"; // never the key
      return `这里要填数字，例如 ${example}。写“${example.replace(/(...)$/, ",$1")}”` +
        `${unit && `“${example}${unit}”`}也可以。`;
    },
    write: (response) => { input.value = text(response); },
    show: (now) => {
      input.readOnly = now.frozen;
      markPart(input, tag, now, "value", () => `填 ${item.key}`);
    },
  };
};

const longFillIn = (item, { id, emit }) => {
  const input = h("textarea.field", { rows: 6, "aria-label": "你的回答" });
  const saved = h("span");
  const count = h("span");
  // One table: a list on the screen, in print a table that is never folded.
  const levels = list(item.rubric).map((row) => list(row.levels).map((words, score) =>
    h("td", {}, h("b", {}, String(score), h("span.screen", {}, " 分")), ` ${words}`)));
  const rubric = h("table.rubric", { id: `${id}-t` }, ...levels.map((cells, at) =>
    h("tr", {}, h("th", { scope: "row" }, item.rubric[at].criterion), ...cells,
      h("td.print", {}, at ? "" : "得分"))));
  const fold = h("button.fold", { type: "button", "aria-controls": `${id}-t` },
    icon("fold"), `评分标准（共 ${points(item.max_score)} 分）`);
  const open = (is) => {
    rubric.hidden = !is;
    set(fold, { "aria-expanded": String(is) });
  };
  let drawn = false;
  on(fold, "click", () => open(rubric.hidden));
  on(input, "input", () => {
    const kept = Array.from(input.value).slice(0, MAX_TEXT).join("");
    emit(kept.trim() ? kept : null);
  });
  return {
    area: h("div", {}, input, h("div.print", {}, ..."12345".split("").map(() => h("div.line"))),
      h("div.below", {}, saved, count), fold, rubric),
    unready: "先写几句",
    fields: [input],
    write: (response) => {
      input.value = text(response);
      if (!drawn) open(!input.value); // afterwards the fold stays as the reader left it
      drawn = true;
    },
    show: (now) => {
      const size = Array.from(input.value).length;
      input.readOnly = now.frozen;
      fill(saved, now.saved && now.answered && !now.frozen ? `自动保存于 ${now.saving.at}` : "");
      fill(count, now.frozen ? "" : `${size} / ${MAX_TEXT} 字`);
      if (now.review) open(true);
      levels.forEach((cells, at) => cells.forEach((cell, score) => {
        const reached = now.review && list(now.review.levels)[at] === score;
        set(cell, { "data-tone": reached && "picked", "aria-current": reached && "true" });
      }));
      return size > MAX_TEXT && `超出 ${MAX_TEXT} 字的部分不能保存`;
    },
  };
};

const KINDS = {
  sequencing: [sequencing, "排序"], matching: [matching, "配对"], "fill-in": [fillIn, "填空"],
  numeric: [numeric, "数值"], "long-fill-in": [longFillIn, "写作"], choice: [choice, "单选"],
};

// ---- the frame: what the state is, which words and buttons it has

const STATES = {
  unanswered: "未作答", answered: "已作答", right: "答对了", partly: "部分对", wrong: "不对", saved: "已保存",
  pending: "待评阅", reviewed: "已评阅", locked: "已锁定", malformed: "需要改一下", failed: "未能保存",
};
const WATCHED = ["number", "mode", "response", "checked", "revealed", "outcome", "saving", "locked", "review"];

/** What the model says, read once per drawing. */
const read = (model) => {
  const now = {};
  WATCHED.forEach((name) => { now[name] = model.get(name); });
  if (now.response === undefined) now.response = null;
  now.saving = now.saving || {};
  const told = (now.outcome || {}).state;
  const assessment = now.mode === "assessment";
  const checked = now.checked && !assessment;
  const answered = now.response !== null;
  const saved = now.saving.state === "saved";
  const trouble = ["failed", "stale"].includes(now.saving.state);
  const malformed = told === "malformed" && (checked || assessment);
  const scored = checked && ["right", "partly", "wrong"].includes(told);
  const pending = checked && told === "pending";
  const waiting = checked && answered && !told; // the kernel has not scored yet
  const state = now.review ? "reviewed" : now.locked ? "locked" : trouble ? "failed"
    : malformed || scored || pending ? told : !answered ? "unanswered"
    : assessment && saved ? "saved" : "answered";
  return {
    ...now, assessment, answered, saved, trouble, malformed, scored, pending, waiting, state,
    closed: now.locked || now.review,
    revealed: scored && now.revealed,
    marks: scored ? now.outcome.marks : null,
    frozen: Boolean(now.locked || now.review || scored || pending),
  };
};

/** The outcome box as [state, title, right-hand words, spoken words, ...paragraphs], or null. */
const outcomeBox = (now, item, kind) => {
  const max = points(item.max_score);
  const scores = (score) => [`${points(score)} / ${max} 分`, `${points(score)} 分，满分 ${max} 分`];
  if (now.review) {
    return ["reviewed", "评阅人的话", ...scores(now.review.score), text(now.review.comment)];
  }
  if (now.pending) {
    return [now.saved ? "saved" : "pending", now.saved ? "已保存，待评阅" : "待评阅",
      `满分 ${max} 分`, `满分 ${max} 分`, "评阅人按评分标准给分，结果写在反馈页。"];
  }
  // While the next change is being saved the box stays, without the word 已保存.
  if (now.assessment && now.answered && !now.locked && (now.saved || now.saving.state === "saving")) {
    const at = now.saved ? now.saving.at : "";
    return ["saved", now.saved ? "已保存" : "正在保存", at, at, "测评不当场判分。交卷前可以随时改。"];
  }
  if (!now.scored) return null;
  const { state, score } = now.outcome;
  const right = state === "right";
  const said = [];
  if (state === "partly") said.push(kind.partly(now.outcome));
  if (state === "wrong" && !now.revealed) { // once the answer is seen there is no 再试一次 to point at
    const told = Object.keys(now.marks).some((id) => now.marks[id] === "wrong" && own(item.feedback, id));
    said.push(told ? "先看选项下面那句话，再试一次。" : "再想一想，可以再试一次。");
  }
  if ((now.revealed || right) && item.explanation) {
    const sources = list(item.sources).map((source) => source.text).join("；");
    said.push(h("div.why", {}, h("b", {}, "为什么"), ` ${item.explanation}`,
      h("div.sources", {}, sources && `出处：${sources}`)));
  }
  return [state, STATES[state], ...scores(score), ...said];
};

const troubleBox = (now) => (now.saving.state === "stale"
  ? ["failed", "另一个窗口里改过", "", "", "这一章在另一个窗口里改过。点“载入新的”再接着答。"]
  : ["failed", "没有保存成功", "", "",
    text(now.saving.reason) || "这个浏览器不让网页存东西（可能开了无痕）。你的选择还在页面上，关掉就没了。"]);

const drawBox = (node, box) => {
  node.hidden = !box;
  if (!box) return fill(node);
  const [state, title, aside, spoken, ...said] = box;
  const words = [title, spoken, ...said.map((each) => each.textContent || each)].filter(Boolean).join("，");
  // Redrawn only when it says something else: an alert is not to be spoken twice.
  if (node.firstChild && node.getAttribute("aria-label") === words) return;
  set(node, { "data-tone": state, "aria-label": words });
  fill(node, h("div.box-head", {}, icon(state), h("b", {}, title), h("span", {}, aside)),
    ...said.map((each) => h("div", {}, each)));
};

/** The buttons of a state as { label: style }, in order; one primary at most. */
const buttonsOf = (now, item) => {
  if (now.closed) return {};
  const buttons = {};
  const main = now.trouble ? "" : "primary";
  const check = item.kind === "long-fill-in" ? "写好了" : "核对答案";
  if (now.trouble) {
    buttons[now.saving.state === "stale" ? "载入新的" : "再保存一次"] = "primary";
    buttons.复制答案文本 = "";
  }
  if (now.pending) buttons.继续修改 = "";
  else if (now.scored && (now.revealed || now.outcome.state === "right")) buttons.再做一遍 = "link";
  else if (now.scored) Object.assign(buttons, { 再试一次: main, 看答案: "" });
  else {
    if (!now.assessment) buttons[check] = now.answered ? main : "off";
    if (item.kind === "sequencing") buttons[now.answered ? "还原顺序" : "就按这个顺序"] = now.answered ? "link" : "";
    // A long answer is not wiped by one press.
    else if (now.answered && item.kind !== "long-fill-in") buttons.清除 = "link";
  }
  return buttons;
};

/** Why a button is unavailable, or what to know before pressing it. */
const reasonOf = (now, item, kind) => {
  if (now.review) return "";
  if (now.locked) return "已交卷，答案不能再改。需要重交，点页面上方的“重新作答”。";
  if (now.scored || now.pending) return "";
  if (now.waiting) return "正在核对";
  if (now.malformed) return now.assessment ? "" : "改好再核对，不扣分";
  if (!now.answered) return now.assessment && item.kind !== "sequencing" ? "" : kind.unready;
  if (kind.hint) return kind.hint(now.response);
  return item.kind === "long-fill-in" && !now.assessment ? "写作题由人评阅" : "";
};

// ---- render

const render = ({ model, el }) => {
  const item = model.get("item") || {};
  const [build, word] = own(KINDS, item.kind) || [];
  if (!build) {
    el.append(h("section.item", {}, "这道题显示不出来。"));
    return () => {};
  }
  // The same item may stand twice on a page, and this module may be loaded twice.
  const id = `dabie-${Math.random().toString(36).slice(2)}`;
  const { seconds } = item;
  const number = h("span.number");
  const stateMark = h("span.state");
  const prompt = h("div.prompt", { id });
  const status = h("div.status", { role: "status" });
  const error = h("div.error", { id: `${id}-e`, tabindex: -1 });
  const outcome = h("div.outcome", { role: "group", tabindex: -1 });
  const trouble = h("div.outcome.trouble", { role: "group" });
  const reason = h("span.reason", { id: `${id}-r` });
  const bar = h("div.buttons");

  const blanks = {};
  sanitise(new DOMParser().parseFromString(text(item.prompt), "text/html").body, prompt, (key) => {
    if (!list(item.blanks).includes(key) || own(blanks, key)) return null;
    blanks[key] = h("span.blank");
    return blanks[key];
  });

  const save = (values) => {
    for (const name in values) model.set(name, values[name]);
    model.save_changes();
  };
  let drawn; // the response that the controls show, as JSON
  const emit = (response) => {
    drawn = JSON.stringify(response);
    // Only what was malformed can be edited while it is checked.
    save(model.get("checked") ? { checked: false, response } : { response });
  };
  const kind = build(item, { id, prompt, blanks, emit, say: (words) => fill(status, words) });
  kind.area.classList.add("dabie-area");
  set(kind.area, { role: kind.area.getAttribute("role") || "group", "aria-labelledby": id });
  const root = h(`section.item.${item.kind}`, { role: "group" },
    h("div.head", {}, number, h("span.kind", {}, item.multiple ? "多选" : word),
      h("span", {}, `${points(item.max_score)} 分`),
      h("span.screen", {}, seconds ? `约 ${seconds < 120 ? `${seconds} 秒` : `${Math.round(seconds / 60)} 分钟`}` : ""),
      stateMark),
    prompt, kind.area, error, status, outcome, trouble, bar);
  const focused = () => root.getRootNode().activeElement;

  let goal = ""; // where a press sends the focus once its drawing is there: outcome, answer, button
  let field = null; // the first wrong one, to go back to
  let first = true;

  const drawButtons = (now) => {
    const buttons = buttonsOf(now, item);
    const held = bar.contains(focused()) && focused().textContent;
    if (held && !goal) goal = held in buttons ? held : "button"; // a button that goes takes the focus along
    fill(reason, reasonOf(now, item, kind));
    fill(bar, ...Object.keys(buttons).map((label) => {
      const off = buttons[label] === "off";
      return h(`button.button.${buttons[label] || "secondary"}`, {
        type: "button", "aria-disabled": off && "true",
        "aria-describedby": /^(核对答案|写好了)$/.test(label) && reason.textContent && reason.id,
      }, label);
    }));
    const main = bar.querySelector("[aria-describedby]");
    if (reason.textContent) bar.insertBefore(reason, main ? main.nextSibling : bar.firstChild);
  };

  const sendFocus = (now) => {
    if (!goal || (goal === "outcome" && now.waiting)) return;
    const buttons = Array.from(bar.querySelectorAll("button"));
    const same = buttons.find((button) => button.textContent === goal);
    let target = same || field || root.querySelector("input:checked") ||
      root.querySelector("input, select, textarea, button:enabled");
    if (!same && goal !== "answer") {
      if (!outcome.hidden) target = outcome;
      else if (goal === "button" && buttons.length) [target] = buttons;
      else if (now.malformed && !kind.fields) target = error;
    }
    goal = "";
    // Not when the reader went on elsewhere while the kernel was scoring.
    if (!target || !(root.contains(focused()) || focused() === document.body || !focused())) return;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "nearest" });
  };

  const draw = () => {
    const now = read(model);
    const response = JSON.stringify(now.response);
    if (response !== drawn) kind.write(now.response);
    drawn = response;
    set(root, { "data-state": now.state, "aria-label": `第 ${now.number} 题` });
    fill(number, h("span.screen", {}, "第 "), String(now.number), h("span.screen", {}, " 题"));
    mark(stateMark, stateMark, now.state, STATES[now.state]);
    const told = kind.show(now);
    const problem = told || (now.malformed && (kind.malformed ? kind.malformed() : text(now.outcome.reason))) || "";
    if (error.textContent !== problem) fill(error, ...(problem ? [icon("malformed"), problem] : []));
    list(kind.fields).forEach((field) =>
      set(field, { "aria-invalid": problem ? "true" : null, "aria-describedby": problem ? error.id : null }));
    drawBox(outcome, outcomeBox(now, item, kind));
    // Errors are spoken at once, but what was there before is silent.
    if (!first) [error, trouble].forEach((node) => set(node, { role: "alert" }));
    drawBox(trouble, now.trouble && !now.closed && troubleBox(now));
    drawButtons(now);
    sendFocus(now);
    first = false;
  };

  let asked = false;
  let gone = false;
  // Drawn after the host's own answer to the same change, so that nothing flashes in between.
  const redraw = () => {
    if (!asked) {
      Promise.resolve().then(() => {
        asked = false;
        if (!gone) draw();
      });
    }
    asked = true;
  };

  const check = () => {
    if (model.get("checked")) redraw(); // malformed, and unchanged since
    else save({ checked: true });
  };
  const again = () => {
    field = root.querySelector('.dabie-field[data-tone="wrong"]');
    save({ checked: false, revealed: false });
  };
  const empty = () => {
    field = null;
    save({ response: null, checked: false, revealed: false });
  };
  const request = (name) => () =>
    save({ request: { name, n: ((model.get("request") || {}).n || 0) + 1 } });
  const presses = {
    核对答案: ["outcome", check],
    写好了: ["outcome", check],
    看答案: ["outcome", () => save({ revealed: true })],
    再试一次: ["answer", again],
    继续修改: ["answer", again],
    清除: ["answer", empty],
    再做一遍: ["answer", empty],
    还原顺序: ["button", empty],
    就按这个顺序: ["button", kind.keep],
    再保存一次: ["", request("save-again")],
    复制答案文本: ["", request("copy-answer")],
    载入新的: ["", request("load-new")],
  };
  const slip = slips(true);
  on(bar, "click", (event) => {
    const button = event.target.closest("button");
    if (!button || button.hasAttribute("aria-disabled")) return;
    const label = button.textContent;
    if (slip(event, label)) return;
    const [to, press] = presses[label];
    goal = to;
    press();
  });

  // A held Enter is one press.
  on(root, "keydown", (event) => {
    if (event.repeat && event.key === "Enter" && event.target.closest("button")) event.preventDefault();
  });

  WATCHED.forEach((name) => model.on(`change:${name}`, redraw));
  draw();
  el.append(root);
  return () => {
    gone = true;
    WATCHED.forEach((name) => model.off(`change:${name}`, redraw));
    root.remove();
  };
};

export default { render };
