/* More photos on the page of an activity: one by one, with 重试. Without this file the plain form sends them together. */

import { tray } from "./activity-photos.js";

const form = document.querySelector("form[data-more-photos]");
if (form) {
  document.documentElement.classList.add("scripted");
  form.querySelector("[type=submit]").hidden = true;
  let sent = false;
  const photos = tray(form.querySelector("[data-shots]"), {
    url: form.action,
    most: Number(form.dataset.most),
    changed: () => {
      sent = true;
      photos?.settled().then(() => sent && photos.count() && !photos.left() && window.location.reload());
    },
  });
}
