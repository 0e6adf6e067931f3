/* Photos of an activity go up one by one: shrunk when huge, with progress; one that failed is tried again, by 重试 or by
   itself. Until the server has it, each is kept in this browser (draft-photos.js), so that the page may be closed.
   Used by the entry (activity.js) and by the page of an activity (activity-page.js). */

import { dropPhotos, keepPhoto, pictureOf } from "./draft-photos.js";
import { HERE } from "./drafts.js";

const HUGE = 4 * 1024 * 1024;
const SIDE = 2560;
const AGAIN = 20000;
const CLOSE = '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="m6 6 12 12M18 6 6 18"/></svg>';

const token = () => document.querySelector('meta[name="csrf-token"]')?.content ?? "";

/** The file, or a smaller copy of a huge picture. Whatever goes wrong, the file itself is sent. */
async function shrunk(file) {
  if (file.size <= HUGE || !window.createImageBitmap) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.88));
    if (!blob || blob.size >= file.size) return file;
    return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
  } catch {
    return file;
  }
}

function send(url, file, progress) {
  return new Promise((done, fail) => {
    const body = new FormData();
    body.append("photo", file, file.name);
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-CSRFToken", token());
    request.timeout = 180000;
    request.upload.addEventListener("progress", (event) => event.lengthComputable && progress(Math.floor((event.loaded / event.total) * 100)));
    request.addEventListener("load", () => {
      let answer = {};
      try {
        answer = JSON.parse(request.responseText);
      } catch {
        /* the sign-in page, or an answer of something in between */
      }
      const other = request.status === 403 || request.responseURL.includes("/sign-in/");
      if (request.status === 200 && answer.photos) done(answer.photos[0]);
      else fail({ final: Boolean(answer.error), stale: other && !answer.error, words: answer.error || "没有传上去" });
    });
    for (const name of ["error", "timeout", "abort"]) request.addEventListener(name, () => fail({ final: false, words: "没有传上去" }));
    request.send(body);
  });
}

/** The tray of photos in a list. `changed()` is called whenever their number or state changes; what is not sent is kept
    under `draft` (person and studio) and `token()` (the entry). */
