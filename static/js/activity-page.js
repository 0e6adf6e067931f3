/* More photos on the page of an activity: one by one, with 重试, and those that were kept when the entry was closed. Without
   this file the plain form sends them together. */

import { tray } from "./activity-photos.js";
import { photosOf } from "./draft-photos.js";
import { dropOldDrafts, remove, write } from "./drafts.js";

const form = document.querySelector("form[data-more-photos]");
if (form) {
  const { key, token, words, name } = form.dataset;
  const left = `${key}:${token}`;
  document.documentElement.classList.add("scripted");
  form.querySelector("[type=submit]").hidden = true;
  dropOldDrafts();
  let sent = false;
  const photos = tray(form.querySelector("[data-shots]"), {
    url: form.action,
    most: Number(form.dataset.most),
    draft: key,
    token: () => token,
    changed: () => {
      sent = true;
      if (photos.kept()) write(left, { at: new Date().toISOString(), token, words, name, recorded: true, photos: photos.kept(), page: window.location.pathname });
      else remove(left);
      photos.settled().then(() => sent && photos.count() && !photos.left() && window.location.reload());
    },
  });
  photosOf(key).then((rows) => {
    const mine = rows.filter((one) => one.token === token);
    if (mine.length) photos.restore(mine);
    else remove(left);
  });
}
