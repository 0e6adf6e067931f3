/* Filling in: saves by itself, shows what the checks found beside the field, keeps the paper live. Without this file
   every page has a 保存 button. */

import { HERE } from "./drafts.js";
import { forget, keep, kept } from "./fill-keep.js";
import { mark } from "./fill-marks.js";
import { note } from "./fill-note.js";
import { addLine, isBlank } from "./fill-rows.js";

const PAUSE = 800;
const RETRY = 15000;
const desk = document.getElementById("fill");
const place = { user: desk.dataset.user, number: desk.dataset.case };
const token = () => document.querySelector('meta[name="csrf-token"]')?.content ?? "";
const states = new WeakMap();
const OFFLINE = `没有网络，已存在${HERE}上，联网后自动上传`;

function say(words, tone = "") {
  const box = document.getElementById("saved");
  box.className = `saved ${tone}`.trim();
  const icon = tone ? "" : '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="m4.5 12.5 5 5 10-11"/></svg>';
  box.innerHTML = icon;
  const text = document.createElement("span");
  text.textContent = words;
  box.append(text);
}

const state = (form) => {
  if (!states.has(form)) states.set(form, { timer: 0, dirty: false, busy: false, seen: new Set() });
  return states.get(form);
};

/** What the form says. The token goes in the header: kept words may be sent after signing in anew. */
function body(form) {
  const data = new URLSearchParams(new FormData(form));
  data.delete("csrfmiddlewaretoken");
  return data.toString();
}

/* ─ saving ─────────────────────────────────────────────────────────────── */

async function send(url, text, extra = {}) {
  return fetch(url, {
    method: "POST",
    body: text,
    redirect: "manual",
    headers: { "Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": token(), Accept: "application/json" },
    ...extra,
  });
}

async function save(form) {
  const my = state(form);
  clearTimeout(my.timer);
  if (!my.dirty || my.busy || my.stuck) return;
  my.busy = true;
  my.dirty = false;
  const text = body(form);
  keep(place, form.action, text);
  say("正在保存", "saving");
  try {
    const answer = await send(form.action, text);
    await settle(form, answer);
  } catch {
    my.dirty = true;
    say(OFFLINE, "failed");
    my.timer = setTimeout(() => save(form), RETRY);
  } finally {
    my.busy = false;
  }
  if (my.dirty && !my.timer) my.timer = setTimeout(() => save(form), PAUSE);
}

async function settle(form, answer) {
  const my = state(form);
  my.timer = 0;
  if (answer.ok) {
    const result = await answer.json();
    if (!my.dirty) forget(place, form.action);
    document.getElementById("refused")?.remove();
    show(form, result);
    form.dispatchEvent(new CustomEvent("lj:saved", { bubbles: true }));
    return;
  }
  if (answer.type === "opaqueredirect" || answer.status === 401) {
    my.dirty = true;
    say(`登录已过期，已存在${HERE}上，重新登录后自动上传`, "failed");
    return;
  }
  const known = answer.headers.get("Content-Type")?.includes("json");
  const result = known ? await answer.json() : {};
  if (answer.status === 422 && result.errors) wrong(form, result.errors);
  else if (answer.status === 409 && known) moved(form, result);
  else {
    my.dirty = answer.status >= 500 || answer.status === 429;
    if (my.dirty) my.timer = setTimeout(() => save(form), RETRY);
    say(my.dirty ? `服务器没有回应，已存在${HERE}上，稍后自动再传` : "没有保存", "failed");
    if (!my.dirty) note(result.message ?? `这一页没有保存。请刷新后再试，您写的已存在${HERE}上。`, "bad", "refused");
  }
}

function wrong(form, errors) {
  say("没有保存，先改好标出的地方", "failed");
  mark(form, Object.entries(errors).map(([field, message]) => ({ field, message, tone: "bad" })), {}, () => true);
}

/** A colleague saved meanwhile: nothing is lost on either side, the person decides. */
function moved(form, result) {
  const my = state(form);
  my.stuck = true;
  say("没有保存，有人先改了", "failed");
  const box = note(result.message, "warn", "moved");
  const buttons = document.createElement("p");
  buttons.className = "line";
  buttons.append(
    button("看对方改成了什么", () => {
      forget(place, form.action);
      location.reload();
    }),
    button("用我写的", () => {
      my.stuck = false;
      my.dirty = true;
      revise(result.revision);
      document.getElementById("moved").remove();
      save(form);
    }),
  );
  box.append(buttons);
  box.scrollIntoView({ block: "center" });
}

function button(words, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "btn btn-sm";
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
}

const revise = (revision) => {
  for (const box of document.querySelectorAll('form[data-fill] input[name="revision"]')) box.value = revision;
};

/* ─ what a save came to ────────────────────────────────────────────────── */

function show(form, result) {
  say(result.saved);
  revise(result.revision);
  document.getElementById("subject").firstChild.textContent = result.subject;
  for (const list of document.querySelectorAll("[data-index]")) list.innerHTML = result.html.index;
  document.getElementById("paper").innerHTML = result.html.paper;
  document.getElementById("reading").innerHTML = result.html.reading;
  const side = document.getElementById("side");
  if (side && result.html.side !== undefined) {
    const open = side.querySelector("details")?.open;
    side.innerHTML = result.html.side;
    if (open) side.querySelector("details")?.setAttribute("open", "");
  }
  for (const [ident, sum] of Object.entries(result.sums ?? {})) {
    const cell = document.querySelector(`[data-sum="${CSS.escape(ident)}"]`);
    if (!cell) continue;
    cell.textContent = "";
    if (!sum.words) continue;
    const words = document.createElement("span");
    words.className = `state ${sum.tone}`;
    words.textContent = sum.words;
    cell.append(words);
  }
  mark(form, result.findings, result.automatic, (finding) => visible(form, finding));
}

