/* Lists: choose all, count what is chosen, show the bulk bar; filters that send themselves. Without this file every
   box and every button is there and works. */

const boxes = (list) => [...list.querySelectorAll('tbody .pick input[type="checkbox"]:not(:disabled)')];

function count(list) {
  const all = boxes(list);
  const chosen = all.filter((box) => box.checked);
  for (const box of all) box.closest("tr")?.classList.toggle("is-picked", box.checked);
  const head = list.querySelector("[data-pick-all]");
  if (head) {
    head.checked = all.length > 0 && chosen.length === all.length;
    head.indeterminate = chosen.length > 0 && chosen.length < all.length;
  }
  const bar = list.querySelector("[data-bulk]");
  if (!bar) return;
  bar.hidden = chosen.length === 0;
  const words = bar.querySelector("[data-bulk-count]");
  if (words) words.textContent = `已选 ${chosen.length} ${words.dataset.unit || "个"}`;
}

function start(root) {
  for (const list of root.querySelectorAll("[data-pick-list]")) count(list);
  if (root.matches?.("[data-pick-list]")) count(root);
}

let last = null;
document.addEventListener("click", (event) => {
  const box = event.target.closest('.pick input[type="checkbox"]');
  const list = box?.closest("[data-pick-list]");
  if (!list || box.matches("[data-pick-all]")) return;
  if (event.shiftKey && last?.isConnected && list.contains(last)) {
    const all = boxes(list);
    const [from, to] = [all.indexOf(last), all.indexOf(box)].sort((a, b) => a - b);
    for (const between of all.slice(from, to + 1)) between.checked = box.checked;
    count(list);
  }
  last = box;
});
document.addEventListener("change", (event) => {
  const list = event.target.closest("[data-pick-list]");
  if (list && event.target.matches("[data-pick-all]")) {
    for (const box of boxes(list)) box.checked = event.target.checked;
  }
  if (list) count(list);
  const form = event.target.closest("form[data-auto]");
  if (form && event.target.matches("select")) form.requestSubmit();
});
document.addEventListener("reset", (event) => {
  const list = event.target.closest("[data-pick-list]");
  if (!list) return;
  event.preventDefault();
  for (const box of boxes(list)) box.checked = false;
  count(list);
});

/* Empty filters stay out of the address */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "get" || !form.matches(".filters, [role=search]")) return;
  for (const control of form.elements) {
    if (control.name && control.value === "" && !control.disabled) {
      control.disabled = true;
      setTimeout(() => { control.disabled = false; }, 0);
    }
  }
});

start(document);
document.addEventListener("htmx:load", (event) => start(event.detail.elt));