export function tray(list, { url, most, draft, token: tokenOf, changed = () => {} }) {
  const add = list.querySelector("[data-add]");
  const input = add.querySelector("input[type=file]");
  const told = list.parentElement.querySelector("[data-kept]");
  const shots = [];
  let queue = Promise.resolve();
  let making = Promise.resolve();

  /** What the person has to know before closing the page. */
  function tell() {
    const left = shots.filter((one) => one.state !== "sent");
    const failed = left.filter((one) => one.state === "failed" && !one.final);
    const loose = left.filter((one) => one.why && !one.final);
    let words = "";
    if (loose.some((one) => one.why === "full")) words = `${HERE}上没寄出的照片已存满 60 MB，有 ${loose.length} 张存不下。传上去以前请不要关掉这一页。`;
    else if (loose.length) words = "这个浏览器存不住照片（可能开着无痕浏览）。照片传上去以前请不要关掉这一页。";
    else if (failed.some((one) => one.stale)) words = `登录过期了，照片存在${HERE}上。重新登录后打开这一页，会接着传。`;
    else if (failed.length) words = `${failed.length} 张照片还没传上去，存在${HERE}上。有网络时自动再传，关掉这一页也不会丢。`;
    if (told.textContent !== words) told.textContent = words;
    told.hidden = !words;
  }

  function show(shot, state, words) {
    shot.state = state;
    shot.item.className = state;
    shot.words.textContent = words;
    shot.bar.hidden = state !== "sending";
    shot.again.hidden = state !== "failed" || shot.final;
    shot.off.hidden = state === "sending" || state === "sent";
    add.hidden = shots.length >= most;
    tell();
    changed();
  }

  async function make(shot) {
    shot.small = await shrunk(shot.file);
    shot.file = null;
    const kept = await keepPhoto(draft, tokenOf(), shot.small);
    shot.kept = kept.id ?? 0;
    shot.why = kept.why ?? "";
    if (!shots.includes(shot)) dropPhotos((one) => one.id === shot.kept);
    tell();
    changed();
  }

  async function upload(shot) {
    show(shot, "sending", "正在准备");
    await shot.ready;
    try {
      const arrived = await send(url, shot.small, (percent) => {
        shot.bar.value = percent;
        shot.words.textContent = percent < 100 ? `上传中 ${percent}%` : "正在保存";
      });
      shot.why = "";
      await dropPhotos((one) => one.id === shot.kept);
      shot.small = null;
      const twice = shots.some((one) => one !== shot && one.thumb === arrived.thumb);
      if (twice) takeOff(shot); // it had arrived before, the answer had not
      else {
        shot.thumb = arrived.thumb;
        show(shot, "sent", "已上传");
      }
    } catch (problem) {
      shot.final = problem.final === true;
      shot.stale = problem.stale === true;
      show(shot, "failed", problem.words || "没有传上去");
    }
  }

  function enqueue(shot) {
    show(shot, "waiting", navigator.onLine ? "等待上传" : "没有网络，等着上传");
    queue = queue.then(() => shot.state === "waiting" && shots.includes(shot) && upload(shot));
    return queue;
  }

  function takeOff(shot) {
    shots.splice(shots.indexOf(shot), 1);
    dropPhotos((one) => one.id === shot.kept);
    URL.revokeObjectURL(shot.picture.src);
    shot.item.remove();
    add.hidden = false;
    tell();
    changed();
  }

  function draw(source) {
    const label = `第 ${shots.length + 1} 张照片`;
    const item = document.createElement("li");
    const figure = document.createElement("figure");
    const picture = document.createElement("img");
    picture.src = source;
    picture.alt = label;
    const caption = document.createElement("figcaption");
    const words = document.createElement("span");
    words.setAttribute("role", "status");
    const again = document.createElement("button");
    again.type = "button";
    again.className = "btn btn-sm";
    again.textContent = "重试";
    const bar = document.createElement("progress");
    bar.max = 100;
    bar.value = 0;
    bar.setAttribute("aria-label", `${label}上传进度`);
    caption.append(words, again);
    figure.append(picture, bar, caption);
    const off = document.createElement("button");
    off.type = "button";
    off.className = "take-off";
    off.innerHTML = CLOSE;
    off.setAttribute("aria-label", `不传${label}`);
    item.append(figure, off);
    list.insertBefore(item, add);
    const shot = { item, picture, words, again, bar, off, file: null, small: null, ready: null, kept: 0, why: "", thumb: "", final: false, stale: false, state: "" };
    shots.push(shot);
    again.addEventListener("click", () => enqueue(shot));
    off.addEventListener("click", () => takeOff(shot));
    return shot;
  }

  input.addEventListener("change", () => {
    const room = most - shots.length;
    const files = [...input.files];
    input.value = "";
    if (files.length > room) {
      const words = room > 0 ? `最多 ${most} 张，只收下前 ${room} 张。` : `最多 ${most} 张。`;
      document.dispatchEvent(new CustomEvent("lj:note", { detail: { words, tone: "warn", id: "too-many" } }));
    }
    for (const file of files.slice(0, Math.max(room, 0))) {
      const shot = draw(URL.createObjectURL(file));
      shot.file = file;
      shot.ready = making = making.then(() => make(shot));
      enqueue(shot);
    }
  });
  const failed = () => shots.filter((one) => one.state === "failed" && !one.final);
  window.addEventListener("online", () => failed().forEach(enqueue));
  setInterval(() => navigator.onLine && failed().filter((one) => !one.stale).forEach(enqueue), AGAIN);

  return {
    /** A photo that arrived earlier. */
    arrived(thumb) {
      if (shots.some((one) => one.thumb === thumb)) return;
      const shot = draw(thumb);
      shot.thumb = thumb;
      show(shot, "sent", "已上传");
    },
    /** Photos kept when the page was closed (rows of `photosOf`): shown again, and sent. */
    async restore(rows) {
      for (const row of rows) {
        const file = await pictureOf(row);
        if (!file) {
          dropPhotos((one) => one.id === row.id);
          continue;
        }
        const shot = draw(URL.createObjectURL(file));
        Object.assign(shot, { small: file, kept: row.id, ready: Promise.resolve() });
        enqueue(shot);
      }
    },
    /** Another address, when the entry has another token. */
    moveTo(other) {
      url = other;
    },
    settled: () => queue,
    retry: () => Promise.all(failed().map(enqueue)),
    count: () => shots.length,
    left: () => shots.filter((one) => one.state !== "sent").length,
    /** How many would be here again if the page were closed now. */
    kept: () => shots.filter((one) => one.state !== "sent" && one.kept).length,
  };
}
