{% comment %}A template only so that it can be served from the root of the questionnaire.{% endcomment %}// The pages of the questionnaire, also without network. What is kept here was put here by
// tablet.js; this worker only reads it. Posts never pass through it.
const PATIENCE = 3000; // milliseconds that a page may take before the kept one is shown

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const kept = (request) => caches.match(request, { ignoreVary: true });

async function fresh(request) {
  const answer = await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
  // A captive portal answers with another address or another kind of page.
  if (!answer.ok || answer.redirected) throw new Error(`status ${answer.status}`);
  return answer;
}

// Safari asks for sounds in parts and plays nothing else.
async function part(whole, request) {
  const wanted = /^bytes=(\d+)-(\d*)$/.exec(request.headers.get("range") ?? "");
  if (!whole || !wanted) return whole;
  const sound = await whole.blob();
  const first = Number(wanted[1]);
  const last = Math.min(Number(wanted[2] || sound.size), sound.size - 1);
  return new Response(sound.slice(first, last + 1), {
    status: 206,
    headers: { "Content-Type": sound.type, "Content-Range": `bytes ${first}-${last}/${sound.size}` },
  });
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== location.origin) return;
  if (request.cache === "reload") return; // tablet.js fetches what it wants to keep
  const isPage = request.mode === "navigate";
  event.respondWith(
    (async () => {
      if (!isPage) return (await part(await kept(request), request)) ?? fetch(request);
      try {
        return await fresh(request);
      } catch {
        return (await kept(request)) ?? Response.error();
      }
    })(),
  );
});
