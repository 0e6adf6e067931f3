/* Review page: a usual phrase goes into the opinion it stands under. */
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-phrase]");
  if (!button) return;
  const box = document.querySelector(button.dataset.phrase);
  if (!box) return;
  box.value = button.textContent.trim();
  box.dispatchEvent(new Event("input", { bubbles: true }));
  box.focus();
});
