// Serves the course without network once it has been visited. Pages come from the network while
// there is one, so that nobody reads an old edition; what has its hash in its address is kept.

const EDITION = "%EDITION%";
const FILES = ["%FILES%"];
const LOST = "404.html";
const PREFIX = "dabie-%COURSE%-";
const NAME = PREFIX + EDITION;

const at = (file) => new URL(file, self.registration.scope).href;
const plain = (address) => address.split(/[?#]/)[0];

self.addEventListener("install", (event) => {
  const taken = caches.open(NAME).then((cache) => cache.addAll(FILES.map((file) => new Request(at(file), { cache: "no-cache" }))));
  event.waitUntil(taken.then(() => self.skipWaiting()));
});

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
  if (!FILES.includes(name) && request.mode !== "navigate") return;
  event.respondWith(hashed(name) ? kept(request).then((found) => found || fetch(request)) : fresh(request));
});
