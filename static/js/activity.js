/* The one-minute entry: keeps itself in this browser, sends itself when there is a network, shows what it will become.
   Without this file the form is sent like any other. */

import { tray } from "./activity-photos.js";
import { dropOldPhotos, dropPhotos, photosOf } from "./draft-photos.js";
import { clock, dropOldDrafts, HERE, isRecorded, read, remove, write } from "./drafts.js";

const form = document.querySelector("form[data-activity]");
const KEY = form.dataset.key;
const saved = document.getElementById("saved");
const TICK = '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="m4.5 12.5 5 5 10-11"/></svg>';
const field = (name) => form.elements[name];
let later = 0;
let sending = false;
let waiting = false;
let recorded = "";

document.documentElement.classList.add("scripted");

function say(words, { tick = false, failed = false } = {}) {
  saved.className = failed ? "saved failed" : "saved";
  saved.innerHTML = tick ? TICK : "";
  saved.append(words);
}

/* ─ the draft in this browser */
const KEPT = ["kind", "text", "title", "held_on", "chosen_place", "place", "guests", "project", "plan_item"];

function draft() {
  const kept = { token: field("token").value, at: new Date().toISOString(), page: window.location.pathname, values: {} };
  Object.assign(kept, { name: form.dataset.name, photos: photos.count(), wanted: waiting || sending });
  for (const name of KEPT) if (field(name)) kept.values[name] = field(name).value;
  kept.attendees = people().filter((one) => one.checked).map((one) => one.value);
  return kept;
}

function keep() {
  if (recorded || leaving) return;
  const done = write(KEY, draft());
  if (!done) say(`${HERE}存不下草稿，请尽快记入`);
  else if (!sending && !waiting) say(`草稿已存 ${clock(new Date())}`, { tick: true });
}

function forget() {
  clearTimeout(later);
  remove(KEY);
}

/* What is in the ledger and still lacks photos: the page of the activity goes on with them. */
function photosLeft(url) {
  const left = photos.kept();
  const key = `${KEY}:${field("token").value}`;
  const words = field("title").value.trim() || field("text").value.trim();
  if (!left) remove(key);
  else write(key, { at: new Date().toISOString(), token: field("token").value, words, name: form.dataset.name, recorded: true, photos: left, page: url });
}

form.addEventListener("input", () => {
  clearTimeout(later);
  later = setTimeout(keep, 400);
  preview();
});
/* leaving.js has emptied the storage by then: what is typed must not be written back on the way out. */
let leaving = false;
document.addEventListener("lj:drafts-dropped", () => (leaving = true));
window.addEventListener("pagehide", () => {
  if (read(KEY) || field("text").value.trim() || photos.count()) keep();
});

/* ─ people */
const people = () => [...form.querySelectorAll('input[name="attendees"]')];
const team = form.querySelector("[data-team]").dataset.team.split(",");

form.querySelector("[data-all]")?.addEventListener("click", (event) => {
  event.preventDefault();
  for (const one of people()) one.checked = team.includes(one.value);
  form.dispatchEvent(new Event("input"));
});

/* ─ photos */
const photos = tray(form.querySelector("[data-shots]"), {
  url: form.dataset.photos,
  most: Number(form.dataset.most),
  draft: KEY,
  token: () => field("token").value,
  changed: () => {
    preview();
    if (leaving) return;
    if (recorded) photosLeft(recorded);
    else if (photos.count() || read(KEY)) keep();
  },
});
form.querySelector("#id_photo").disabled = false;

/* ─ what it will become */
const turns = JSON.parse(form.dataset.turns || "{}");
const slot = (name) => document.querySelector(`[data-p="${name}"]`);
const chosen = (name) => (field(name) && field(name).value ? field(name).selectedOptions[0].textContent.trim() : "");
const use = (name, shown) => (document.querySelector(`[data-use="${name}"]`).hidden = !shown);

function turn(year, kind, day) {
  const [number, latest] = turns[year]?.[kind] ?? [0, ""];
  const known = Number(year) >= new Date().getFullYear() - 1;
  return known && day >= latest ? `　第 ${number + 1} 次` : "";
}

