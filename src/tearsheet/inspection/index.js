"use strict";
// Search, filters and sorting of the index. Without it the table is complete and sorted by name.

const find = (selector) => document.querySelector(selector);
const body = find("tbody");
const rows = [...body.rows];
const words = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));

/** Whether a list of words in `data` holds what the select `id` asks for; without the select, it does. */
function holds(data, id) {
  const asked = find(id)?.value ?? "";
  return !asked || (asked === "*" ? data !== "" : data.split(" ").includes(asked));
}

function filter() {
  const text = find("#text").value.trim().toLowerCase();
  const most = find("#sections").value;
  const refused = find("#refused").checked;
  let shown = 0;
  for (const row of rows) {
    const { missing, findings, sections } = row.dataset;
    const fits = words.get(row).includes(text) && holds(missing, "#missing") && holds(findings, "#finding")
      && (most === "" || (sections !== undefined && Number(sections) <= Number(most)))
      && (!refused || sections === undefined);
    row.hidden = !fits;
    shown += fits;
  }
  find("#shown").textContent = shown === rows.length ? `${shown} pages` : `${shown} of ${rows.length} pages`;
}

function sort(button) {
  const head = button.parentElement;
  const down = head.ariaSort === "ascending";
  for (const each of document.querySelectorAll("thead th")) each.ariaSort = null;
  head.ariaSort = down ? "descending" : "ascending";
  const column = Number(button.dataset.sort);
  const key = (row) => row.cells[column].textContent.trim();
  const order = new Intl.Collator(undefined, { numeric: true });
  rows.sort((a, b) => order.compare(key(a), key(b)) * (down ? -1 : 1));
  body.append(...rows);
}

for (const each of document.querySelectorAll(".filters input, .filters select")) each.addEventListener("input", filter);
for (const each of document.querySelectorAll("[data-sort]")) each.addEventListener("click", () => sort(each));
filter();
