// The workspace and the editors' admin: says what went wrong, and keeps words. Once the session has ended, or when
// nothing was heard of the portal for a while, nothing is posted before it has said that one is still signed in:
// the sign-in page would come instead of the next page, and what was written would be gone. Without it, forms are sent
// as forms.

const trouble = document.querySelector("[data-trouble]");
const QUIET = 2 * 60_000; // ms
const asking = new WeakSet();
const allowed = new WeakSet();
let heardAt = Date.now();

/** Say that there is this kind of trouble, or none; other scripts say and hear it in the same way. */
const tell = (kind) => document.dispatchEvent(new CustomEvent("trouble", { detail: { kind } }));
const shown = () => [...trouble.children].find((one) => !one.hidden);
const willPass = () => ["unreachable", "signed-out"].includes(shown()?.dataset.troubleOf);

document.addEventListener("trouble", ({ detail }) => {
  for (const one of trouble.children) {
    if (one.dataset.troubleOf !== detail.kind) one.querySelector("[data-trouble-stopped]")?.setAttribute("hidden", "");
    one.hidden = one.dataset.troubleOf !== detail.kind;
  }
});

/** Ask whether one is still signed in; `undefined` is no trouble. */
async function ask() {
  try {
    const options = { headers: { "HX-Request": "true" }, cache: "no-store", signal: AbortSignal.timeout(20_000) };
    const { status } = await fetch(trouble.dataset.ask, options);
    heardAt = Date.now();
    return status === 401 ? "signed-out" : undefined;
  } catch {
    return "unreachable";
  }
}

async function look() {
  const before = shown()?.dataset.troubleOf;
  const kind = await ask();
  if (kind !== before && (kind || willPass())) tell(kind);
  return kind;
}

// Who signs in again, in another window, gets another token; a page that was open before goes on with that.
const FIELD = "csrfmiddlewaretoken";
const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];

function renew(form) {
  const field = form.querySelector(`input[name=${FIELD}]`);
  if (field) field.value = token() ?? field.value;
}

document.addEventListener("htmx:configRequest", ({ detail }) => {
  const current = token();
  if (!current || detail.verb === "get") return;
  detail.headers["X-CSRFToken"] = current;
  if (detail.formData.has(FIELD)) detail.formData.set(FIELD, current);
});
document.addEventListener("w-autosave:save", ({ detail }) => {
  if (token()) detail.formData.set(FIELD, token());
});

/** Give a button back that the admin switches off while it saves. */
function release(button) {
  button?.removeAttribute("data-w-progress-loading-value");
  button?.removeAttribute("disabled");
}

function stop(button) {
  release(button);
  shown().querySelector("[data-trouble-stopped]")?.removeAttribute("hidden");
  shown().focus();
}

/** Send what was stopped, by the same button: of one that is switched off the name would be missing. */
function send(form, button) {
  const off = button?.disabled;
  if (off) button.disabled = false;
  allowed.add(form);
  form.requestSubmit(button);
  allowed.delete(form);
  if (off) button.disabled = true;
}

document.addEventListener(
  "submit",
  async (event) => {
    const { target: form, submitter } = event;
    if ((submitter?.formMethod || form.getAttribute("method"))?.toLowerCase() !== "post") return;
    if (allowed.has(form) || (!willPass() && Date.now() - heardAt < QUIET)) {
      renew(form);
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (asking.has(form)) return;
    asking.add(form);
    const kind = await look();
    asking.delete(form);
    if (kind) stop(submitter);
    else send(form, submitter);
  },
  true,
);

for (const what of ["htmx:afterRequest", "w-autosave:success"]) {
  document.addEventListener(what, ({ detail }) => {
    if (detail.successful ?? true) heardAt = Date.now();
  });
}
document.addEventListener("w-autosave:error", look);
// Whoever comes back from signing in need not wait for the next question to the portal.
window.addEventListener("focus", () => willPass() && look());
document.addEventListener("visibilitychange", () => !document.hidden && willPass() && look());
document.addEventListener("trouble", ({ detail }) => {
  if (detail.kind) return;
  for (const form of document.querySelectorAll("form[data-controller~=w-autosave]")) {
    form.dispatchEvent(new CustomEvent("w-unsaved:add", { cancelable: true }));
  }
});
