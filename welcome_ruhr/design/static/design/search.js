// Search while somebody types: suggestions under a field, results on the search page. Without it, the form works.
const PAUSE = 150; // milliseconds after the last key
const LOOKING = 2000; // milliseconds for which results are looked at by somebody who has stopped typing
const page = document.querySelector("[data-search-page]");

for (const form of document.querySelectorAll("form[data-suggestions]")) suggest(form);
if (page) follow(page);

function afterAPause(act) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, PAUSE);
  };
}

// Only the answer to the newest question counts, in whichever order they come.
function newest(read) {
  let running = null;
  return async (address) => {
    running?.abort();
    running = new AbortController();
    try {
      const answer = await fetch(address, { signal: running.signal });
      return answer.ok ? await read(answer) : null;
    } catch {
      return null; // given up for a newer one, or the connection is gone: the form still works
    }
  };
}

function suggest(form) {
  const field = form.querySelector("input[type=search]");
  const list = document.createElement("ul");
  const said = document.createElement("span");
  const ask = newest((answer) => answer.json());
  let chosen = -1;

  list.className = "search-form__suggestions";
  list.id = `${field.id}-suggestions`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.querySelector("label").textContent);
  list.hidden = true;
  said.className = "hidden-text";
  said.setAttribute("role", "status");
  field.after(list);
  form.append(said);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", list.id]]) {
    field.setAttribute(name, value);
  }

  const choose = (number) => {
    const options = [...list.children];
    chosen = options.length === 0 ? -1 : (number + options.length + 1) % (options.length + 1);
    if (chosen === options.length) chosen = -1; // past the last one, back in the field
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === chosen)));
    if (chosen >= 0) field.setAttribute("aria-activedescendant", options[chosen].id);
    else field.removeAttribute("aria-activedescendant");
  };

  const show = (items, words) => {
    list.replaceChildren(...items.map((item, number) => option(item, `${list.id}-${number}`)));
    list.hidden = items.length === 0;
    field.setAttribute("aria-expanded", String(!list.hidden));
    said.textContent = words;
    choose(-1);
  };

  field.setAttribute("aria-expanded", "false");
  field.addEventListener("input", afterAPause(async () => {
    const typed = field.value.trim();
    if (typed.length < 2) return show([], "");
    const found = await ask(`${form.dataset.suggestions}?q=${encodeURIComponent(typed)}`);
    if (found && document.activeElement === field) show(found.items, found.said);
  }));
  field.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") choose(chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen < 0 ? list.children.length - 1 : chosen - 1);
    else if (event.key === "Escape") show([], "");
    else if (event.key === "Enter" && chosen >= 0) location.assign(list.children[chosen].dataset.href);
    else return;
    event.preventDefault();
  });
  field.addEventListener("blur", () => setTimeout(() => show([], ""), PAUSE));
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => {
    const item = event.target.closest("[data-href]");
    if (item) location.assign(item.dataset.href);
  });
}

function option(item, id) {
  const line = document.createElement("li");
  const title = document.createElement("bdi");
  line.id = id;
  line.dataset.href = item.href;
  line.setAttribute("role", "option");
  line.setAttribute("aria-selected", "false");
  title.lang = item.lang;
  title.textContent = item.title;
  line.append(title);
  if (item.kind) {
    const kind = document.createElement("small");
    kind.textContent = item.kind;
    line.append(kind);
  }
  return line;
}

function follow(place) {
  const form = place.querySelector("form");
  const results = place.querySelector("[data-search-results]");
  const said = place.querySelector("[data-search-said]");
  const ask = newest((answer) => answer.text());

  const query = () => {
    const given = new FormData(form);
    for (const [name, value] of [...given]) if (!value.trim()) given.delete(name);
    return new URLSearchParams(given).toString();
  };

  const update = async () => {
    const asked = query();
    const found = await ask(`${place.dataset.searchPage}?${asked}`);
    if (found === null || asked !== query()) return;
    // Our own server's HTML, in which everything that was typed is escaped.
    results.innerHTML = found;
    history.replaceState(null, "", asked ? `?${asked}` : location.pathname);
    const count = results.querySelector("[data-search-count]");
    count?.removeAttribute("role"); // said once, by the line that stays
    said.textContent = count ? count.dataset.said ?? count.textContent.trim() : "";
  };

  // What was typed counts as asked once somebody looks at its results; what the page came with is counted already.
  const field = form.querySelector("input[type=search]");
  let told = field.value.trim();
  let looking = 0;
  const tell = (address, words) => {
    const said = new FormData();
    said.append("q", words);
    navigator.sendBeacon(address, said);
  };
  const settle = () => {
    clearTimeout(looking);
    const words = field.value.trim();
    if (words && words !== told) tell(place.dataset.asked, words);
    told = words;
  };

  form.addEventListener("input", afterAPause(update));
  form.addEventListener("input", () => {
    clearTimeout(looking);
    looking = setTimeout(settle, LOOKING);
  });
  form.addEventListener("submit", () => clearTimeout(looking)); // the next page counts it
  results.addEventListener("click", (event) => {
    if (!event.target.closest(".results a")) return;
    settle();
    tell(place.dataset.followed, field.value);
  });
}
