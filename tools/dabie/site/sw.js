// Serves the course without network once it has been visited. Pages come from the network while
// there is one, so that nobody reads an old edition; what has its hash in its address is kept.

const EDITION = "%EDITION%";
const FILES = { "%FILES%": "" }; // and the beginning of the SHA-256 of each
const LOST = "404.html";
const PREFIX = "dabie-%COURSE%-";
const NAME = PREFIX + EDITION;

const at = (file) => new URL(file, self.registration.scope).href;
const ADDRESSES = new Set(Object.keys(FILES).map(at));
const plain = (address) => address.split(/[?#]/)[0];

/** Fetch a file of this edition; while a site is being copied over, the server has half of another. */
async function fetched(file) {
  const answer = await fetch(new Request(at(file), { cache: "no-cache" }));
  if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
  const digest = await crypto.subtle.digest("SHA-256", await answer.clone().arrayBuffer());
  const said = Array.from(new Uint8Array(digest), (one) => one.toString(16).padStart(2, "0")).join("");
  if (!said.startsWith(FILES[file])) throw new Error(`${file} is of another edition`);
  return [at(file), answer];
}

/** Keep the whole edition or nothing; what fails is tried again when a page is next opened. */
async function takeAlong() {
  const all = await Promise.all(Object.keys(FILES).map(fetched));
  try {
    const cache = await caches.open(NAME);
    await Promise.all(all.map(([address, answer]) => cache.put(address, answer)));
  } catch (error) {
    await caches.delete(NAME); // a full disc
    throw error;
  }
}

self.addEventListener("install", (event) => event.waitUntil(takeAlong().then(() => self.skipWaiting())));

self.addEventListener("activate", (event) => {
  const old = (name) => name.startsWith(PREFIX) && name !== NAME;
  const cleaned = caches.keys().then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name))));
  event.waitUntil(cleaned.then(() => self.clients.claim()));
});

async function kept(request) {
  const cache = await caches.open(NAME);
  const address = plain(request.url);
  return cache.match(address.endsWith("/") ? `${address}index.html` : address);
}

async function fresh(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const found = await kept(request);
    if (found) return found;
    const lost = request.mode === "navigate" && (await kept(new Request(at(LOST))));
    if (lost) return new Response(lost.body, { status: 404, headers: lost.headers });
    throw error;
  }
}

const hashed = (name) => /^_static\/(?:dabie-|search-)[0-9a-f]{8}/.test(name);

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { scope } = self.registration;
  if (request.method !== "GET" || !request.url.startsWith(scope)) return;
  const name = plain(request.url).slice(scope.length) || "index.html";
  if (!ADDRESSES.has(at(name)) && request.mode !== "navigate") return;
  event.respondWith(hashed(name) ? kept(request).then((found) => found || fetch(request)) : fresh(request));
});
