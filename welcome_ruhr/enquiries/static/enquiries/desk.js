// The desk: keys for those who work here all day, the focus that stays when a list is drawn anew, buttons that are
// pressed once, names to click on, and printing. Everything works without it; lists and drafts are htmx's.

const KEPT = "desk-keys";
const shortcuts = document.querySelector("[data-shortcuts]");
const dialog = shortcuts?.querySelector("dialog");
const rows = () => [...document.querySelectorAll("[data-inbox] .inbox-row__link")];

/** What a browser that keeps nothing forgets, it forgets: the keys are on then. */
function keysAreOn() {
  try {
    return localStorage.getItem(KEPT) !== "off";
  } catch {
    return true;
  }
}

function step(by) {
  const all = rows();
  const next = all[all.indexOf(document.activeElement) + by] ?? (by > 0 ? all[0] : all.at(-1));
  next?.focus();
}

function write(what) {
  const choice = document.getElementById(`write-${what}`);
  if (choice) choice.checked = true;
  document.querySelector(`.writing__panel--${what} textarea`)?.focus();
}

const KEYS = {
  inbox: {
    j: () => step(1),
    k: () => step(-1),
    o: () => document.activeElement.matches(".inbox-row__link") && document.activeElement.click(),
    "/": () => document.querySelector("[data-search-field]")?.focus(),
  },
  case: {
    r: () => write("answer"),
    n: () => write("note"),
    u: () => document.querySelector("[data-back] a")?.click(),
  },
};

function isTyping(element) {
  return element.isContentEditable || element.matches("input, textarea, select, dialog, dialog *");
}

function showKeys() {
  const choice = dialog.querySelector("[data-shortcuts-switch]");
  choice.checked = keysAreOn();
  dialog.showModal();
}

if (dialog) {
  shortcuts.hidden = false;
  shortcuts.querySelector("[data-shortcuts-open]").addEventListener("click", showKeys);
  dialog.querySelector("[data-shortcuts-switch]").addEventListener("change", ({ target }) => {
    try {
      localStorage.setItem(KEPT, target.checked ? "on" : "off");
    } catch {
      // Then they are on again on the next page.
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return;
    const act = event.key === "?" ? showKeys : KEYS[shortcuts.dataset.shortcuts][event.key];
    if (!act || !keysAreOn()) return;
    event.preventDefault();
    act();
  });
}

// A list that is drawn anew takes the focus with it: give it back to the same link.
let focused = null;
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const within = detail.target.contains(document.activeElement);
  focused = within ? document.activeElement.getAttribute("href") : null;
});
document.addEventListener("htmx:afterSettle", ({ target }) => {
  if (focused) {
    const same = [...document.querySelectorAll("[data-inbox] a")].find((one) => one.getAttribute("href") === focused);
    same?.focus({ preventScroll: true });
    focused = null;
  }
  // What is new in a conversation is where to read on.
  if (target.matches("[data-conversation]")) {
    const item = target.querySelector(".conversation__item:has(.status-badge--new)") ?? target;
    item.tabIndex = -1;
    item.focus();
  }
});

// Who clicks twice sends once.
for (const form of document.querySelectorAll("form[data-once]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
}
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

for (const name of document.querySelectorAll("[data-mention]")) {
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: name.dataset.mention });
  name.replaceChildren(button);
  button.addEventListener("click", () => {
    const field = document.querySelector(".writing__panel--note textarea");
    field.setRangeText(`${name.dataset.mention} `, field.selectionStart, field.selectionEnd, "end");
    field.focus();
  });
}

for (const place of document.querySelectorAll("[data-print]")) {
  place.hidden = false;
  place.querySelector("button").addEventListener("click", () => window.print());
}
