/* The one-minute entry: keeps itself in this browser, sends itself when there is a network, shows what it will become.
   Without this file the form is sent like any other. */

import { tray } from "./activity-photos.js";

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

const clock = (when) => `${String(when.getHours()).padStart(2, "0")}:${String(when.getMinutes()).padStart(2, "0")}`;

/* ─ the draft in this browser */
const KEPT = ["kind", "text", "title", "held_on", "chosen_place", "place", "guests", "project", "plan_item"];

function draft() {
  const kept = { token: field("token").value, at: new Date().toISOString(), values: {} };
  for (const name of KEPT) if (field(name)) kept.values[name] = field(name).value;
  kept.attendees = people().filter((one) => one.checked).map((one) => one.value);
  return kept;
}

function keep() {
  if (recorded || leaving) return;
  try {
    localStorage.setItem(KEY, JSON.stringify(draft()));
    if (!sending && !waiting) say(`草稿已存 ${clock(new Date())}`, { tick: true });
  } catch {
    say("这台设备存不下草稿，请尽快记入");
  }
}

function forget() {
  clearTimeout(later);
  try {
    localStorage.removeItem(KEY);
  } catch {
    /* nothing was kept then */
  }
}

function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEY));
  } catch {
    return null;
  }
}

form.addEventListener("input", () => {
  clearTimeout(later);
  later = setTimeout(keep, 400);
  preview();
});
/* base.js has emptied the storage by then: what is typed must not be written back on the way out. */
let leaving = false;
document.addEventListener("submit", (event) => {
  leaving ||= event.target.getAttribute("action") === "/sign-out/";
});
window.addEventListener("pagehide", () => {
  if (!leaving && !recorded && (kept() || field("text").value.trim())) keep();
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
const photos = tray(form.querySelector("[data-shots]"), { url: form.dataset.photos, most: Number(form.dataset.most), changed: () => preview() });
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
  forget();
  await photos.settled();
  if (photos.left()) await photos.retry();
  if (!photos.left()) {
    window.location.assign(url);
    return;
  }
  say(`已记入台账。还有 ${photos.left()} 张照片没有传上去，可以重试，也可以以后在活动页再传。`, { failed: true });
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
      say("登录已经过期。草稿存在这台设备上，重新登录后打开这一页就能接着记。", { failed: true });
    } else {
      say("还没有记入：您可能不再填写这个工作室的档案，或者服务器出了问题。草稿还在，请过一会儿再按。", { failed: true });
    }
  } catch {
    sending = false;
    waiting = true;
    button.disabled = false;
    say("没有网络，已存在这台设备上，联网后自动上传");
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  submit();
});
window.addEventListener("online", () => waiting && submit());
setInterval(() => waiting && navigator.onLine && submit(), 15000);

/* ─ back to what was not finished */
async function restore() {
  const old = kept();
  const fresh = form.querySelector(".is-invalid, .form-error") || new URLSearchParams(window.location.search).has("all");
  if (!old || fresh || !old.values) return;
  const own = field("token").value;
  const address = form.dataset.photos.replace(own, old.token);
  let state = { url: "", photos: [] };
  try {
    const response = await fetch(address, { headers: { Accept: "application/json" } });
    if (response.ok && !response.redirected) state = await response.json();
  } catch {
    /* no network: the words are here all the same */
  }
  const note = document.getElementById("draft-note");
  if (state.url) {
    forget();
    note.replaceChildren("上次那条已经记入台账。");
    const link = document.createElement("a");
    link.href = state.url;
    link.textContent = "看那条活动";
    note.append(link);
    note.hidden = false;
    return;
  }
  for (const [name, value] of Object.entries(old.values)) if (field(name)) field(name).value = value;
  for (const one of people()) one.checked = (old.attendees ?? []).includes(one.value);
  if (old.values.title) form.querySelector(".more-words").open = true;
  field("token").value = old.token;
  photos.moveTo(address);
  for (const photo of state.photos) photos.arrived(photo.thumb);
  const drop = document.createElement("button");
  drop.type = "button";
  drop.className = "btn btn-sm";
  drop.textContent = "不要这份草稿";
  drop.addEventListener("click", () => {
    recorded = "dropped";
    forget();
    window.location.assign(window.location.pathname);
  });
  note.replaceChildren(`已接上没记完的草稿（${clock(new Date(old.at))} 存的）。`, drop);
  note.hidden = false;
  say(`草稿已存 ${clock(new Date(old.at))}`, { tick: true });
  preview();
}

window.addEventListener("pageshow", (event) => event.persisted && recorded && window.location.reload());
restore();
preview();
