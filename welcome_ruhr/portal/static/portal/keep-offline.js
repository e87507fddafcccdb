// "Keep for offline": stores a page on the device when the reader asks for it, and lists and deletes what is kept.
// Each page has a cache of its own with all it needs, so that deleting one leaves nothing behind.
const KEPT = "kept:";
const WORKER = "/offline.js";
const SAVED_AT = "X-Saved-At";
const able = "serviceWorker" in navigator && "caches" in window;

const button = document.querySelector("[data-keep-offline]");
const list = document.querySelector("[data-kept-pages]");
if (able && button) setUpButton(button);
if (able && list) setUpList(list);

async function setUpButton(item) {
  const [keepButton, removeButton] = item.querySelectorAll("button");
  const listLink = item.querySelector("a");
  const status = item.querySelector("[role=status]");
  const path = location.pathname;

  const show = (isKept) => {
    keepButton.hidden = isKept;
    removeButton.hidden = listLink.hidden = !isKept;
  };
  const act = (action, sentence) => async () => {
    try {
      await action();
      status.textContent = item.dataset[sentence];
    } catch {
      status.textContent = item.dataset.failed;
    }
    const isKept = await caches.has(KEPT + path);
    // Where the button that had the focus goes away, the other one takes it.
    const hadFocus = item.contains(document.activeElement);
    show(isKept);
    if (hadFocus) (isKept ? removeButton : keepButton).focus();
  };
  keepButton.addEventListener("click", act(() => keep(path, item.dataset.list), "kept"));
  removeButton.addEventListener("click", act(() => remove(path), "removed"));

  const isKept = await caches.has(KEPT + path);
  show(isKept);
  item.hidden = false;
  // Whoever reads a kept page online takes the newest text along.
  if (isKept && navigator.onLine) keep(path, item.dataset.list).catch(() => undefined);
}

async function keep(path, listPath) {
  await navigator.serviceWorker.register(WORKER, { scope: "/" });
  const [page, overview] = await Promise.all([fetchPage(path, true), fetchPage(listPath, false)]);
  const addresses = [...new Set([...page.needs, ...overview.needs])];
  const answers = await Promise.all(addresses.map((address) => fetch(address)));
  if (answers.some((answer) => !answer.ok)) throw new Error("A part of the page could not be fetched.");
  // Only now, with everything at hand, does the new copy take the place of the old one.
  await caches.delete(KEPT + path);
  const cache = await caches.open(KEPT + path);
  await Promise.all([
    cache.put(path, page.answer),
    cache.put(listPath, overview.answer),
    ...addresses.map((address, index) => cache.put(address, answers[index])),
  ]);
}

async function fetchPage(path, withBanner) {
  const answer = await fetch(path, { cache: "no-cache" });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const savedAt = new Date();
  if (withBanner) page.querySelector("main").prepend(banner(page, savedAt));
  const headers = new Headers({ "Content-Type": "text/html; charset=utf-8", [SAVED_AT]: savedAt.toISOString() });
  for (const name of ["Content-Security-Policy", "Content-Language", "Referrer-Policy"]) {
    if (answer.headers.has(name)) headers.set(name, answer.headers.get(name));
  }
  const html = `<!DOCTYPE html>${page.documentElement.outerHTML}`;
  return { answer: new Response(html, { headers }), needs: needsOf(page) };
}

function banner(page, savedAt) {
  const notice = page.importNode(page.querySelector("template[data-offline-banner]").content, true);
  notice.querySelector("[data-moment]").textContent = words(savedAt);
  return notice;
}

function needsOf(page) {
  const found = [
    ...[...page.querySelectorAll('link[rel~="stylesheet"], link[rel~="icon"]')].map((link) => link.getAttribute("href")),
    ...[...page.querySelectorAll("img[src], script[src]")].map((element) => element.getAttribute("src")),
    // Of a picture in several sizes the browser has chosen one; only that one is needed.
    ...[...document.images].map((image) => image.currentSrc),
  ];
  return found
    .filter(Boolean)
    .map((address) => new URL(address, location.href))
    .filter((address) => address.origin === location.origin)
    .map((address) => address.pathname);
}

async function remove(path) {
  await caches.delete(KEPT + path);
  if ((await keptPaths()).length === 0) await unregister();
}

async function removeAll() {
  for (const path of await keptPaths()) await caches.delete(KEPT + path);
  await unregister();
}

async function unregister() {
  for (const registration of await navigator.serviceWorker.getRegistrations()) {
    const worker = registration.active ?? registration.waiting ?? registration.installing;
    if (worker && new URL(worker.scriptURL).pathname === WORKER) await registration.unregister();
  }
}

async function keptPaths() {
  return (await caches.keys()).filter((name) => name.startsWith(KEPT)).map((name) => name.slice(KEPT.length));
}

function words(moment) {
  const options = { dateStyle: "long", timeStyle: "short", numberingSystem: "latn" };
  return new Intl.DateTimeFormat(document.documentElement.lang, options).format(moment);
}

function setUpList(section) {
  const [items, deleteButton, empty, status] = ["[data-items]", "[data-delete-all]", "[data-empty]", "[role=status]"].map(
    (place) => section.querySelector(place),
  );

  const show = async () => {
    const pages = await Promise.all((await keptPaths()).map(described));
    items.replaceChildren(...pages.map((page) => entry(section, page)));
    items.hidden = deleteButton.hidden = pages.length === 0;
    empty.hidden = pages.length > 0;
  };
  deleteButton.querySelector("button").addEventListener("click", async () => {
    await removeAll();
    await show();
    status.textContent = section.dataset.deleted;
  });
  section.hidden = false;
  document.querySelector("[data-unable]").hidden = true;
  show();
}

async function described(path) {
  const answer = await (await caches.open(KEPT + path)).match(path);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const heading = page.querySelector("h1");
  const attribute = (name) => (heading ?? page.body).closest(`[${name}]`)?.getAttribute(name) ?? "";
  return {
    path,
    title: heading?.textContent.trim() ?? path,
    language: attribute("lang"),
    direction: attribute("dir"),
    savedAt: new Date(answer.headers.get(SAVED_AT)),
  };
}

function entry(section, page) {
  const item = section.querySelector("template").content.cloneNode(true);
  const link = item.querySelector("a");
  link.href = page.path;
  link.textContent = page.title;
  link.lang = page.language;
  link.dir = page.direction;
  item.querySelector("[data-moment]").textContent = words(page.savedAt);
  return item;
}
