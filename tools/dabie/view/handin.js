// Handing in, step by step: who and what is missing, then the receipt, or the text to copy.

import { copyFrom, counted, FAILED, select } from "./copy.js";
import { closeDialog, showDialog } from "./dialog.js";
import { button, make } from "./html.js";
import { icon } from "./icons.js";
import { asText, fileName } from "./submission.js";

// Browsers inside chat apps drop downloads without a word: there the text comes at once.
const NO_FILES = /MicroMessenger|wxwork|DingTalk/i.test(navigator.userAgent);
const FORM = "dabie-hand-in";
const FEW = 6; // unanswered items that are named in full
const MAIN = "button.dabie-act.dabie-act-main";
const FIELDS = [
  { name: "id", label: "编号", hint: "警号或组织者发的号", missing: "请填编号，组织者要按它登记。" },
  { name: "name", label: "姓名", hint: "", missing: "请填姓名，组织者要按它登记。" },
  { name: "unit", label: "单位", hint: "可不填", missing: "" },
];

/** Step 1: what is unanswered, and who hands in.
 *
 * `desk` is whose answers are handed in, a page's or a notebook's: `meta` (title, course, exercise,
 * items), `learner`, `unanswered` (identifiers), `here(id)` and `go(id)` for the items that stand in the same place,
 * `stale` (how to load what is newer, if anything is), `become(learner)`, `submission(learner, now)`,
 * `notebook(content)` (the text of the file), `opener` (what takes the focus back). */
export function handIn(desk) {
  const { meta, opener } = desk;
  const fields = FIELDS.map((field) => drawField(field, (desk.learner || {})[field.name] || ""));
  const form = make("form.dabie-form", { id: FORM, novalidate: "" }, ...fields.map(({ row }) => row),
    make("p.dabie-small", {}, "这三项只写进交卷文件，不上传，也没有人核验身份。"));
  let busy = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const wrong = fields.filter((field) => !field.check());
    if (wrong.length) {
      wrong[0].input.focus();
      // With the sentence below it, which a small dialog would hide.
      return wrong[0].row.scrollIntoView({ block: "nearest" });
    }
    if (busy) return;
    busy = true;
    send.textContent = "正在生成";
    const learner = {};
    for (const { name, read } of fields) learner[name] = read();
    desk.become(learner);
    await finish(desk, learner);
  });
  const send = make(MAIN, { type: "submit", form: FORM }, NO_FILES ? "交卷，生成文本" : "交卷，保存文件");
  showDialog({
    title: "交卷",
    opener,
    body: [
      make("p.dabie-small", {}, `${meta.title}，`, make("span.dabie-unbroken", {}, `共 ${meta.items.length} 题`)),
      ...warnStale(desk),
      ...listUnanswered(desk),
      form,
    ],
    buttons: [send, button("button.dabie-act", () => closeDialog(), "回去再看看")],
  });
}

async function finish(desk, learner) {
  const { meta, opener } = desk;
  const now = new Date();
  const content = desk.submission(learner, now);
  if (NO_FILES) return showText(content, opener);
  const file = { name: fileName(meta, learner, now), text: await desk.notebook(content) };
  save(file);
  showReceipt({ file, content, meta, now, opener });
}

/** Step 2: what was saved, and what is left to do. */
function showReceipt({ file, content, meta, now, opener }) {
  const { id, name } = content.learner;
  const two = (number) => String(number).padStart(2, "0");
  const day = `${now.getFullYear()}年${now.getMonth() + 1}月${now.getDate()}日`;
  const facts = [
    ["学员", `${id} ${name}`],
    ["时间", `${day} ${two(now.getHours())}:${two(now.getMinutes())}`],
    ["作答", `${meta.items.length} 题中 ${Object.keys(content.responses).length} 题`],
  ];
  showDialog({
    title: "交卷文件已生成",
    ruled: true,
    opener,
    body: [
      make("p.dabie-file", {}, file.name),
      make("dl.dabie-facts", {}, ...facts.map(([term, said]) =>
        make("div", {}, make("dt", {}, term), make("dd", {}, said)))),
      make("h3.dabie-dialog-next", {}, "还差一步：把文件交给组织者"),
      steps("在“下载”里找到这个文件。", "用内网邮箱、共享文件夹或 U 盘交给组织者。", "自己留一份：换了设备，打开它就能接着答。"),
      make("p.dabie-small", {}, "改了答案可以再交一次，一般以最后一次为准。"),
    ],
    buttons: [
      button(MAIN, () => save(file), icon("download"), "再保存一次"),
      button("button.dabie-act", () => showText(content, opener), "文件没有出现？"),
    ],
  });
}

