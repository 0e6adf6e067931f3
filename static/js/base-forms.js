/* Forms: growing text boxes, chosen files, shown passwords, usual phrases, a warning before unsaved words are lost. */

/* Text boxes grow with their words */
function grow(box) {
  if (CSS.supports("field-sizing", "content")) return;
  const lines = box.value.split("\n").reduce((sum, line) => sum + 1 + Math.floor(line.length / 40), 0);
  box.rows = Math.max(Number(box.dataset.rows || box.rows), Math.min(lines, 24));
}

/* Chosen files: names, sizes, and at once what is too big; files may be dropped on the frame */
const MEGABYTE = 1024 * 1024;

function size(bytes) {
  return bytes >= MEGABYTE ? `${(bytes / MEGABYTE).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1024))} KB`;
}

function list(input) {
  const frame = input.closest("[data-file]");
  if (!frame) return;
  const limit = Number(input.dataset.maxMb || 0) * MEGABYTE;
  let names = frame.querySelector("ul");
  if (!names) {
    names = document.createElement("ul");
    names.setAttribute("aria-live", "polite");
    frame.append(names);
  }
  names.replaceChildren(
    ...[...input.files].map((file) => {
      const line = document.createElement("li");
      const over = limit && file.size > limit;
      line.textContent = `${file.name}　${size(file.size)}${over ? `，超过 ${input.dataset.maxMb} MB，传不上去` : ""}`;
      line.classList.toggle("bad", Boolean(over));
      return line;
    }),
  );
}

/* Passwords can be looked at */
function reveal(input) {
  if (input.closest(".reveal")) return;
  const frame = document.createElement("div");
  frame.className = "reveal";
  input.replaceWith(frame);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn";
  button.textContent = "显示";
  button.setAttribute("aria-label", "显示密码");
  button.setAttribute("aria-pressed", "false");
  button.addEventListener("click", () => {
    const shown = input.type === "text";
    input.type = shown ? "password" : "text";
    button.textContent = shown ? "显示" : "隐藏";
    button.setAttribute("aria-pressed", String(!shown));
  });
  frame.append(input, button);
}

function start(root) {
  for (const box of root.querySelectorAll("textarea[data-autosize]")) {
    box.dataset.rows ||= box.rows;
    grow(box);
  }
  for (const input of root.querySelectorAll("input[data-reveal]")) reveal(input);
  for (const input of root.querySelectorAll("[data-file] input[type=file]")) if (input.files.length) list(input);
}

document.addEventListener("input", (event) => {
  if (event.target.matches("textarea[data-autosize]")) grow(event.target);
});
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-file] input[type=file]")) list(event.target);
});
for (const [name, over] of [["dragover", true], ["dragleave", false], ["drop", false]]) {
  document.addEventListener(name, (event) => {
    const frame = event.target.closest?.("[data-file]");
    if (!frame) return;
    event.preventDefault();
    frame.classList.toggle("over", over);
    if (name !== "drop" || !event.dataTransfer.files.length) return;
    const input = frame.querySelector("input[type=file]");
    const files = new DataTransfer();
    for (const file of input.multiple ? event.dataTransfer.files : [event.dataTransfer.files[0]]) files.items.add(file);
    input.files = files.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

/* Usual phrases: a press writes the phrase into the box named by data-phrase-for, after what is there */
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-phrase]");
  if (!button) return;
  const box = document.getElementById(button.dataset.phraseFor);
  if (!box) return;
  const before = box.value.trim();
  box.value = before && !before.includes(button.dataset.phrase) ? `${before}${button.dataset.phrase}` : button.dataset.phrase;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  box.focus();
});

/* Unsaved words: only forms that ask for it (data-guard), and only until they are sent or saved */
const changed = new Set();
document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form?.hasAttribute("data-guard")) changed.add(form);
});
document.addEventListener("submit", (event) => changed.delete(event.target));
document.addEventListener("lj:saved", (event) => changed.delete(event.target.closest("form") ?? event.target));
window.addEventListener("beforeunload", (event) => {
  for (const form of changed) if (!form.isConnected) changed.delete(form);
  if (changed.size) event.preventDefault();
});

start(document);
document.addEventListener("htmx:load", (event) => start(event.detail.elt));
