// Words tried on a form as it stands: what would be found before the change, and after it.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-try-now]");
  if (!button) return;
  const place = button.closest("[data-try-search]");
  const answer = await fetch(place.dataset.trySearch, { method: "POST", body: new FormData(button.form) });
  place.querySelector("[data-try-found]").innerHTML = await answer.text(); // our own server's HTML
});

// Enter in the field tries the words; it must not send the form.
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches("[data-try-search] input")) {
    event.preventDefault();
    event.target.closest("[data-try-search]").querySelector("[data-try-now]").click();
  }
});
