// Ticks of a plan: kept on this device only, as the names of the steps that are done; nothing of the answers.
const plan = document.querySelector("[data-plan]");
const key = `plan:${plan.dataset.plan}`;
const boxes = [...plan.querySelectorAll("[data-tick]")];

try {
  const done = new Set(JSON.parse(localStorage.getItem(key) ?? "[]"));
  for (const box of boxes) {
    box.checked = done.has(box.dataset.tick);
    box.addEventListener("change", keep);
  }
  for (const hidden of plan.querySelectorAll(".plan-tick")) hidden.hidden = false;
} catch {
  // A browser that keeps nothing: the boxes stay away, the paper has its own.
}

function keep() {
  const done = boxes.filter((box) => box.checked).map((box) => box.dataset.tick);
  // Who takes back the last tick leaves nothing behind.
  if (done.length) localStorage.setItem(key, JSON.stringify(done));
  else localStorage.removeItem(key);
}
