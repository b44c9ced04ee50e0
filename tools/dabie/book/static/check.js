// 网站自查: what of the hosting keeps pages or notebooks from working, seen from the browser's side.

import { make } from "../../view/html.js";

const list = document.querySelector(".dabie-check");
const { lite, page, base } = list.dataset;
const SCRIPT = /^(?:text|application)\/(?:x-)?javascript\b/;
const KEPT = /max-age=\d{5,}/;

/** One thing that was looked at: `good` true, false, or null for a mere remark. */
function found(good, words) {
  const word = good === null ? "说明" : good ? "正常" : "要改";
  return make(`li.dabie-check-${good === null ? "note" : good ? "good" : "bad"}`, {}, make("strong", {}, `${word}：`), words);
}

async function ask(address) {
  try {
    const answer = await fetch(address, { cache: "no-store" });
    await answer.arrayBuffer();
    return answer;
  } catch {
    return null;
  }
}

const type = (answer) => (answer.headers.get("Content-Type") || "没有写").split(";")[0];

function checkType(answer, name, wanted, right) {
  if (!answer || !answer.ok) return found(false, `${name} 取不到（${answer ? answer.status : "没有连上"}）：文件没有拷全，或者服务器不准取这种文件。`);
  const fits = wanted.test(type(answer));
  return found(fits, fits ? `${name} 的类型是 ${type(answer)}。` : `${name} 的类型是 ${type(answer)}，应当是 ${right}，否则 Python 起不来。`);
}

function checkCompression(address) {
  const [entry] = performance.getEntriesByName(new URL(address, location.href).href).slice(-1);
  if (!entry || !entry.decodedBodySize) return found(null, "看不出服务器有没有压缩。");
  const packed = entry.encodedBodySize < entry.decodedBodySize * 0.8;
  return found(packed, packed ? "服务器发送时压缩。" : "服务器没有压缩：打开 gzip，网页会快两三倍。");
}

function checkCaching(answer) {
  const said = (answer && answer.headers.get("Cache-Control")) || "";
  if (KEPT.test(said)) return found(true, "带编号的文件夹让浏览器长期留着，第二次打开不用再取。");
  return found(false, "带编号的文件夹（dabie-加八位）没有写 Cache-Control: max-age=31536000，每次都要再问一遍。");
}

function checkStorage() {
  try {
    localStorage.setItem("dabie-check", "1");
    const kept = localStorage.getItem("dabie-check") === "1";
    localStorage.removeItem("dabie-check");
    if (kept) return found(true, "这个浏览器让网页存答案。");
  } catch {
    // Said below.
  }
  return found(false, "这个浏览器不让网页存答案（可能开了无痕，或者单位的策略禁止）：答案关掉就没有了。");
}

function checkContext() {
  if (window.isSecureContext) return found(null, "这个地址算安全连接：看过的网页断网也能看。");
  return found(null, "这个地址是普通 http：网页和练习本都能用，只是断网时看不了；要断网也能看，用 https。");
}

function checkPlace() {
  const here = location.pathname.replace(/[^/]*$/, "");
  if (here === base) return found(true, "“查无此页”知道网站在哪里。");
  return found(null, `网站在 ${here} 下，“查无此页”是按 ${base} 做的，会没有样式、链接不对：按说明文件“放在子目录里”改一处。`);
}

function checkBrowser() {
  const missing = ["WebAssembly", "BigInt64Array", "WeakRef", "structuredClone"].filter((one) => !(one in window));
  if (!missing.length) return found(true, "这个浏览器能运行练习本。");
  return found(false, "这个浏览器太旧，能看能答，但运行不了练习本；换新的 Chrome、Edge 或 Firefox。");
}

async function checkLite() {
  const answer = await ask(`${lite}/folder.json`);
  if (!answer || !answer.ok) return [found(false, "练习本的文件夹 lite 取不到：没有拷全。")];
  const { folder } = await (await fetch(`${lite}/folder.json`)).json();
  const at = `${lite}/${folder}`;
  const [script, wasm, bundle] = await Promise.all(["kernel/pyodide.mjs", "kernel/pyodide.asm.wasm", "build/notebooks/bundle.js"].map((name) => ask(`${at}/${name}`)));
  return [
    checkType(script, ".mjs", SCRIPT, "text/javascript"),
    checkType(wasm, ".wasm", /^application\/wasm$/, "application/wasm"),
    checkType(bundle, ".js", SCRIPT, "text/javascript"),
    checkCaching(bundle),
    checkBrowser(),
  ];
}

async function check() {
  const own = await ask(page);
  const lines = [checkType(own, ".js", SCRIPT, "text/javascript"), checkCompression(page), checkStorage(), checkContext(), checkPlace()];
  lines.push(...(lite ? await checkLite() : [found(null, "这个网站没有带“在浏览器中运行练习本”。")]));
  list.textContent = "";
  list.append(...lines);
}

check();
