/* Photos that have not arrived yet, in this browser's IndexedDB: each as it would be sent, under the key of its draft.
   The key begins with the person, so nobody else on this device sees or sends them. Where there is no IndexedDB (private
   windows, old browsers) every function answers as if nothing were kept. No dependencies. */

const MOST = 60 * 1024 * 1024;
const DAYS = 14;
let base = null;

function open() {
  base ??= new Promise((done) => {
    setTimeout(() => done(null), 3000);
    try {
      const request = indexedDB.open("lj-photos", 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore("photos", { keyPath: "id", autoIncrement: true });
        request.result.createObjectStore("bytes");
      };
      request.onsuccess = () => done(request.result);
      request.onerror = () => done(null);
    } catch {
      done(null);
    }
  });
  return base;
}

/** One transaction over both stores. `work(photos, bytes, all, answer)` gets what is kept, without the pictures themselves. */
async function step(mode, work) {
  const opened = await open();
  if (!opened) return null;
  return new Promise((done) => {
    let result = null;
    try {
      const transaction = opened.transaction(["photos", "bytes"], mode);
      const [photos, bytes] = ["photos", "bytes"].map((name) => transaction.objectStore(name));
      transaction.oncomplete = () => done(result);
      transaction.onabort = () => done(transaction.error?.name === "QuotaExceededError" ? { why: "full" } : null);
      const known = photos.getAll();
      known.onsuccess = () => work(photos, bytes, known.result, (answer) => (result = answer));
    } catch {
      done(null);
    }
  });
}

/** Keep one: {id}, or {why: "full" | "none"}. */
export async function keepPhoto(draft, token, file) {
  let content = null;
  try {
    content = await file.arrayBuffer();
  } catch {
    return { why: "none" };
  }
  const answer = await step("readwrite", (photos, bytes, all, say) => {
    if (all.reduce((sum, one) => sum + one.size, content.byteLength) > MOST) {
      say({ why: "full" });
      return;
    }
    const row = { draft, token, name: file.name, type: file.type, size: content.byteLength, at: Date.now() };
    const added = photos.add(row);
    added.onsuccess = () => {
      bytes.put(content, added.result);
      say({ id: added.result });
    };
  });
  return answer ?? { why: "none" };
}

/** What is kept of one draft, oldest first: [{id, token, name, …}]. */
export async function photosOf(draft) {
  const found = await step("readonly", (photos, bytes, all, say) => say(all.filter((one) => one.draft === draft)));
  return Array.isArray(found) ? found.sort((a, b) => a.id - b.id) : [];
}

/** The picture of a row of `photosOf`; nothing where the browser has thrown it away. */
export async function pictureOf(row) {
  const content = await step("readonly", (photos, bytes, all, say) => {
    const read = bytes.get(row.id);
    read.onsuccess = () => say(read.result ?? null);
  });
  return content instanceof ArrayBuffer ? new File([content], row.name, { type: row.type }) : null;
}

/** Forget those for which `gone(row)` holds. */
export function dropPhotos(gone) {
  return step("readwrite", (photos, bytes, all) => {
    for (const one of all.filter(gone)) {
      photos.delete(one.id);
      bytes.delete(one.id);
    }
  });
}

/** Whoever they belong to: nothing stays longer than a fortnight. */
export const dropOldPhotos = () => dropPhotos((one) => one.at < Date.now() - DAYS * 86400000);
