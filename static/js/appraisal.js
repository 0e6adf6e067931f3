/* The leader's report saves itself: a second after the last key, and when the page is left. Sending it ends that: what is
   typed goes along with the sending, and a save that came behind it would be refused. */
const form = document.querySelector("#report[data-save]");
const status = document.querySelector("#saved");

if (form) {
  let timer = 0;
  let last = words("defaultValue"); // as the page brought it: somebody may type before this runs
  let saving = null;
  let leaving = false;

  function words(kind = "value") {
    return [...form.querySelectorAll("textarea")].map((box) => box[kind]).join("\u0000");
  }

  async function send(now) {
    try {
      const answer = await fetch(form.dataset.save, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json" },
        keepalive: true, // the last one goes out while the page is being left
      });
      const data = await answer.json();
      if (answer.ok) {
        last = now;
        form.querySelector("[data-seen]").value = data.seen;
        status.textContent = data.saved;
      } else {
        status.textContent = data.message || "没有保存，请检查后再试。";
      }
    } catch {
      status.textContent = "没有网络，还没有保存；您填的还在页面上。";
    }
  }

  async function save() {
    const now = words();
    if (saving || leaving || now === last) return;
    saving = send(now).finally(() => (saving = null));
    await saving;
    if (!leaving && words() !== last) wait();
  }

  function wait() {
    clearTimeout(timer);
    timer = setTimeout(save, 1200);
  }

  form.addEventListener("input", () => {
    status.textContent = "正在填写";
    wait();
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    leaving = true;
    if (!saving) return;
    event.preventDefault();
    const { submitter } = event;
    const { confirmed } = form.elements; // base.js takes the answer out again as soon as the press is over
    saving.then(() => {
      if (confirmed) form.append(confirmed);
      form.requestSubmit(submitter);
    });
  });
  window.addEventListener("pageshow", () => (leaving = false));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save();
  });
  if (words() !== last) wait();
}