/** Blanks are only held against a field that was visited; on a page saved before, every field was. */
function visible(form, finding) {
  if (!finding.missing) return true;
  const my = state(form);
  if (form.dataset.known) return !isBeingWritten(finding);
  return my.seen.has(`id_${finding.field}`) && document.activeElement?.id !== `id_${finding.field}`;
}

/** The row the cursor stands in is not finished. */
function isBeingWritten(finding) {
  const line = document.activeElement?.closest?.("tr[data-line]");
  return Boolean(line?.querySelector(`#${CSS.escape(`id_${finding.field}`)}`));
}

/* ─ when to save ───────────────────────────────────────────────────────── */

function touched(form, now = false) {
  const my = state(form);
  my.dirty = true;
  clearTimeout(my.timer);
  if (!keep(place, form.action, body(form))) form.setAttribute("data-guard", "");
  my.timer = setTimeout(() => save(form), now ? 0 : PAUSE);
}

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-fill]");
  if (form) touched(form);
});
/* What was typed while the page's scripts were still on their way. The forms do not let the browser put old words back. */
function typedBefore(form) {
  const boxes = form.querySelectorAll("textarea, input[type=text], input[type=tel]");
  return [...boxes].some((box) => box.value !== box.defaultValue);
}

document.addEventListener("focusout", (event) => {
  const form = event.target.closest?.("form[data-fill]");
  if (!form) return;
  const my = state(form);
  my.seen.add(event.target.id);
  if (my.dirty) touched(form, true);
});
document.addEventListener("lj:changed", (event) => touched(event.target, event.detail?.now));
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-fill]")) return;
  event.preventDefault();
  state(form).dirty = true;
  save(form);
});

/* Leaving: what is still unsent goes along, or stays in the browser and goes from the next page */
function flush() {
  for (const form of document.querySelectorAll("form[data-fill]")) {
    const my = state(form);
    if (!my.dirty || my.busy || my.stuck) continue;
    const text = body(form);
    keep(place, form.action, text);
    if (text.length < 60000) {
      my.dirty = false;
      send(form.action, text, { keepalive: true }).then((answer) => (answer.ok ? forget(place, form.action) : null), () => null);
    }
  }
}
window.addEventListener("pagehide", flush);

/* A link inside the page waits for the save, so that the next page shows it */
document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a[href]");
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const here = link.getAttribute("href").startsWith("#") || link.target === "_blank";
  const open = [...document.querySelectorAll("form[data-fill]")].filter((form) => state(form).dirty && !state(form).stuck);
  if (here || !open.length || link.origin !== location.origin) return;
  event.preventDefault();
  await Promise.race([Promise.all(open.map(save)), new Promise((done) => { setTimeout(done, 2500); })]);
  location.href = link.href;
});

window.addEventListener("online", () => {
  for (const form of document.querySelectorAll("form[data-fill]")) save(form);
});

/* What an earlier page could not send */
async function sendKept() {
  const rest = kept(place);
  const forms = [...document.querySelectorAll("form[data-fill]")];
  const writing = () => forms.some((form) => state(form).dirty || state(form).busy);
  let [sent, shown] = [0, false];
  for (const { url, body: text } of rest) {
    const form = forms.find((one) => one.action === url);
    if (form && state(form).dirty) continue;
    try {
      const answer = await send(url, text);
      if (answer.ok) {
        forget(place, url);
        sent += 1;
        shown ||= Boolean(form);
      } else if (answer.status === 409 || answer.status === 403 || answer.status === 422) {
        const result = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
        lost(url, text, result);
      }
    } catch {
      say(OFFLINE, "failed");
      return;
    }
  }
  if (shown || (sent && !writing())) location.reload(); // of another page: whoever writes here already is not interrupted
}

/** Kept words that the server does not take as they are: the person decides, nothing goes by itself. */
function lost(url, text, result) {
  const box = note(`${HERE}上还有没传上去的内容。${result.message ?? "其中有写得太长或不能保存的地方。"}`, "warn", "lost");
  const buttons = document.createElement("p");
  buttons.className = "line";
  const drop = button("不要了", () => {
    forget(place, url);
    document.getElementById("lost").remove();
  });
  if (result.revision !== undefined) {
    buttons.append(
      button(`用${HERE}上的`, async () => {
        const data = new URLSearchParams(text);
        data.set("revision", result.revision);
        const answer = await send(url, data.toString());
        if (!answer.ok) return;
        forget(place, url);
        location.reload();
      }),
    );
  }
  buttons.append(drop);
  box.append(buttons);
}

/* ─ small helps ────────────────────────────────────────────────────────── */

document.addEventListener("click", (event) => {
  const put = event.target.closest("[data-put]");
  if (put) {
    const box = document.getElementById(put.dataset.put);
    box.value = put.dataset.words;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus();
    put.remove();
  }
  if (event.target.closest("[data-zoom]")) {
    document.querySelector("[data-zoomed]").replaceChildren(document.querySelector("#paper .paper").cloneNode(true));
  }
});

for (const form of document.querySelectorAll("form[data-fill]")) {
  if (Number(form.elements.revision?.value)) form.dataset.known = "1";
  if (typedBefore(form)) touched(form);
  const grid = form.querySelector("[data-grid]");
  if (grid && !form.querySelector("fieldset:disabled") && ![...grid.querySelectorAll("tr[data-line]")].some(isBlank)) addLine(grid);
}
if (window.matchMedia("(max-width: 767.98px)").matches) document.querySelector(".paper-fold")?.removeAttribute("open");
sendKept();
