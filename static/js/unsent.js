/* "有 1 条活动还没有寄出" on the pages from which people write activities. It is in this browser only; the server knows nothing. */

import { dropOldPhotos, dropPhotos } from "./draft-photos.js";
import { clock, draftsOf, dropOldDrafts, HERE, isRecorded, remove } from "./drafts.js";

const place = document.querySelector("[data-unsent]");

function element(tag, className, words = "") {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = words;
  return made;
}

function line(draft) {
  const item = element("li", "unsent-line");
  const words = element("div", "");
  const what = draft.words.length > 36 ? `${draft.words.slice(0, 36)}…` : draft.words;
  words.append(element("b", "", what || "还没有写字"));
  const photos = draft.photos ? `${draft.photos} 张照片` : "";
  const rest = draft.recorded ? `文字已记入台账，还差 ${photos}` : photos && `有 ${photos}`;
  const facts = element("small", "");
  facts.append(...[!place.dataset.studio && draft.name, rest, `${clock(draft.at)} 存的`].filter(Boolean).map((fact) => element("span", "nb", fact)));
  words.append(facts);
  const go = element("a", "btn btn-sm", draft.recorded ? "接着传照片" : "接着写，寄出");
  go.href = draft.page?.startsWith("/") && !draft.page.startsWith("//") ? draft.page : place.dataset.home;
  const off = element("button", "btn btn-sm btn-quiet", "不要了");
  off.type = "button";
  off.dataset.confirm = draft.recorded ? `不要这 ${photos}？记入台账的文字不变。` : `不要这份草稿？写的字${photos ? `和 ${photos}` : ""}都清掉，找不回来。`;
  off.dataset.confirmYes = "不要了";
  off.dataset.confirmTone = "danger";
  off.addEventListener("click", async () => {
    const entry = draft.key.split(":").slice(0, 3).join(":");
    await dropPhotos((one) => one.draft === entry && (draft.recorded ? one.token === draft.token : !isRecorded(entry, one.token)));
    remove(draft.key);
    show();
  });
  const buttons = element("div", "line");
  buttons.append(go, off);
  item.append(words, buttons);
  return item;
}

function show() {
  const drafts = draftsOf(place.dataset.unsent).filter((one) => !place.dataset.studio || one.key.split(":")[2] === place.dataset.studio);
  place.replaceChildren();
  place.hidden = !drafts.length;
  if (!drafts.length) return;
  place.append(element("p", "unsent-head", `有 ${drafts.length} 条活动还没有寄出`), element("p", "small", `只存在${HERE}上，只有您看得到，满 14 天清掉。`));
  const list = element("ul", "plain");
  list.append(...drafts.map(line));
  place.append(list);
}

if (place) {
  dropOldDrafts();
  dropOldPhotos();
  show();
  window.addEventListener("pageshow", show);
}
