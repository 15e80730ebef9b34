// The boxes of the search page: what they say, and what changes when they do.

import { HERE, nothing } from "./state.js";

/** @typedef {import("./state.js").State} State */

/** @type {Record<string, string>} */
const LISTS = { term: "terms", only: "flags", language: "languages", day: "days" };

const field = (box, name) => /** @type {HTMLInputElement} */ (box.querySelector(`#search-${name}`));
const ticks = (box) => /** @type {HTMLInputElement[]} */ ([...box.querySelectorAll("input[data-key]")]);

/**
 * What the boxes ask for.
 * @param {HTMLElement} box
 * @returns {State}
 */
export function readForm(box) {
  const state = nothing();
  state.q = field(box, "q").value.trim();
  state.near = box.dataset.here ? HERE : field(box, "near").value.trim();
  state.time = field(box, "time").value;
  state.within = Number(field(box, "within").value);
  state.sort = field(box, "sort").value;
  const age = field(box, "age").value.trim();
  if (/^\d{1,3}$/.test(age)) state.age = Number(age);
  for (const tick of ticks(box)) {
    if (tick.checked) state[LISTS[tick.dataset.key ?? ""]].push(valueOf(tick));
  }
  return state;
}

/**
 * Make the boxes say a search. A box that somebody is typing in is left alone.
 * @param {HTMLElement} box
 * @param {State} state
 */
export function writeForm(box, state) {
  const here = state.near === HERE;
  box.toggleAttribute("data-here-on", here);
  if (here) box.dataset.here = "on";
  else delete box.dataset.here;
  write(field(box, "q"), state.q);
  write(field(box, "near"), here ? "" : state.near);
  field(box, "time").value = state.time;
  field(box, "within").value = state.within ? String(state.within) : "";
  field(box, "sort").value = state.sort;
  write(field(box, "age"), state.age === undefined ? "" : String(state.age));
  for (const tick of ticks(box)) tick.checked = state[LISTS[tick.dataset.key ?? ""]].includes(valueOf(tick));
}

function write(input, text) {
  if (input.value.trim() !== text) input.value = text;
}

const valueOf = (tick) => (tick.dataset.key === "day" ? Number(tick.value) : tick.value);

/**
 * Listen to the boxes.
 * @param {HTMLElement} box
 * @param {{words: any, type: () => void, go: () => void, say: (text: string) => void}} tell
 *   type: a letter came; go: something was chosen; say: tell the person
 */
export function startForm(box, { words, type, go, say }) {
  const filters = /** @type {HTMLDetailsElement} */ (box.querySelector("[data-filters]"));
  const form = {
    /** @type {[number, number] | undefined} */ here: undefined,
    /** The options to count, when anybody can see the counts. */
    options: () => (filters.open ? optionsOf(box) : undefined),
    /** @param {Record<string, number> | undefined} counts */
    count: (counts) => counts && showCounts(box, counts),
  };
  box.querySelector("[data-form]")?.addEventListener("submit", (event) => {
    event.preventDefault();
    go();
  });
  field(box, "q").addEventListener("input", type);
  field(box, "near").addEventListener("change", () => {
    delete box.dataset.here;
    go();
  });
  filters.addEventListener("change", go);
  filters.addEventListener("toggle", () => filters.open && go());
  field(box, "sort").addEventListener("change", go);
  box.querySelector("button[data-here]")?.addEventListener("click", async () => {
    try {
      form.here = await askDevice();
      box.dataset.here = "on";
      go();
    } catch {
      say(words.noHere);
    }
  });
  return form;
}

/** @returns {Promise<[number, number]>} */
function askDevice() {
  return new Promise((resolve, reject) => {
    if (!navigator.geolocation) reject(new Error("no location"));
    const options = { timeout: 15_000, maximumAge: 600_000 };
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve([coords.latitude, coords.longitude]),
      reject,
      options,
    );
  });
}

function optionsOf(box) {
  const state = readForm(box);
  /** @type {Record<string, Partial<State>>} */
  const options = {};
  for (const tick of ticks(box)) {
    const list = LISTS[tick.dataset.key ?? ""];
    const others = state[list].filter((value) => !besides(tick, value));
    options[`${tick.dataset.key} ${tick.value}`] = { [list]: [...others, valueOf(tick)] };
  }
  return options;
}

// Options of one group are alternatives: a count is of this one by itself, beside what other groups ask for.
function besides(tick, value) {
  if (tick.dataset.key !== "term") return tick.dataset.key !== "only";
  return String(value).split("/")[0] === tick.value.split("/")[0];
}

function showCounts(box, counts) {
  for (const tick of ticks(box)) {
    const shown = tick.closest("label")?.querySelector("[data-count]");
    const number = counts[`${tick.dataset.key} ${tick.value}`] ?? 0;
    if (shown) shown.textContent = `(${number})`;
    tick.closest("label")?.toggleAttribute("data-none", number === 0 && !tick.checked);
  }
}
