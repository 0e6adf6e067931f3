/* Photos of an activity go up one by one: shrunk when huge, with progress; one that failed waits for 重试. No dependencies.
   Used by the entry (activity.js) and by the page of an activity (activity-page.js). */

const HUGE = 4 * 1024 * 1024;
const SIDE = 2560;
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
      if (request.status === 200 && answer.photos) done(answer.photos[0]);
      else fail({ final: Boolean(answer.error), words: answer.error || "没有传上去" });
    });
    for (const name of ["error", "timeout", "abort"]) request.addEventListener(name, () => fail({ final: false, words: "没有传上去" }));
    request.send(body);
  });
}

/** The tray of photos in a list. `changed()` is called whenever their number or state changes. */
export function tray(list, { url, most, changed = () => {} }) {
  const add = list.querySelector("[data-add]");
  const input = add.querySelector("input[type=file]");
  const shots = [];
  let queue = Promise.resolve();

  function show(shot, state, words) {
    shot.state = state;
    shot.item.className = state;
    shot.words.textContent = words;
    shot.bar.hidden = state !== "sending";
    shot.again.hidden = state !== "failed" || shot.final;
    shot.off.hidden = state === "sending" || state === "sent";
    add.hidden = shots.filter((one) => one.state !== "refused").length >= most;
    changed();
  }

  async function upload(shot) {
    show(shot, "sending", "正在准备");
    try {
      shot.small ||= await shrunk(shot.file);
      await send(url, shot.small, (percent) => {
        shot.bar.value = percent;
        shot.words.textContent = percent < 100 ? `上传中 ${percent}%` : "正在保存";
      });
      show(shot, "sent", "已上传");
      shot.file = shot.small = null;
    } catch (problem) {
      shot.final = problem.final === true;
      show(shot, "failed", problem.words || "没有传上去");
    }
  }

  function enqueue(shot) {
    show(shot, "waiting", navigator.onLine ? "等待上传" : "没有网络，等着上传");
    queue = queue.then(() => shot.state === "waiting" && shots.includes(shot) && upload(shot));
    return queue;
  }

  function draw(source, label) {
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
    const shot = { item, words, again, bar, off, file: null, small: null, final: false, state: "" };
    shots.push(shot);
    again.addEventListener("click", () => enqueue(shot));
    off.addEventListener("click", () => {
      shots.splice(shots.indexOf(shot), 1);
      URL.revokeObjectURL(picture.src);
      item.remove();
      add.hidden = false;
      changed();
    });
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
      const shot = draw(URL.createObjectURL(file), `第 ${shots.length + 1} 张照片`);
      shot.file = file;
      enqueue(shot);
    }
  });
  window.addEventListener("online", () => shots.filter((one) => one.state === "failed" && !one.final).forEach(enqueue));

  return {
    /** A photo that arrived earlier. */
    arrived(thumb) {
      show(draw(thumb, `第 ${shots.length + 1} 张照片`), "sent", "已上传");
    },
    /** Another address, when the entry has another token. */
    moveTo(other) {
      url = other;
    },
    settled: () => queue,
    retry: () => Promise.all(shots.filter((one) => one.state === "failed" && !one.final).map(enqueue)),
    count: () => shots.length,
    left: () => shots.filter((one) => one.state !== "sent").length,
  };
}
