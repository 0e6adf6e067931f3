/* What the checks found, shown where it belongs. */

import { clearWhy, numbered } from "./fill-rows.js";

/** Puts findings beside their fields and cells, what a rule decided below its row, and the sum of it on top. */
export function mark(form, findings, automatic, visible) {
  const grid = form.querySelector("[data-grid]");
  if (grid) clearWhy(grid);
  for (const field of form.querySelectorAll(".field.has-error")) clear(field);
  const shown = findings.filter(visible);
  const rows = new Map();
  if (grid) for (const { line, number } of numbered(grid)) if (number) rows.set(String(number), line);
  for (const finding of shown) {
    const [, number, cell] = grid ? (finding.field.match(new RegExp(`^${grid.dataset.prefix}\\.(\\d+)\\.(\\w+)$`)) ?? []) : [];
    if (number && rows.has(number)) wrongCell(rows.get(number), number, cell, finding);
    else wrongField(finding);
  }
  for (const [number, words] of Object.entries(automatic)) {
    const line = rows.get(number);
    if (line) below(line, "auto", `第 ${number} 行：${words}。`);
  }
  summary(shown);
}

function clear(field) {
  field.classList.remove("has-error");
  field.querySelector(".form-error")?.remove();
  for (const box of field.querySelectorAll("[aria-invalid]")) {
    box.removeAttribute("aria-invalid");
    box.classList.remove("is-invalid");
    const hint = box.id && document.getElementById(`${box.id}-hint`) ? `${box.id}-hint` : "";
    if (hint) box.setAttribute("aria-describedby", hint);
    else box.removeAttribute("aria-describedby");
  }
}

function wrongField(finding) {
  const box = document.getElementById(`id_${finding.field}`);
  const field = box?.closest(".field");
  if (!field || finding.tone !== "bad" || field.querySelector(".form-error")) return;
  field.classList.add("has-error");
  box.setAttribute("aria-invalid", "true");
  const line = document.createElement("p");
  line.className = "form-error";
  line.id = `${box.id}-error`;
  line.textContent = finding.message;
  field.append(line);
  const hint = document.getElementById(`${box.id}-hint`) ? `${box.id}-hint ` : "";
  box.setAttribute("aria-describedby", `${hint}${line.id}`);
}

function wrongCell(line, number, cell, finding) {
  const box = line.querySelector(`[data-field="${cell}"]`);
  if (box && finding.tone === "bad") {
    box.setAttribute("aria-invalid", "true");
    box.setAttribute("aria-describedby", `why-${number}`);
    box.closest("td").classList.add("bad");
  }
  let row = line.nextElementSibling;
  if (row?.matches(".why")) row.firstElementChild.append(finding.message);
  else row = below(line, finding.tone === "bad" ? "why" : "why soft", finding.message);
  row.id = `why-${number}`;
}

function below(line, name, words) {
  const row = document.createElement("tr");
  row.className = name;
  const cell = document.createElement("td");
  cell.colSpan = line.cells.length;
  cell.textContent = words;
  row.append(cell);
  let last = line;
  while (last.nextElementSibling?.matches(".why, .auto")) last = last.nextElementSibling;
  last.after(row);
  return row;
}

function summary(findings) {
  const region = document.getElementById("trouble");
  region.replaceChildren();
  if (!findings.length) return;
  const bad = findings.filter((finding) => finding.tone === "bad").length;
  const box = document.createElement("div");
  box.className = `note ${bad ? "bad" : "warn"}`;
  box.setAttribute("role", "status");
  const inner = document.createElement("div");
  const head = document.createElement("b");
  head.textContent = `${bad ? `还有 ${bad} 处要补` : `有 ${findings.length} 处请再看`}：`;
  const list = document.createElement(findings.length > 1 ? "ol" : "span");
  for (const finding of findings) {
    const link = document.createElement("a");
    link.href = `#id_${finding.field}`;
    link.textContent = finding.message;
    if (findings.length === 1) list.append(link);
    else {
      const item = document.createElement("li");
      item.append(link);
      list.append(item);
    }
  }
  inner.append(head, list);
  box.append(inner);
  region.append(box);
}
