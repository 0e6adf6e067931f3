/* What every page needs: the token for htmx, asking before a step, menus, refusals, no network. No dependencies.
   Reading and sending simple forms works without this file. */

const token = () => document.querySelector('meta[name="csrf-token"]')?.content ?? "";
const region = () => document.getElementById("messages");

/* Puts one note on top of the page. `tone`: ok, warn, bad or "". Other files ask for one by the event lj:note, never by
   importing this file: with hashed names that would be a second copy of every listener. */
function note(words, tone = "", id = "") {
  if (id && document.getElementById(id)) return;
  const box = document.createElement("div");
  box.className = `note ${tone}`.trim();
  box.id = id;
  box.setAttribute("role", tone === "bad" ? "alert" : "status");
  const text = document.createElement("div");
  text.textContent = words;
  box.append(text);
  (region() ?? document.body).append(box);
}

document.addEventListener("lj:note", (event) => note(event.detail.words, event.detail.tone, event.detail.id));

/* htmx ─ token on every own request, refusals into the message region */
document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = token();
});
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  if (xhr.status < 400) return;
  const ours = xhr.getResponseHeader("HX-Retarget") || xhr.status === 422;
  if (ours) return;
  event.detail.shouldSwap = false;
  note("服务器没有回应，这一步没有办成。请过一会儿再试。", "bad", "no-answer");
});
document.addEventListener("htmx:sendError", () => note("没有网络，这一步没有办成。联网后请再按一次。", "warn", "no-network"));
document.addEventListener("htmx:afterRequest", (event) => {
  if (!event.detail.successful) return;
  document.getElementById("no-network")?.remove();
  document.getElementById("no-answer")?.remove();
});
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target?.id === "messages") event.detail.target.scrollIntoView({ block: "center" });
});

/* Asking ─ data-confirm="#dialog" opens that dialog; other text becomes the question itself */
let asked = null;

function questionFor(button) {
  const wanted = button.dataset.confirm;
  if (wanted.startsWith("#")) return document.querySelector(wanted);
  const dialog = document.createElement("dialog");
  dialog.className = "ask";
  dialog.setAttribute("aria-label", wanted);
  const heading = document.createElement("h2");
  heading.textContent = wanted;
  const foot = document.createElement("div");
  foot.className = "ask-foot";
  const yes = document.createElement("button");
  yes.type = "button";
  yes.className = `btn ${button.dataset.confirmTone === "danger" ? "btn-danger-line" : "btn-primary"}`;
  yes.textContent = button.dataset.confirmYes || button.textContent.trim();
  const no = document.createElement("button");
  no.type = "button";
  no.className = "btn";
  no.textContent = button.dataset.confirmNo || "再看看";
  foot.append(yes, no);
  dialog.append(heading, foot);
  document.body.append(dialog);
  no.addEventListener("click", () => dialog.close());
  yes.addEventListener("click", () => {
    dialog.close();
    button.dataset.confirmed = "1";
    const answer = document.createElement("input");
    answer.type = "hidden";
    answer.name = "confirmed";
    answer.value = "1";
    button.form?.append(answer);
    button.click();
    setTimeout(() => answer.remove(), 0);
  });
  dialog.addEventListener("close", () => dialog.remove());
  return dialog;
}

document.addEventListener(
  "click",
  (event) => {
    const button = event.target.closest("[data-confirm]");
    if (!button || button.disabled) return;
    if (button.dataset.confirmed) {
      delete button.dataset.confirmed;
      return;
    }
    const dialog = questionFor(button);
    if (!dialog?.showModal) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (button.form && !button.formNoValidate && !button.form.reportValidity()) {
      if (!button.dataset.confirm.startsWith("#")) dialog.remove();
      return;
    }
    asked = button;
    for (const slot of dialog.querySelectorAll("[data-echo]")) {
      const source = button.form?.elements[slot.dataset.echo];
      slot.textContent = source?.value ?? "";
    }
    dialog.showModal();
  },
  true,
);

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  if (opener) {
    const dialog = document.querySelector(opener.dataset.dialog);
    if (dialog?.showModal) {
      event.preventDefault();
      asked = opener;
      dialog.showModal();
    }
    return;
  }
  const closer = event.target.closest("[data-close]");
  if (closer) {
    closer.closest("dialog")?.close();
    closer.closest("details")?.removeAttribute("open");
    return;
  }
  if (event.target instanceof HTMLDialogElement) event.target.close();
  for (const open of document.querySelectorAll("details.drop[open]")) {
    if (!open.contains(event.target)) open.removeAttribute("open");
  }
});
document.addEventListener(
  "close",
  (event) => {
    if (event.target instanceof HTMLDialogElement && asked?.isConnected) asked.focus();
    asked = null;
  },
  true,
);
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector("details.drop[open]");
  if (!open) return;
  open.removeAttribute("open");
  open.querySelector("summary")?.focus();
});

/* Sending ─ one press is enough; a second one within the same page would send twice */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.hasAttribute("data-many")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  if (form.querySelector("[hx-post]") || form.hasAttribute("hx-post")) return;
  form.dataset.sent = "1";
  event.submitter?.classList.add("is-busy");
  setTimeout(() => {
    delete form.dataset.sent;
    event.submitter?.classList.remove("is-busy");
  }, 8000);
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const button of document.querySelectorAll(".is-busy")) button.classList.remove("is-busy");
});

/* Error summary ─ the reader starts there */
document.querySelector("[data-focus]")?.focus();

/* Signing out ─ an activity that was not sent stays for this person, or goes: asked by leaving.js. Before the guard above. */
document.addEventListener(
  "submit",
  (event) => {
    const person = event.target.dataset.leaving;
    if (!person) return;
    try {
      if (!Object.keys(localStorage).some((key) => key.startsWith(`lj-activity:${person}:`))) return;
    } catch {
      return; // nothing is kept where storage is forbidden
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    import("./leaving.js").then((leaving) => leaving.ask(event.target, person)).catch(() => event.target.submit());
  },
  true,
);

/* No network ─ said once, taken back by itself */
function network() {
  const present = document.getElementById("offline");
  if (navigator.onLine) {
    present?.remove();
    return;
  }
  if (present) return;
  const box = document.createElement("div");
  box.id = "offline";
  box.className = "note warn offline";
  box.setAttribute("role", "status");
  const text = document.createElement("div");
  text.textContent = "现在没有网络。可以接着看，提交要等联网后再按。";
  box.append(text);
  document.body.append(box);
}
window.addEventListener("offline", network);
window.addEventListener("online", network);
network();
