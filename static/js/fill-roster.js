/* The roster as a spreadsheet: arrows, Enter, Tab; cells pasted from Excel. */

import { note } from "./fill-note.js";
import { addLine, controls, isBlank, write } from "./fill-rows.js";

const grid = document.querySelector("[data-grid]");
const form = grid.closest("form");
const lines = () => [...grid.tBodies[0].querySelectorAll("tr[data-line]")];
const changed = () => form.dispatchEvent(new CustomEvent("lj:changed", { bubbles: true, detail: { now: true } }));

function go(line, index) {
  const box = controls(line)[index];
  box.focus();
  if (box.tagName === "INPUT") box.select();
}

function vertical(box, step) {
  const all = lines();
  const line = box.closest("tr");
  const index = controls(line).indexOf(box);
  const next = all[all.indexOf(line) + step];
  if (next) go(next, index);
  else if (step > 0 && !isBlank(line)) {
    const made = addLine(grid);
    if (made) go(made, index);
  }
}

function horizontal(box, step) {
  const line = box.closest("tr");
  const boxes = controls(line);
  const next = boxes.indexOf(box) + step;
  if (boxes[next]) go(line, next);
}

const atEdge = (box, step) =>
  box.tagName === "SELECT" ||
  (box.selectionStart === box.selectionEnd && box.selectionStart === (step > 0 ? box.value.length : 0)) ||
  (box.selectionStart === 0 && box.selectionEnd === box.value.length && box.value.length > 0);

grid.addEventListener("keydown", (event) => {
  const box = event.target;
  if (!box.dataset?.field || event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
  const moves = {
    ArrowUp: () => vertical(box, -1),
    ArrowDown: () => vertical(box, 1),
    Enter: () => vertical(box, event.shiftKey ? -1 : 1),
    ArrowLeft: () => atEdge(box, -1) && !event.shiftKey && horizontal(box, -1),
    ArrowRight: () => atEdge(box, 1) && !event.shiftKey && horizontal(box, 1),
  };
  const sideways = event.key === "ArrowLeft" || event.key === "ArrowRight";
  if (!moves[event.key] || (sideways && (!atEdge(box, event.key === "ArrowRight" ? 1 : -1) || event.shiftKey))) return;
  event.preventDefault();
  moves[event.key]();
});

/* ─ paste ──────────────────────────────────────────────────────────────── */

const cells = (text) => text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n").map((row) => row.split("\t"));

function fillLine(line, values) {
  for (const box of controls(line)) {
    const value = values[box.dataset.field];
    if (value !== undefined && (value !== "" || box.dataset.field !== "role")) write(box, value);
  }
}

/** Rows from the line on: blank lines are used, filled ones are written over only from the first cell down. */
function put(line, rows) {
  let at = line;
  let written = 0;
  for (const values of rows) {
    if (!at) at = addLine(grid);
    if (!at) break;
    fillLine(at, values);
    written += 1;
    const all = lines();
    at = all[all.indexOf(at) + 1] ?? null;
  }
  if (!lines().some(isBlank)) addLine(grid);
  changed();
  return written;
}

function byPosition(box, table) {
  const start = controls(box.closest("tr")).indexOf(box);
  const fields = controls(box.closest("tr")).map((one) => one.dataset.field);
  return table.map((row) => Object.fromEntries(row.map((value, i) => [fields[start + i], value.trim()]).filter(([field]) => field)));
}

const tell = (words, tone = "") => note(words, tone, "pasted");

grid.addEventListener("paste", async (event) => {
  const box = event.target;
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (!box.dataset?.field || !/[\t\n]/.test(text.trim())) return;
  event.preventDefault();
  const line = box.closest("tr");
  if (box.dataset.field !== "name") {
    const written = put(line, byPosition(box, cells(text)));
    tell(`从这一格起粘贴了 ${written} 行。`);
    return;
  }
  try {
    const answer = await fetch(form.dataset.pasteUrl, {
      method: "POST",
      body: new URLSearchParams({ text }),
      redirect: "manual",
      headers: { "X-CSRFToken": document.querySelector('meta[name="csrf-token"]').content, Accept: "application/json" },
    });
    const result = await answer.json();
    if (!answer.ok) {
      tell(result.message ?? "没有粘贴上，请再试一次。", "bad");
      return;
    }
    const written = put(line, result.rows);
    const left = result.rows.length - written;
    tell([`粘贴了 ${written} 行。`, ...(left ? [`名单最多 ${grid.dataset.most} 人，还有 ${left} 行没有放下。`] : []), ...result.told].join(""));
  } catch {
    const written = put(line, byPosition(box, cells(text)));
    tell(`没有网络，按列的次序粘贴了 ${written} 行，请核对。`, "warn");
  }
});
