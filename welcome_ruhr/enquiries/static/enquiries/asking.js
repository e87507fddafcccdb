// “Ask us” while somebody writes: pages that may answer, a draft on this device, work for the browser in the background.
// Without it the form works all the same.
const PAUSE = 700; // milliseconds after the last key
const SHORTEST = 12; // signs of a question that can be understood
const MOST_FILES = 5;
const LARGEST_FILE = 10 * 1024 * 1024;
const WORK_HOLDS = 50 * 60 * 1000; // milliseconds; the server takes it for an hour
const DRAFT = "welcome.RUHR question";
const DRAFT_HOLDS = 30 * 24 * 60 * 60 * 1000;
const CARRIED = "welcome.RUHR question on its way";
const DRAFTED = ["question", "language", "whereabouts", "place", "permit_ends_on", "reply_by"];

const form = document.querySelector("[data-ask]");
const receipt = document.querySelector("[data-receipt]");
for (const part of document.querySelectorAll("[data-with-script]")) part.hidden = false;
for (const part of document.querySelectorAll("[data-without-script]")) part.hidden = true;
if (form) for (const begin of [carryAcross, keepDraft, showHelp, count, chooseAnswer, checkFiles, work, sendOnce]) begin(form);
if (receipt) keepReceipt(receipt);

function afterAPause(act) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, PAUSE);
  };
}

// --- what may already answer -----------------------------------------------------------------------------------
function showHelp(form) {
  const shown = form.querySelector("[data-help-shown]");
  const said = form.querySelector("[data-help-said]");
  let asked = "";
  let running = null;

  const look = async () => {
    const typed = new URLSearchParams(
      ["question", "place", "whereabouts", "about"].map((name) => [name, form.elements[name].value.trim()]),
    );
    if (typed.get("question").length < SHORTEST || typed.toString() === asked) return;
    asked = typed.toString();
    running?.abort();
    running = new AbortController();
    try {
      const answer = await fetch(form.dataset.help, { method: "POST", body: typed, signal: running.signal });
      if (answer.ok) show(await answer.text());
    } catch {
      // given up for a newer one, or the connection is gone: the form still works
    }
  };

  const show = (html) => {
    const typing = document.activeElement ?? document.body;
    const before = typing.getBoundingClientRect().top;
    // Our own server's HTML, in which everything that was typed is escaped.
    shown.innerHTML = html;
    scrollBy(0, typing.getBoundingClientRect().top - before); // what somebody types in stays where it is
    said.textContent = shown.querySelector("[data-said]").dataset.said;
    if (said.textContent) hidden(form, "seen").value = "yes";
  };

  for (const name of ["question", "place"]) form.elements[name].addEventListener("input", afterAPause(look));
  form.addEventListener("change", look);
  look(); // a draft, or a form that came back
}

function hidden(form, name) {
  if (form.elements[name]) return form.elements[name];
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = name;
  form.append(field);
  return field;
}

// --- the draft -------------------------------------------------------------------------------------------------
function keepDraft(form) {
  const choice = form.querySelector("[data-draft]");
  const box = choice.querySelector("input");
  const said = form.querySelector("[data-draft-said]");
  const draft = readDraft();
  choice.hidden = false;
  if (draft) {
    box.checked = true;
    if (!form.elements.question.value) {
      fill(form, draft, DRAFTED);
      said.textContent = said.dataset.draftSaid;
      said.classList.remove("hidden-text");
    }
  }

  const write = () => {
    if (!box.checked) return;
    store(JSON.stringify({ ...valuesOf(form, DRAFTED), savedAt: Date.now() }));
  };
  form.addEventListener("input", afterAPause(write));
  box.addEventListener("change", () => (box.checked ? write() : store(null)));
}

function valuesOf(form, names) {
  return Object.fromEntries(names.map((name) => [name, form.elements[name].value]));
}

function fill(form, values, names) {
  for (const name of names) if (values[name]) form.elements[name].value = values[name];
}

function readDraft() {
  try {
    const draft = JSON.parse(localStorage.getItem(DRAFT));
    if (draft && Date.now() - draft.savedAt < DRAFT_HOLDS) return draft;
  } catch {
    // nothing may be kept here, or somebody wrote something else
  }
  store(null);
  return null;
}