/** Step 3: the same answers as text. */
function showText(content, opener) {
  const text = asText(content);
  const box = make("textarea.dabie-copy-text", { id: `${FORM}-text`, readonly: "", rows: "5", spellcheck: "false" });
  box.value = text;
  const said = make("div", { role: "status" });
  const copy = async () => {
    const done = await copyFrom(box);
    const words = done ? `已复制 ${counted(text)}` : FAILED;
    said.textContent = "";
    said.append(notice(done ? "right" : "warn", done ? "right" : "wrong", words));
    if (!done) select(box);
  };
  showDialog({
    title: "改用文本交卷",
    opener,
    body: [
      make("p", {}, "这个浏览器不让网页保存文件。把下面的文本完整发给组织者，效果和交文件一样。"),
      steps("点“复制全部”。", "粘贴到内网邮件，或存成 .txt 文件。", "不要改动任何一个字。"),
      make("label.dabie-label", { for: box.id }, "交卷文本", make("span.dabie-hint", {}, `共 ${counted(text)}`)),
      box,
      said,
    ],
    buttons: [
      button(MAIN, copy, icon("copy"), "复制全部"),
      button("button.dabie-act", () => select(box), "选中文本"),
    ],
  });
}

function drawField({ name, label, hint, missing }, value) {
  const id = `${FORM}-${name}`;
  const input = make("input.dabie-input-line", { id, maxlength: "100", autocomplete: "off" });
  const error = make("p.dabie-field-error", { id: `${id}-error`, hidden: "" }, icon("warn"), missing);
  input.value = value;
  if (missing) input.required = true;
  const read = () => {
    const typed = input.value.replace(/\s+/g, " ").trim();
    // An id typed with a Chinese keyboard's wide digits is the same id.
    return name === "id" ? typed.normalize("NFKC").trim() : typed;
  };
  const check = () => {
    const wrong = Boolean(missing) && !read();
    error.hidden = !wrong;
    if (wrong) input.setAttribute("aria-describedby", error.id);
    else input.removeAttribute("aria-describedby");
    input.setAttribute("aria-invalid", String(wrong));
    return !wrong;
  };
  input.addEventListener("input", () => error.hidden || check());
  const heading = make("label.dabie-label", { for: id }, label);
  if (hint) heading.append(make("span.dabie-hint", {}, hint));
  return { name, input, read, check, row: make("div.dabie-field-row", {}, heading, input, error) };
}

function listUnanswered({ meta, unanswered, here, go }) {
  if (!unanswered.length) return [];
  const said = make("p");
  // Many in short, so that the fields below them are seen without scrolling.
  const short = unanswered.length > FEW;
  if (short) said.append("第 ");
  unanswered.forEach((id, at) => {
    if (at) said.append("、");
    const number = meta.items.indexOf(id) + 1;
    const words = short ? `${number}` : `第 ${number} 题`;
    if (!here(id)) return said.append(words);
    const link = make("a", { href: `#item-${id}`, ...(short && { "aria-label": `第 ${number} 题` }) }, words);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      closeDialog(false);
      go(id);
    });
    said.append(link);
  });
  said.append(short ? " 题。" : "。", "未作答的记 0 分，也可以现在就交。");
  return [notice("partly", "partly", `还有 ${unanswered.length} 题未作答`, said)];
}

function warnStale({ stale }) {
  if (!stale) return [];
  return [notice("warn", "wrong", "这一章在另一个窗口里改过", make("p", {}, "现在交的是这个窗口里的答案。"),
    button("button.dabie-act", stale, "载入新的"))];
}

function notice(drawn, tone, title, ...more) {
  return make(`div.dabie-notice.dabie-notice-${tone}`, {}, make("p.dabie-notice-title", {}, icon(drawn), title), ...more);
}

function steps(...each) {
  return make("ol.dabie-steps", {}, ...each.map((one) => make("li", {}, one)));
}

/** Have the browser save the file; the address stays good while a slow phone asks where to. */
function save({ name, text }) {
  // A type that browsers know as plain data: they would add an ending of their own to any other.
  const url = URL.createObjectURL(new Blob([text], { type: "application/octet-stream" }));
  const link = make("a", { href: url, download: name, hidden: "" });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}
