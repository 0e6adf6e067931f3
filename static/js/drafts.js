/* Drafts of activities in this browser, by person and studio. `lj-activity:<person>:<studio>` holds the words of an entry;
   with `:<token>` behind it stands what is recorded already (`recorded`) and still waits for photos. The pictures: draft-photos.js. */

const DAYS = 14;
const ALL = "lj-activity:";

/** What people read: where their draft is. */
export const HERE = window.matchMedia?.("(pointer: coarse)").matches ? "这台手机" : "这台电脑";

export function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

/** Whether it could be kept. Full or forbidden storage is no reason to stop typing. */
export function write(key, draft) {
  try {
    localStorage.setItem(key, JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

export function remove(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    /* nothing was kept then */
  }
}

function keys() {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(ALL));
  } catch {
    return [];
  }
}

/** Of one person: [{key, at, words, photos, page, name, recorded}], newest first. An entry nobody wrote into is none. */
export function draftsOf(person) {
  return keys()
    .filter((key) => key.startsWith(`${ALL}${person}:`))
    .map((key) => ({ key, ...read(key) }))
    .filter((draft) => draft.photos || draft.values?.text?.trim() || draft.values?.title?.trim())
    .map((draft) => ({ ...draft, words: draft.words ?? (draft.values?.text?.trim() || draft.values?.title?.trim() || "") }))
    .sort((a, b) => (a.at < b.at ? 1 : -1));
}

/** Whether the photos kept under this token belong to an entry that stands in the ledger. */
export const isRecorded = (draft, token) => read(`${draft}:${token}`) !== null;

export function dropDraftsOf(person) {
  for (const key of keys()) if (key.startsWith(`${ALL}${person}:`)) remove(key);
}

/** Whoever they belong to: nothing stays longer than a fortnight. */
export function dropOldDrafts() {
  const oldest = new Date(Date.now() - DAYS * 86400000).toISOString();
  for (const key of keys()) if (!(read(key)?.at > oldest)) remove(key);
}

/** "10:26" today, else "11月20日 10:26". */
export function clock(moment) {
  const at = new Date(moment);
  const time = `${String(at.getHours()).padStart(2, "0")}:${String(at.getMinutes()).padStart(2, "0")}`;
  return at.toDateString() === new Date().toDateString() ? time : `${at.getMonth() + 1}月${at.getDate()}日 ${time}`;
}