function store(text) {
  try {
    if (text === null) localStorage.removeItem(DRAFT);
    else localStorage.setItem(DRAFT, text);
  } catch {
    // a browser that keeps nothing
  }
}

// --- another language while writing ----------------------------------------------------------------------------
// The words go along in this tab, to the next page and no further; the language of the answer is the new page's.
function carryAcross(form) {
  const names = [...DRAFTED.filter((name) => name !== "language"), "email"];
  const carried = takeCarried();
  if (carried && !form.elements.question.value) fill(form, carried, names);
  for (const link of document.querySelectorAll(".language-switch a")) {
    link.addEventListener("click", (event) => {
      const staysHere = event.ctrlKey || event.metaKey || event.shiftKey; // it opens beside this page
      if (staysHere || !form.elements.question.value.trim()) return;
      try {
        sessionStorage.setItem(CARRIED, JSON.stringify(valuesOf(form, names)));
      } catch {
        // a browser that keeps nothing
      }
    });
  }
}

function takeCarried() {
  try {
    const carried = JSON.parse(sessionStorage.getItem(CARRIED));
    sessionStorage.removeItem(CARRIED);
    return carried;
  } catch {
    return null;
  }
}

// --- smaller things ---------------------------------------------------------------------------------------------
function count(form) {
  const line = form.querySelector("[data-count]");
  const left = line.querySelector("[data-count-left]");
  const most = Number(line.dataset.count);
  const show = () => {
    const signs = most - form.elements.question.value.length;
    left.textContent = String(signs);
    line.hidden = false;
    line.classList.toggle("ask-form__count--over", signs < 0);
  };
  form.elements.question.addEventListener("input", show);
  show();
}

function chooseAnswer(form) {
  for (const part of form.querySelectorAll("[data-only-with]")) {
    const [name, values] = part.dataset.onlyWith.split("=");
    const show = () => {
      part.hidden = !values.split("|").includes(form.elements[name].value);
      for (const field of part.querySelectorAll("input")) field.disabled = part.hidden; // what nobody sees is not sent
    };
    form.addEventListener("change", show);
    show();
  }
}

function checkFiles(form) {
  const field = form.elements.attachments;
  const wrong = form.querySelector("[data-files-wrong]");
  const isWrong = () => field.files.length > MOST_FILES || [...field.files].some((file) => file.size > LARGEST_FILE);
  field.addEventListener("change", () => {
    wrong.textContent = isWrong() ? wrong.dataset.filesWrong : "";
    wrong.hidden = !isWrong();
  });
  form.addEventListener("submit", (event) => {
    if (!isWrong()) return;
    event.preventDefault();
    field.closest("details").open = true;
    field.focus();
  });
}

// Says that a browser was at work here; nobody waits for it, and nobody is refused without it.
function work(form) {
  let since = -Infinity;
  form.addEventListener("input", async () => {
    if (Date.now() - since < WORK_HOLDS) return;
    since = Date.now();
    try {
      const { solve } = await import(form.dataset.solver);
      const answer = await fetch(form.dataset.challenge);
      hidden(form, "proof").value = await solve(await answer.json());
    } catch {
      since = -Infinity;
    }
  });
}

function sendOnce(form) {
  let isSent = false;
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (isSent) event.preventDefault();
    isSent = true;
  });
  addEventListener("pageshow", () => (isSent = false)); // back again
}

// --- the receipt ------------------------------------------------------------------------------------------------
function keepReceipt(receipt) {
  store(null);
  const code = receipt.querySelector("[data-code]");
  receipt.querySelector("[data-print]")?.addEventListener("click", () => print());
  receipt.querySelector("[data-copy]")?.addEventListener("click", async ({ currentTarget }) => {
    const said = receipt.querySelector("[data-copy-said]");
    try {
      await navigator.clipboard.writeText(code.textContent);
      currentTarget.querySelector("span").textContent = currentTarget.dataset.copied;
      said.textContent = currentTarget.dataset.copied;
    } catch {
      getSelection().selectAllChildren(code); // then it can be copied by hand
    }
  });
}
