/* Signing out while an activity waits in this browser: it stays for this person, unless they clear it (a shared computer).
   Fetched by base.js only when there is something to ask. */

import { dropPhotos } from "./draft-photos.js";
import { draftsOf, dropDraftsOf, HERE } from "./drafts.js";

export function ask(form, person) {
  const drafts = draftsOf(person);
  if (!drafts.length) {
    form.submit();
    return;
  }
  form.closest("details.drop")?.removeAttribute("open");
  const dialog = document.createElement("dialog");
  dialog.className = "ask";
  dialog.setAttribute("aria-labelledby", "leaving-h");
  const heading = document.createElement("h2");
  heading.id = "leaving-h";
  heading.textContent = `还有 ${drafts.length} 条活动没有寄出`;
  const words = document.createElement("p");
  words.textContent = `留在${HERE}上，您再登录可以接着寄，别人登录看不到；满 14 天清掉。${HERE}别人也用的，请清掉。`;
  const foot = document.createElement("div");
  foot.className = "ask-foot";
  const button = (label, kind, press) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = `btn ${kind}`;
    made.textContent = label;
    made.addEventListener("click", press);
    foot.append(made);
  };
  button("留着，退出登录", "btn-primary", () => form.submit());
  button("清掉，退出登录", "btn-danger-line", async () => {
    dropDraftsOf(person);
    document.dispatchEvent(new Event("lj:drafts-dropped"));
    await dropPhotos((one) => one.draft.startsWith(`lj-activity:${person}:`));
    form.submit();
  });
  button("再看看", "", () => dialog.close());
  dialog.append(heading, words, foot);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
