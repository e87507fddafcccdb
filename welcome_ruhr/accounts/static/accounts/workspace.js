// The workspace: says what went wrong with a request of htmx, keeps forms valid after signing in again, and closes
// folds. Everything works without it: pages are then loaded anew, forms are sent as forms.

const trouble = document.querySelector("[data-trouble]");
let failed = null;

/** Show the sentence for this kind of trouble; none without one. */
function say(kind) {
  for (const sentence of trouble.children) sentence.hidden = sentence.dataset.troubleOf !== kind;
}

function fail(kind, element) {
  failed = { element, willPass: kind === "unreachable" || kind === "signed-out" };
  say(kind);
}

const kindOf = (status) => ({ 401: "signed-out", 403: "refused", 404: "refused" })[status] ?? "broken";

document.addEventListener("htmx:sendError", ({ detail }) => fail("unreachable", detail.elt));
document.addEventListener("htmx:timeout", ({ detail }) => fail("unreachable", detail.elt));
document.addEventListener("htmx:responseError", ({ detail }) => fail(kindOf(detail.xhr.status), detail.elt));
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  // Another request that succeeds only shows that the portal answers again, not that what was refused has worked.
  if (!detail.successful || !failed || !(failed.willPass || failed.element === detail.elt)) return;
  failed = null;
  say();
});

// Who signs in again, in another window, gets another token; a page that was open before goes on with that.
const FIELD = "csrfmiddlewaretoken";
const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];

document.addEventListener("htmx:configRequest", ({ detail }) => {
  const current = token();
  if (!current || detail.verb === "get") return;
  detail.headers["X-CSRFToken"] = current;
  if (detail.formData.has(FIELD)) detail.formData.set(FIELD, current);
});
document.addEventListener("submit", ({ target }) => {
  const field = target.querySelector(`input[name=${FIELD}]`);
  if (field) field.value = token() ?? field.value;
});

// A fold of the header closes with Escape, and when something else is looked at.
const openFolds = () => document.querySelectorAll("[data-fold][open]");

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const fold of openFolds()) {
    if (fold.contains(document.activeElement)) fold.querySelector("summary").focus();
    fold.open = false;
  }
});
for (const what of ["click", "focusin"]) {
  document.addEventListener(what, ({ target }) => {
    for (const fold of openFolds()) if (!fold.contains(target)) fold.open = false;
  });
}
