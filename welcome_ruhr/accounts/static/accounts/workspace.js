// The workspace: notices what went wrong with a request of htmx, which trouble.js says, and closes folds. Everything
// works without it: pages are then loaded anew, forms are sent as forms.

let failed = null;
let unkept = null;

function fail(kind, element) {
  if (element.matches("[data-draft]")) unkept = element;
  failed = { element, willPass: kind === "unreachable" || kind === "signed-out" };
  document.dispatchEvent(new CustomEvent("trouble", { detail: { kind } }));
}

const kindOf = (status) => ({ 401: "signed-out", 403: "refused", 404: "refused" })[status] ?? "broken";

document.addEventListener("htmx:sendError", ({ detail }) => fail("unreachable", detail.elt));
document.addEventListener("htmx:timeout", ({ detail }) => fail("unreachable", detail.elt));
document.addEventListener("htmx:responseError", ({ detail }) => fail(kindOf(detail.xhr.status), detail.elt));
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (!detail.successful) return;
  if (detail.elt === unkept) {
    unkept = null;
    if (!failed) sayKept(true);
  }
  // Another request that succeeds only shows that the portal answers again, not that what was refused has worked.
  if (failed && (failed.willPass || failed.element === detail.elt)) {
    document.dispatchEvent(new CustomEvent("trouble", { detail: {} }));
  }
});

/** That a draft is kept stands there only while nothing is in the way of keeping it. */
function sayKept(isKept) {
  for (const draft of document.querySelectorAll("[data-draft][hx-target]")) {
    document.querySelector(draft.getAttribute("hx-target")).hidden = !isKept;
  }
}

document.addEventListener("trouble", ({ detail }) => {
  if (!detail.kind) failed = null;
  sayKept(!detail.kind && !unkept);
  if (!detail.kind && unkept) htmx.trigger(unkept, "change"); // keep what could not be kept meanwhile
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
