"use strict";
// The inspection's behaviour. The page is complete without it: it only points, filters, and gathers corrections.
// An element with data-at points to the places with those ids; data-raw is the string that stands there.

const find = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const list = find("#blocks");
const said = find("#said");

// --- Pointing ------------------------------------------------------------------------------------------------

let pinned = null;

function clear() {
  for (const each of all(".shown")) each.classList.remove("shown", "losing");
  find("#markup")?.classList.remove("holds");
  globalThis.CSS?.highlights?.delete("raw");
}

/** Shows the places that `source` points to. One that is chosen also opens the markup, and is brought to the middle. */
function show(source, isChosen) {
  clear();
  if (!source) return;
  const losing = source.closest(".rejected") !== null;
  const places = source.dataset.at.split(" ").map((id) => document.getElementById(id)).filter(Boolean);
  for (const place of places) {
    if (place.id[0] === "m") {
      find("#markup").classList.add("holds");
      if (isChosen) find("#markup").open = true;
    }
    place.classList.add("shown");
    place.classList.toggle("losing", losing);
  }
  underline(places, source.dataset.raw);
  places[0]?.scrollIntoView({ block: isChosen ? "center" : "nearest" });
}

/** Highlights the string itself inside the places, where the browser can. */
function underline(places, raw) {
  if (!raw || !globalThis.Highlight) return;
  const ranges = [];
  for (const place of places) {
    const text = find(".text", place).firstChild;
    const start = text ? text.data.toLowerCase().indexOf(raw.toLowerCase()) : -1;
    if (start < 0 || raw.length === text.data.length || start + raw.length > text.data.length) continue;
    const range = new Range();
    range.setStart(text, start);
    range.setEnd(text, start + raw.length);
    ranges.push(range);
  }
  if (ranges.length) CSS.highlights.set("raw", new Highlight(...ranges));
}

function pin(source) {
  pinned?.classList.remove("pinned");
  pinned = source;
  pinned?.classList.add("pinned");
  show(pinned, true);
}

const pointer = (event) => event.target.closest?.("[data-at]");

document.addEventListener("mouseover", (event) => {
  const source = pointer(event);
  if (source) show(source, false);
  else if (!event.target.closest?.("#page")) show(pinned, false);
});
document.addEventListener("focusin", (event) => {
  const source = pointer(event);
  if (source && source.matches(":focus-visible")) show(source, false);
});
document.addEventListener("click", (event) => {
  const source = pointer(event);
  if (source) pin(source);
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  pin(null);
  for (const each of all(".near")) each.classList.remove("near");
});

// A link to a field opens it and marks its place.
addEventListener("hashchange", () => {
  const field = document.getElementById(location.hash.slice(1));
  if (!field?.matches("details.field")) return;
  field.open = true;
  const summary = find("summary", field);
  summary.focus();
  if (summary.dataset.at) pin(summary);
});

// --- Going through with the arrow keys -------------------------------------------------------------------------

const STEPS = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity };

/** Makes one of `items()` the only one that Tab reaches, and lets the arrow keys move on from it. */
function rove(container, items) {
  const stop = (item) => {
    for (const each of all('[tabindex="0"]', container)) if (items().includes(each)) each.tabIndex = -1;
    item.tabIndex = 0;
  };
  container.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    const here = items();
    const at = here.indexOf(event.target);
    if (step === undefined || at < 0 || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    here[Math.max(0, Math.min(here.length - 1, at + step))].focus();
  });
  container.addEventListener("focusin", (event) => {
    if (items().includes(event.target)) stop(event.target);
  });
  return stop;
}

for (const group of all(".rove")) {
  const summaries = all(":scope > details > summary", group);
  summaries.forEach((each, i) => { each.tabIndex = i ? -1 : 0; });
  rove(group, () => summaries);
}

// --- Blocks ------------------------------------------------------------------------------------------------------

