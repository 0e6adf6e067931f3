/* Tables that are filled in by hand: rows added, removed, brought back; numbers and ids follow. */

const lines = (grid) => [...grid.tBodies[0].querySelectorAll("tr[data-line]")];

export const controls = (line) => [...line.querySelectorAll("input[data-field], select[data-field]")];

export const isBlank = (line) => controls(line).every((box) => box.dataset.field === "role" || box.value.trim() === "");

/** Rows numbered as the server will number them: blank ones in between do not count. */
export function numbered(grid) {
  let number = Number(grid.dataset.first);
  return lines(grid).map((line) => ({ line, number: isBlank(line) ? 0 : number++ }));
}

/** Puts numbers, ids and labels in order. Rows that explain something go; the next save brings them again. */
export function renumber(grid) {
  let number = Number(grid.dataset.first);
  for (const line of lines(grid)) {
    line.querySelector("th").textContent = number;
    for (const box of controls(line)) {
      box.id = `id_${grid.dataset.prefix}.${number}.${box.dataset.field}`;
      box.setAttribute("aria-label", `第 ${number} 行 ${box.closest("td").dataset.label}`);
    }
    line.querySelector("[data-remove]")?.setAttribute("aria-label", `移除第 ${number} 行`);
    number += 1;
  }
}

export function clearWhy(grid) {
  for (const row of grid.querySelectorAll("tr.why, tr.auto")) row.remove();
  for (const cell of grid.querySelectorAll("td.bad")) cell.classList.remove("bad");
  for (const box of grid.querySelectorAll("[aria-invalid]")) {
    box.removeAttribute("aria-invalid");
    box.removeAttribute("aria-describedby");
  }
}

/** A blank row behind the last one, or behind `after`. Null when the table is full. */
export function addLine(grid, after = null) {
  const all = lines(grid);
  if (grid.dataset.most && all.length >= Number(grid.dataset.most) + 1) return null;
  const line = all.at(-1).cloneNode(true);
  for (const box of controls(line)) {
    if (box.tagName === "SELECT") box.selectedIndex = 0;
    else box.value = "";
    box.removeAttribute("aria-invalid");
    box.removeAttribute("aria-describedby");
    box.closest("td").classList.remove("bad");
  }
  const last = after ?? grid.tBodies[0].lastElementChild;
  last.after(line);
  renumber(grid);
  return line;
}

/** Writes one cell; a word that a select does not offer becomes one more choice. */
export function write(box, value) {
  if (box.tagName === "SELECT" && ![...box.options].some((option) => option.value === value)) {
    box.add(new Option(value, value));
  }
  box.value = value;
}

function changed(grid) {
  grid.closest("form").dispatchEvent(new CustomEvent("lj:changed", { bubbles: true, detail: { now: true } }));
}

function remove(line) {
  const grid = line.closest("[data-grid]");
  const next = line.nextElementSibling;
  const name = controls(line)[0].value.trim() || `第 ${line.querySelector("th").textContent} 行`;
  if (lines(grid).length === 1) addLine(grid);
  const before = line.previousElementSibling;
  line.remove();
  while (before?.nextElementSibling?.matches(".why, .auto")) before.nextElementSibling.remove();
  renumber(grid);
  changed(grid);
  const told = grid.closest("fieldset").querySelector("[data-undo]");
  const undo = document.createElement("button");
  undo.type = "button";
  undo.className = "btn btn-sm btn-quiet";
  undo.textContent = "撤消";
  undo.addEventListener("click", () => {
    if (next?.isConnected) next.before(line);
    else grid.tBodies[0].append(line);
    told.replaceChildren();
    renumber(grid);
    changed(grid);
    controls(line)[0].focus();
  });
  told.replaceChildren(`已移除 ${name}。`, undo);
  undo.focus();
}

document.addEventListener("click", (event) => {
  const remover = event.target.closest("[data-remove]");
  if (remover) remove(remover.closest("tr"));
  const adder = event.target.closest("[data-add]");
  if (!adder) return;
  const grid = adder.closest("fieldset").querySelector("[data-grid]");
  const line = addLine(grid);
  if (line) controls(line)[0].focus();
});

/* Writing on the last row brings another blank one */
document.addEventListener("input", (event) => {
  const line = event.target.closest("tr[data-line]");
  const grid = line?.closest("[data-grid]");
  if (grid && line === lines(grid).at(-1) && !isBlank(line)) addLine(grid);
});

for (const button of document.querySelectorAll("[data-remove], [data-add], [data-keys]")) button.hidden = false;
