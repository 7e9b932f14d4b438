"use strict";
// The inspection's behaviour. The page is complete without it: it only points, filters, and gathers corrections.
// An element with data-at points to the places with those ids; data-raw is the string that is there.

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
  article: (option) => option.matches(".kept, .title, .gives"),
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
  const chosenLine = find("#chosen");
  if (chosenLine) {
    const place = document.createElement("code");
    place.textContent = option.dataset.x;
    chosenLine.replaceChildren(`${find("b", option).textContent}: ${why} (${words ? words.textContent : why}) `, place);
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
  const parts = [];
  if (wrong) parts.push(`${wrong} marked wrong`);
  if (fields.size) parts.push(`${fields.size} ${fields.size === 1 ? "field" : "fields"} judged`);
  find("#marked").textContent = parts.join(", ");
  find("#save").disabled = !verdicts.size && !fields.size && !find("#whole").checked;
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
  const judgedBlocks = blocks.length || !fields.size ? { blocks } : {};
  return `${JSON.stringify({ page: corrections.dataset.page, ...judgedBlocks, ...Object.fromEntries(fields) }, null, 1)}\n`;
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

// --- Corrections of fields ---------------------------------------------------------------------------------------
// A person's verdict on a field is the right value: the one that was found, another candidate, one that is typed, or
// none. It goes into the same file, under the field's name, as `tearsheet eval` reads it.

const fields = new Map();

/** Returns a typed text or a candidate's text as a value of the field that `fix` corrects. */
function valueOf(fix, text) {
  if (fix.dataset.kind === "number") return Number(text.replace(/\D/g, ""));
  if (fix.dataset.kind !== "list") return text;
  if (text.startsWith("[")) {
    try { return JSON.parse(text); } catch { /* a text that only looks like JSON */ }
  }
  return text.split(";").map((part) => part.trim()).filter(Boolean);
}

/** Takes `value` as the right one; undefined takes the verdict back. `by` is what was pressed or typed into. */
function judge(fix, value, by) {
  if (value === undefined) fields.delete(fix.dataset.field);
  else fields.set(fix.dataset.field, value);
  const details = fix.closest("details");
  for (const each of all("[data-do], .use", details)) each.ariaPressed = String(value !== undefined && each === by);
  if (by?.tagName !== "INPUT") find("input", fix).value = "";
  const summary = find("summary", details);
  find(".verdict", summary)?.remove();
  if (value !== undefined) {
    const right = JSON.stringify(value) === fix.dataset.value;
    const text = value === null || value.length === 0 ? "not on the page" : [value].flat().join("; ");
    const chip = document.createElement("span");
    chip.className = right ? "verdict right" : "verdict";
    chip.textContent = right ? "✓ right" : `✗ should be: ${text}`;
    summary.append(chip);
  }
  count();
}

function correctable(fix) {
  const details = fix.closest("details");
  const none = fix.dataset.kind === "list" ? [] : null;
  const press = (button, value) => {
    button.ariaPressed = "false";
    button.addEventListener("click", () => judge(fix, button.ariaPressed === "true" ? undefined : value(), button));
  };
  press(find("[data-do=right]", fix), () => JSON.parse(fix.dataset.value));
  press(find("[data-do=absent]", fix), () => none);
  for (const use of all(".use", details)) press(use, () => valueOf(fix, use.dataset.value));
  const input = find("input", fix);
  input.addEventListener("input", () => judge(fix, input.value.trim() ? valueOf(fix, input.value.trim()) : undefined, input));
  if (fix.dataset.given) {
    const given = JSON.parse(fix.dataset.given);
    judge(fix, given);
    if (JSON.stringify(given) !== fix.dataset.value && given !== null) input.value = [given].flat().join("; ");
  }
}

if (corrections) {
  document.body.classList.add("scripted");
  all(".fix").forEach(correctable);
  find("#flip").addEventListener("click", () => { if (chosen) flip(chosen); });
  find("#save").addEventListener("click", save);
  find("#whole").addEventListener("change", count);
  list.addEventListener("dblclick", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) flip(option);
  });
  count();
}

// --- At first ----------------------------------------------------------------------------------------------------
// The blocks of the article, with the headline on top; without scripts all blocks are shown.

if (list) {
  find("[data-show=article]").click();
  const first = find(".title", list) ?? find(".kept", list);
  if (first) list.scrollTop = first.offsetTop - 8;
  said.textContent = "";
}
