// Going on from a handed-in file: on another device, or after a device was cleared.

import { button } from "../../view/html.js";
import { isUnanswered } from "../../view/responses.js";
import { identity, isRecord, parse } from "../../view/stored.js";
import { clock } from "../../view/times.js";
import { become } from "./learner.js";

const LIMIT = 20e6; // bytes; a notebook of ours has some ten thousand

/** Read a file and take its answers over, after asking when there are others on the device. */
export async function resume(strip, file) {
  const found = file.size > LIMIT ? "这个文件太大，不是交卷文件。" : understand(strip, await readText(file));
  if (typeof found === "string") return strip.say(found, true);
  const { draft } = strip;
  const given = Object.entries(found.responses).filter(([, one]) => !isUnanswered(one));
  const same = (id, one) => JSON.stringify(draft.response(id)) === JSON.stringify(one);
  const here = draft.answered().length;
  if (!here || (here === given.length && given.every(([id, one]) => same(id, one)))) return take(strip, found, given.length);
  const who = found.learner.id ? `学员 ${found.learner.id} ${found.learner.name}，` : "";
  const when = clock(found.saved_at);
  strip.say(
    `文件里的：${who}答了 ${given.length} 题${when ? `，保存于 ${when}` : ""}。` +
      `这台设备上的：答了 ${here} 题。两份不一样，用哪一份？选了文件里的，这台设备上这个练习的答案就换掉。`,
    false,
    button("button.dabie-act", () => take(strip, found, given.length), "用文件里的"),
    button("button.dabie-act", () => strip.say("没有改动，接着用这台设备上的答案。"), "用这台设备上的"),
  );
}

function take(strip, found, count) {
  const { draft, page } = strip;
  const { learner } = draft.store;
  // Answers of nobody yet become the file's learner's; another learner's stay that one's.
  if (found.learner.id && learner && learner.id !== found.learner.id) {
    page.drafts.forEach((one) => one.flush());
    draft.store.name(found.learner);
    page.drafts.forEach((one) => one.load());
  } else if (found.learner.id) become(page, found.learner);
  draft.replace(found.responses);
  strip.say(`已载入文件里的 ${count} 题答案。`);
}

/** Return what the file holds, or a sentence that says why it cannot be used. */
function understand({ meta, page }, text) {
  const whole = parse(text);
  if (whole === undefined) {
    return /^\s*[{[]/.test(text)
      ? "文件不完整，读不出来。换一份再试。"
      : "这不是交卷文件。选 .ipynb 文件，或者存成 .txt 的交卷文本。";
  }
  const holder = isRecord(whole) && isRecord(whole.metadata) ? whole.metadata : whole;
  const content = isRecord(holder) && holder.dabie;
  if (!isRecord(content)) return "这个文件里没有作答记录。选交卷时保存的那个文件。";
  if (content.format !== 1) return "这个文件的格式这里不认识。刷新页面再试一次。";
  if (content.course !== meta.course) return "这是另一门课程的交卷文件，这里用不上。";
  if (content.exercise !== meta.exercise) {
    const other = page.exercises.find((one) => one.id === content.exercise);
    return `这是另一个练习${other ? `“${other.title}”` : ""}的交卷文件。到那一章再打开。`;
  }
  if (!isRecord(content.responses)) return "这个文件里的答案读不出来。换一份再试。";
  return { responses: content.responses, learner: identity(content.learner), saved_at: content.saved_at };
}

/** Read text as Windows saves it too: a chat's text often comes back as UTF-16. */
async function readText(file) {
  const bytes = await new Response(file).arrayBuffer();
  const [first, second] = new Uint8Array(bytes);
  const wide = first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
  return new TextDecoder(wide).decode(bytes);
}