const options = list ? all("[role=option]", list) : [];
let chosen = null;

/** What each filter shows; the style sheet says the same. */
const SHOWN = {
  all: () => true,
  kept: (option) => isKept(option),
  left: (option) => !isKept(option),
  doubtful: (option) => option.classList.contains("doubtful"),
  wrong: (option) => isWrong(option),
};

function choose(option) {
  chosen = option;
  const why = option.dataset.why;
  const words = document.getElementById(`w-${why}`);
  const told = find("#chosen");
  if (told) {
    const place = document.createElement("code");
    place.textContent = option.dataset.x;
    told.replaceChildren(`${find("b", option).textContent}: ${why} (${words ? words.textContent : why}) `, place);
  }
  for (const each of all(".near")) each.classList.remove("near");
  for (const each of all(`[data-at~="${option.id}"]`)) each.classList.add("near");
  const flipper = find("#flip");
  if (!flipper) return;
  corrections.classList.remove("idle");
  flipper.disabled = false;
  flipper.textContent = isWrong(option) ? "Mark right" : "Mark wrong";
}

if (list) {
  const visible = () => options.filter(SHOWN[list.dataset.shown]);
  const stop = rove(list, visible);
  list.addEventListener("focusin", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) choose(option);
  });
  list.addEventListener("keydown", (event) => {
    if (event.key !== " " || !event.target.matches("[role=option]")) return;
    event.preventDefault();
    flip(event.target);
  });
  for (const button of all("[data-show]")) {
    button.addEventListener("click", () => {
      list.dataset.shown = button.dataset.show;
      for (const each of all("[data-show]")) each.ariaPressed = String(each === button);
      const left = visible();
      if (left.length) stop(left[0]);
      said.textContent = `${left.length} blocks shown`;
    });
  }
}

// --- Corrections -----------------------------------------------------------------------------------------------
// A person's verdict on a block: whether it belongs to the body. A block is wrong if the library says otherwise.

const corrections = find("#corrections");
const verdicts = new Map(options.filter((o) => o.dataset.keep).map((o) => [o, o.dataset.keep === "1"]));
const isKept = (option) => option.classList.contains("kept");
const isWrong = (option) => option.ariaSelected === "true";

function flip(option) {
  if (!corrections) return;
  if (!isWrong(option)) verdicts.set(option, !isKept(option));
  else if (option.dataset.keep) verdicts.set(option, isKept(option));
  else verdicts.delete(option);
  option.ariaSelected = String(!isWrong(option));
  choose(option);
  count();
  said.textContent = isWrong(option) ? "marked wrong" : "right again";
}

function count() {
  const wrong = options.filter(isWrong).length;
  find("#marked").textContent = wrong ? `${wrong} marked wrong` : "";
  find("#save").disabled = !verdicts.size && !find("#whole").checked;
}

/** Returns the file: one entry an element; it belongs to the body if any block of it does. */
function file() {
  const keep = new Map();
  const judged = new Set([...verdicts.keys()].map((option) => option.dataset.x));
  for (const option of options) {
    const path = option.dataset.x;
    if (!find("#whole").checked && !judged.has(path)) continue;
    const verdict = verdicts.get(option) ?? isKept(option);
    keep.set(path, keep.get(path) || verdict);
  }
  const blocks = [...keep].map(([xpath, kept]) => ({ xpath, keep: kept }));
  return `${JSON.stringify({ page: corrections.dataset.page, blocks }, null, 1)}\n`;
}

function save() {
  const text = file();
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = corrections.dataset.file;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  find("#json").value = text;
  find("#saved").hidden = false;
  said.textContent = `saved as ${link.download}; put it beside the page`;
}

if (corrections) {
  find("#flip").addEventListener("click", () => { if (chosen) flip(chosen); });
  find("#save").addEventListener("click", save);
  find("#whole").addEventListener("change", count);
  list.addEventListener("dblclick", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) flip(option);
  });
  count();
}
