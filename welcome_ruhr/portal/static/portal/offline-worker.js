// The service worker: asks the network first, and shows what the reader keeps on the device where that fails.
// It stores nothing itself; static/portal/keep-offline.js does, and only what the reader asks for.
const KEPT = "kept:";
const PUBLIC_PAGE = /^\/(?<language>[a-z]{2}(?:-[a-z]+)?)\//;
const STAFF = /^\/(?:admin|account|documents|gallery)\//;
const PATIENCE_MS = 6000; // with a copy at hand, nobody waits longer for a weak connection

const SLOW_FOR_MS = 30000;
let slowUntil = 0;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin || STAFF.test(address.pathname)) return;
  if (request.mode === "navigate") {
    if (PUBLIC_PAGE.test(address.pathname)) event.respondWith(page(request, address));
  } else if (request.destination) {
    event.respondWith(networkFirst(request, address));
  }
});

async function page(request, address) {
  slowUntil = 0;
  // What is not kept leads to the list of what is, in the reader's language.
  const { language } = PUBLIC_PAGE.exec(address.pathname).groups;
  return networkFirst(request, address, new URL(`/${language}/offline/`, address));
}

async function networkFirst(request, address, instead) {
  const copy = await kept(address);
  // The styles of a copy do not wait once more for the network that the page has waited for.
  if (copy && Date.now() < slowUntil) return copy;
  const answer = copy ? await impatient(request) : await quietly(request);
  return answer ?? copy ?? (instead && (await kept(instead))) ?? Response.error();
}

function quietly(request) {
  return fetch(request).catch(() => undefined);
}

async function impatient(request) {
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  const answer = await Promise.race([quietly(request), late]);
  if (!answer) slowUntil = Date.now() + SLOW_FOR_MS;
  return answer;
}

async function kept(address) {
  for (const name of await caches.keys()) {
    if (!name.startsWith(KEPT)) continue;
    const found = await (await caches.open(name)).match(address.pathname, { ignoreVary: true });
    if (found) return found;
  }
  return undefined;
}
