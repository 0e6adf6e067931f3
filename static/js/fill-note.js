/* One note on top of the page. Kept apart from base.js, which acts on being loaded and must be loaded once. */

export function note(words, tone = "", id = "") {
  document.getElementById(id)?.remove();
  const box = document.createElement("div");
  box.className = `note ${tone}`.trim();
  box.id = id;
  box.setAttribute("role", tone === "bad" ? "alert" : "status");
  const text = document.createElement("div");
  text.textContent = words;
  box.append(text);
  (document.getElementById("messages") ?? document.body).append(box);
  return text;
}
