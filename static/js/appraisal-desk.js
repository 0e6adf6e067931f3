/* The grading desk: how many are ticked, and what 优秀 would come to before the button is pressed. */
const panel = document.querySelector("[data-share]");
const list = document.querySelector("form[data-pick-list]");

if (panel && list) {
  const line = panel.querySelector("[data-share-words]");
  const head = list.querySelector("[data-grade-count]");
  const first = line.textContent;

  const tell = () => {
    const ticked = [...list.querySelectorAll("input[name=pick]:checked")];
    head.textContent = ticked.length ? `给勾选的 ${ticked.length} 个评等次` : "给勾选的评等次";
    const grade = list.querySelector("input[name=grade]:checked")?.value;
    if (!ticked.length || !grade) {
      line.textContent = first;
      return;
    }
    const fresh = ticked.filter((box) => !box.closest("tr").querySelector("td:last-child .state"));
    const again = ticked.filter((box) => box.closest("tr").querySelector("td:last-child .state")?.textContent.includes("优秀"));
    const graded = Number(panel.dataset.graded) + fresh.length;
    const excellent = Number(panel.dataset.excellent) - again.length + (grade === "excellent" ? ticked.length : 0);
    const most = Math.floor((graded * Number(panel.dataset.percent)) / 100);
    const over = excellent > most ? `，多了 ${excellent - most} 个` : "";
    line.textContent = `这样评以后：优秀 ${excellent}/${graded}，最多 ${most} 个${over}。`;
  };
  list.addEventListener("change", tell);
}
