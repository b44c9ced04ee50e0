// 我的进度: everything that this device keeps of the course, shown, saved to a file, taken back.

import { button, carried, make } from "../../view/html.js";
import { isUnanswered } from "../../view/responses.js";
import { identity, isRecord, parse, record } from "../../view/stored.js";
import { clock, localTime } from "../../view/times.js";
import { merge } from "./device.js";
import { get, parseDraft, put, Store } from "./store.js";

const FORMAT = 1;
const LIMIT = 20e6; // bytes
const BEGINS = /^\s*{"dabie_progress"/;

const root = document.querySelector(".dabie-mine");
const course = document.documentElement.dataset.dabieCourse;
const title = document.querySelector(".dabie-sidebar-title").textContent.trim();
const exercises = carried(document, "dabie-exercises");
const store = new Store(course);

const known = Array.isArray(exercises) ? exercises : [];
const answered = (draft, items) => items.filter((id) => !isUnanswered(draft.responses[id])).length;
const read = (exercise) => parseDraft(get(store.key(exercise))).draft;

function row({ id, title: name, url, items }) {
  const draft = read(id);
  const done = answered(draft, items);
  const at = done && draft.saved_at ? `，保存于 ${clock(draft.saved_at)}` : "";
  const words = done ? `已答 ${done} / ${items.length} 题${at}` : `共 ${items.length} 题，未开始`;
  return make("li", {}, make("a", { href: url }, make("strong", {}, name), " ", make("span.dabie-mine-state", {}, words)));
}

function show() {
  store.readLearner();
  const who = store.learner ? `${store.learner.id} ${store.learner.name}`.trim() : "还没有填过编号";
  const total = known.reduce((sum, one) => sum + one.items.length, 0);
  const done = known.reduce((sum, one) => sum + answered(read(one.id), one.items), 0);
  names.textContent = `学员：${who}。`;
  sums.textContent = `全书已答 ${done} / ${total} 题。`;
  list.textContent = "";
  list.append(...known.map(row));
}

/** Everything of the learner whose answers are shown. */
function exported(now) {
  const drafts = {};
  for (const { id } of known) {
    const { draft } = parseDraft(get(store.key(id)));
    if (Object.keys(draft.responses).length) drafts[id] = draft;
  }
  return { dabie_progress: FORMAT, course, saved_at: localTime(now), learner: store.learner, drafts };
}

function save() {
  const now = new Date();
  const content = exported(now);
  if (!Object.keys(content.drafts).length) return say("这台设备上还没有作答，没有可存的。");
  const url = URL.createObjectURL(new Blob([`${JSON.stringify(content)}\n`], { type: "application/octet-stream" }));
  const day = localTime(now).slice(0, 16).replace(/[-:]/g, "").replace("T", "-");
  const link = make("a", { href: url, download: `${title}-进度-${day}.json` });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
  return say("已存成文件。换了设备，在这一页点“从文件取回”。这个文件不是交卷文件，交卷在各章末尾。");
}

/** Return what a file holds, or a sentence that says why it cannot be used. */
function understand(text) {
  const content = parse(text);
  if (!isRecord(content) || !("dabie_progress" in content)) {
    if (isRecord(content) && (content.dabie || content.metadata)) return "这是交卷文件。到那一章的交卷栏点“打开交卷文件”。";
    return BEGINS.test(text)
      ? "这个进度文件不完整，可能没有传完。再传一次，或者到原来的设备上重新存一份。"
      : "这不是进度文件。选在这一页存下的 .json 文件。";
  }
  if (content.dabie_progress !== FORMAT) return "这个文件的格式这里不认识。刷新页面再试一次。";
  if (content.course !== course) return "这是另一门课程的进度，这里用不上。";
  return { learner: identity(content.learner), drafts: record(content.drafts) };
}

async function take(file) {
  const found = file.size > LIMIT ? "这个文件太大，不是进度文件。" : understand(await file.text());
  if (typeof found === "string") return say(found);
  const { learner, drafts } = found;
  store.readLearner();
  if (learner.id && store.learner && store.learner.id !== learner.id) {
    return say(`文件是学员 ${learner.id} 的，这台设备上现在是 ${store.learner.id}。先在任一章的交卷栏点“换人”，再来取回。`);
  }
  if (learner.id && !store.learner) store.name(learner);
  let count = 0;
  let usable = false;
  let failed = false;
  for (const { id, items } of known) {
    const written = isRecord(drafts[id]) ? JSON.stringify(drafts[id]) : "";
    const { draft, readable } = parseDraft(written);
    if (!written || !readable) continue;
    usable = true;
    const there = get(store.key(id));
    if (put(store.key(id), there ? merge(there, written) : written)) count += answered(draft, items);
    else failed = true;
  }
  show();
  // The host of this page counts, too; to it, this is another window's writing.
  dispatchEvent(new StorageEvent("storage", { key: null }));
  if (!usable) return say("这个文件里没有能取回的答案。");
  return say(failed
    ? "没有保存成功。这个浏览器不让网页存东西（可能开了无痕）。"
    : `已取回 ${count} 题。两边都答过的题，留下保存得晚的那一份。`);
}

const say = (words) => { said.textContent = words; };
const names = make("p.dabie-mine-who");
const sums = make("p.dabie-mine-sum");
const list = make("ul.dabie-mine-list");
const said = make("p.dabie-mine-said", { role: "status" });
const file = make("input", { type: "file", accept: ".json,application/json", hidden: "", "aria-label": "进度文件" });
file.addEventListener("change", () => {
  if (file.files[0]) take(file.files[0]).catch(() => say("这个文件读不出来。换一份再试。"));
  file.value = "";
});
const tools = make("div.dabie-actions", {},
  button("button.dabie-button.dabie-primary", save, "存成文件"),
  button("button.dabie-button", () => file.click(), "从文件取回"), file);
root.textContent = "";
root.append(names, sums, tools, said, list);
show();
addEventListener("storage", show);
addEventListener("pageshow", show);