function preview() {
  const [year, month, day] = field("held_on").value.split("-");
  const picked = people().filter((one) => one.checked).length;
  const guests = Number(field("guests").value) || 0;
  const kind = form.querySelector('input[name="kind"]:checked');
  const other = field("chosen_place").selectedIndex === field("chosen_place").options.length - 1;
  form.querySelector(".elsewhere").classList.toggle("shown", other || Boolean(field("place").value));
  form.querySelector("[data-picked]").textContent = picked;
  const last = form.querySelector("[data-last]");
  if (last) last.hidden = people().some((one) => one.checked !== one.defaultChecked);
  slot("day").textContent = year ? `${year}年${Number(month)}月${Number(day)}日` : "";
  slot("kind").textContent = kind?.nextElementSibling.textContent ?? "";
  slot("turn").textContent = year && kind ? turn(year, kind.value, field("held_on").value) : "";
  const words = field("text").value.trim();
  slot("text").textContent = words || "写下一两句话，这里就有。";
  slot("text").classList.toggle("muted", !words);
  slot("place").textContent = field("place").value.trim() || (other ? "" : field("chosen_place").value);
  slot("people").textContent = `${picked} 人${guests ? `，外单位 ${guests} 人` : ""}`;
  slot("photos").textContent = photos.count() ? `　照片 ${photos.count()} 张` : "";
  slot("project").textContent = chosen("project");
  use("project", chosen("project"));
  slot("plan").textContent = chosen("plan_item");
  use("plan", chosen("plan_item"));
  slot("book").textContent = year ? `${year} 年台账年册第 ${Number(month)} 月` : "";
  use("book", year);
}

/* ─ sending */
function refuse(errors) {
  const box = document.getElementById("entry-errors");
  box.replaceChildren();
  const note = document.createElement("div");
  note.className = "note bad summary";
  note.setAttribute("role", "alert");
  note.tabIndex = -1;
  const list = document.createElement("ol");
  for (const [name, words] of Object.entries(errors)) {
    const line = document.createElement("li");
    const control = name === "__all__" ? null : document.getElementById(`id_${name}`);
    if (control) {
      const link = document.createElement("a");
      link.href = `#id_${name}`;
      link.textContent = words;
      line.append(link);
    } else line.textContent = words;
    list.append(line);
  }
  note.append(list);
  box.append(note);
  note.focus();
}

async function finish(url) {
  recorded = url;
  photosLeft(url);
  forget();
  await photos.settled();
  if (photos.left()) await photos.retry();
  if (!photos.left()) {
    window.location.assign(url);
    return;
  }
  say(`已记入台账。还有 ${photos.left()} 张照片没有传上去，可以重试，也可以以后在活动页${photos.kept() ? "接着" : "再"}传。`, { failed: true });
  const button = form.querySelector("button[type=submit]");
  button.textContent = "重试没传上去的照片";
  button.disabled = false;
  let link = form.querySelector("[data-go]");
  if (!link) {
    link = document.createElement("a");
    link.className = "btn";
    link.dataset.go = "1";
    link.textContent = "照片以后再传，看这条活动";
    form.querySelector(".savebar").append(link);
  }
  link.href = url;
}

async function submit() {
  if (sending) return;
  if (recorded) {
    finish(recorded);
    return;
  }
  sending = true;
  keep();
  say("正在记入台账");
  const button = form.querySelector("button[type=submit]");
  button.disabled = true;
  const body = new FormData(form);
  body.delete("photo");
  try {
    const response = await fetch(form.action || window.location.href, { method: "POST", body, headers: { Accept: "application/json" } });
    const answer = response.headers.get("Content-Type")?.includes("json") ? await response.json() : null;
    sending = waiting = false;
    if (response.ok && answer?.url) {
      document.getElementById("entry-errors").replaceChildren();
      await finish(answer.url);
      return;
    }
    button.disabled = false;
    if (answer?.errors) {
      say("还没有记入，请看上面的提示", { failed: true });
      refuse(answer.errors);
    } else if (response.redirected) {
      say(`登录已经过期。草稿存在${HERE}上，重新登录后打开这一页就能接着记。`, { failed: true });
    } else if (response.status === 403) {
      say(`还没有记入：登录换过了，或者您不再填写这个工作室的档案。草稿存在${HERE}上，刷新这一页再试。`, { failed: true });
    } else {
      say("还没有记入：您可能不再填写这个工作室的档案，或者服务器出了问题。草稿还在，请过一会儿再按。", { failed: true });
    }
  } catch {
    sending = false;
    waiting = true;
    button.disabled = false;
    keep();
    say(`没有网络，已存在${HERE}上，联网后自动上传`);
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  submit();
});
window.addEventListener("online", () => waiting && submit());
setInterval(() => waiting && navigator.onLine && submit(), 15000);

