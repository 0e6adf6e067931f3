/* What could not be sent stays in this browser until it can: one entry for each form of a case and person. */

const prefix = (place) => `lj-fill:${place.user}:${place.number}:`;

/** Keeps the words of a form. Full or forbidden storage is no reason to stop typing. */
export function keep(place, url, body) {
  try {
    localStorage.setItem(prefix(place) + url, JSON.stringify({ body, at: new Date().toISOString() }));
    return true;
  } catch {
    return false;
  }
}

export function forget(place, url) {
  try {
    localStorage.removeItem(prefix(place) + url);
  } catch {
    /* nothing was kept then */
  }
}

/** Everything kept of this case: [{url, body, at}]. */
export function kept(place) {
  const found = [];
  try {
    for (let i = 0; i < localStorage.length; i += 1) {
      const key = localStorage.key(i);
      if (key?.startsWith(prefix(place))) found.push({ url: key.slice(prefix(place).length), ...JSON.parse(localStorage.getItem(key)) });
    }
  } catch {
    return [];
  }
  return found;
}
