{% comment %}A template only so that it can be served below the address of its table.{% endcomment %}
// The pages of one table, also without network. SETTINGS stands before this: which pages and
// files to keep, and under which name. What the script of the page sends never passes through.
const PATIENCE = 3000; // milliseconds that a page may take before the kept one is shown
const FIRST_PATIENCE = 60_000; // where none is kept yet
const OURS = `cafe-${SETTINGS.code}-`;

self.addEventListener("install", (event) => {
  event.waitUntil(keepAll());
  self.skipWaiting();
});
self.addEventListener("activate", (event) => {
  event.waitUntil(forgetOlder());
  event.waitUntil(self.clients.claim());
});

async function keepAll() {
  const cache = await caches.open(SETTINGS.cache);
  await cache.addAll(SETTINGS.files);
  await Promise.all(SETTINGS.pages.map(async (page) => keep(page, await fresh(page, FIRST_PATIENCE))));
}

async function forgetOlder() {
  for (const name of await caches.keys()) {
    if (name.startsWith(OURS) && name !== SETTINGS.cache) await caches.delete(name);
  }
}

// The table is kept under its round; whatever else stands in an address is of the moment.
function nameOf(url) {
  const { pathname, searchParams } = new URL(url, location.origin);
  const round = searchParams.get("runde");
  return round && pathname === SETTINGS.page ? `${pathname}?runde=${round}` : pathname;
}

async function keep(url, answer) {
  if (answer.ok) await (await caches.open(SETTINGS.cache)).put(nameOf(url), answer);
}

const kept = async (url) => (await caches.open(SETTINGS.cache)).match(url, { ignoreVary: true });

// The page from the server. What does not come from there, such as the login of a network,
// does not count; that the café is over does.
async function fresh(request, patience = PATIENCE) {
  const answer = await fetch(request, { signal: AbortSignal.timeout(patience), credentials: "omit" });
  const isOurs = answer.headers.get("X-Table") === SETTINGS.code;
  if (!isOurs || answer.redirected || answer.status >= 500) throw new TypeError(`status ${answer.status}`);
  return answer;
}

async function page(request) {
  try {
    const answer = await fresh(request.url);
    await keep(request.url, answer.clone());
    return answer;
  } catch {
    return (await kept(nameOf(request.url))) ?? (await kept(new URL(request.url).pathname)) ?? Response.error();
  }
}

// The login page of a network is no style sheet.
async function file(request) {
  const there = await kept(new URL(request.url).pathname);
  try {
    const answer = await fetch(request);
    const isSameKind = !there || answer.headers.get("Content-Type") === there.headers.get("Content-Type");
    if (answer.ok && !answer.redirected && isSameKind) return answer;
  } catch {
    // Kept for this.
  }
  return there ?? Response.error();
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  const isKept = [SETTINGS.page, SETTINGS.photos].includes(url.pathname);
  if (request.mode === "navigate" && isKept) event.respondWith(page(request));
  else if (SETTINGS.files.includes(url.pathname)) event.respondWith(file(request));
});