/* ─ back to what was not finished */
const PATIENCE = 8000;
const note = document.getElementById("draft-note");
const own = field("token").value;

function fill(old) {
  for (const [name, value] of Object.entries(old.values)) if (field(name)) field(name).value = value;
  for (const one of people()) one.checked = (old.attendees ?? []).includes(one.value);
  if (old.values.title) form.querySelector(".more-words").open = true;
}

async function drop() {
  leaving = true;
  await dropPhotos((one) => one.draft === KEY && !isRecorded(KEY, one.token));
  forget();
  window.location.assign(window.location.pathname);
}

/* The words stand in the ledger already, only the answer was lost. Photos that were not sent wait on that page. */
function stands(url, old, rows) {
  const words = old.values?.title || old.values?.text || "";
  if (rows.length) write(`${KEY}:${old.token}`, { ...old, values: {}, words, name: form.dataset.name, recorded: true, photos: rows.length, page: url });
  forget();
  waiting = false;
  form.reset();
  field("token").value = own;
  photos.moveTo(form.dataset.photos);
  const link = document.createElement("a");
  link.href = url;
  link.textContent = rows.length ? "到那条活动接着传" : "看那条活动";
  note.replaceChildren(rows.length ? `上次那条已经记入台账，还有 ${rows.length} 张照片没有传上去。` : "上次那条已经记入台账。", link);
  note.hidden = false;
  preview();
}

async function arrived(address) {
  try {
    const response = await fetch(address, { headers: { Accept: "application/json" }, signal: AbortSignal.timeout?.(PATIENCE) });
    if (response.ok && !response.redirected) return await response.json();
  } catch {
    /* no network: the words are here all the same */
  }
  return null;
}

async function restore() {
  dropOldDrafts();
  await dropOldPhotos();
  const rows = (await photosOf(KEY)).filter((one) => !isRecorded(KEY, one.token));
  const old = read(KEY) ?? (rows.length ? { token: rows[0].token, at: new Date(rows[0].at).toISOString() } : null);
  const fresh = form.querySelector(".is-invalid, .form-error") || new URLSearchParams(window.location.search).has("all");
  const { value, defaultValue } = field("text");
  const typed = value === defaultValue ? "" : value; // while this page's script and the draft were on their way
  if (!old && typed) keep();
  if (!old || fresh) return;
  const address = form.dataset.photos.replace(own, old.token);
  if (old.values) fill(old);
  if (typed && !field("text").value.includes(typed)) field("text").value = [field("text").value, typed].filter(Boolean).join("\n");
  field("token").value = old.token;
  photos.moveTo(address);
  waiting = Boolean(old.wanted);
  preview();
  const off = document.createElement("button");
  off.type = "button";
  off.className = "btn btn-sm";
  off.textContent = "不要这份草稿";
  off.dataset.confirm = "不要这份草稿？写的字和照片都清掉，找不回来。";
  off.dataset.confirmYes = "不要了";
  off.dataset.confirmTone = "danger";
  off.addEventListener("click", drop);
  const again = old.wanted ? "上次按了“记入台账”，没有网络，还没有寄出。" : "";
  note.replaceChildren(`${again}已接上没记完的草稿（${clock(old.at)} 存的）。`, off);
  note.hidden = false;
  say(`草稿已存 ${clock(old.at)}`, { tick: true });
  const state = await arrived(address);
  if (state?.url && !sending) {
    stands(state.url, old, rows);
    return;
  }
  const gone = state ? (old.photos ?? 0) - state.photos.length - rows.length : 0;
  if (gone > 0) note.firstChild.after(`有 ${gone} 张照片传上来满 7 天还没有记入，已经清掉，请再选一次。`);
  for (const photo of state?.photos ?? []) photos.arrived(photo.thumb);
  await photos.restore(rows);
  if (old.wanted) submit();
}

window.addEventListener("pageshow", (event) => event.persisted && recorded && window.location.reload());
restore();
preview();
