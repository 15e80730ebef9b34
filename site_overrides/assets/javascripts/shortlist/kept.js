// Keeping a list: between pages, and the buttons beside services. A list is in the tab's own storage, which goes when
// the tab is closed; on the device only where somebody ticks that, and then without what is sensitive. "Exit this page"
// clears whatever begins with "hereabouts:".

import { nowIn } from "../clock.js";
import { all, part } from "../dom.js";

/** @typedef {{id: string, sensitive: boolean}} Item */
/** @typedef {{made: string, items: Item[]}} Kept  made: the day of the first thing on it */

export const CHANGED = "hereabouts:list";
export const MOST = 50;
export const ID = /^[0-9a-f]{8,32}$/;
export const DAY = /^\d{4}-\d\d-\d\d$/;

// Several directories may share an origin and its storage, so each has a name of its own.
const KEY = `hereabouts:list:${new URL("../../../", import.meta.url).pathname}`;
const VERSION = 1;

/** @type {Kept | undefined} where nothing can be stored: for as long as the page is open */
let here;

/**
 * @param {"localStorage" | "sessionStorage"} kind
 * @returns {Storage | undefined}
 */
function storage(kind) {
  try {
    return window[kind];
  } catch {
    return undefined; // storage is switched off
  }
}

/**
 * @param {"localStorage" | "sessionStorage"} kind
 * @returns {Kept | undefined}
 */
function load(kind) {
  try {
    const said = JSON.parse(storage(kind)?.getItem(KEY) ?? "null");
    if (said?.version !== VERSION || !DAY.test(said.made) || !Array.isArray(said.items)) return undefined;
    const items = said.items.filter((one) => ID.test(one?.[0])).map(([id, sensitive]) => ({ id, sensitive: !!sensitive }));
    return { made: said.made, items: items.slice(0, MOST) };
  } catch {
    return undefined;
  }
}

/**
 * @param {"localStorage" | "sessionStorage"} kind
 * @param {Kept} kept
 */
function save(kind, { made, items }) {
  const said = { version: VERSION, made, items: items.map(({ id, sensitive }) => [id, sensitive ? 1 : 0]) };
  try {
    const place = storage(kind);
    if (!place) return false;
    if (items.length) place.setItem(KEY, JSON.stringify(said));
    else place.removeItem(KEY);
    return true;
  } catch {
    return false; // full
  }
}

/** Whether the list is kept on the device. */
export const isKeptHere = () => load("localStorage") !== undefined;

/**
 * The list. What is kept on the device may have been changed in another tab since this one was opened.
 * @returns {Kept}
 */
export function readKept() {
  const mine = load("sessionStorage") ?? here ?? { made: "", items: [] };
  const kept = load("localStorage");
  if (!kept) return mine;
  const known = new Set(kept.items.map(({ id }) => id));
  const old = mine.items.filter(({ id, sensitive }) => sensitive || known.has(id));
  const seen = new Set(old.map(({ id }) => id));
  const made = mine.made && mine.made < kept.made ? mine.made : kept.made;
  return { made, items: [...old, ...kept.items.filter(({ id }) => !seen.has(id))] };
}

/**
 * Store the list. Tells whether it is there on the next page: storage may be full or forbidden.
 * @param {Kept} kept
 * @param {boolean} keepHere  also on the device, without what is sensitive
 */
export function writeKept(kept, keepHere = isKeptHere()) {
  const open = kept.items.filter(({ sensitive }) => !sensitive);
  const onDevice = save("localStorage", { ...kept, items: keepHere ? open : [] });
  const inTab = save("sessionStorage", kept);
  here = inTab ? undefined : kept;
  dispatchEvent(new Event(CHANGED));
  return inTab && (onDevice || !keepHere);
}

// ---- "Add to your list": on the page of a service, and on each result of a search

const LINES = ".keep";

/** @param {ParentNode} root  where the buttons are */
export function startKeeping(root) {
  for (const line of all(root, LINES)) {
    const button = part(line, "button");
    button.addEventListener("click", () => turn(line));
    show(line);
    line.hidden = false;
    for (const short of all(root, "[data-keep-too]")) startShort(short, line);
  }
}

// The button in the bar at the foot of a phone does what the one on its page does.
function startShort(short, line) {
  const say = () => {
    part(short, "span").textContent = (isOn(line) ? short.dataset.kept : short.dataset.keep) ?? "";
  };
  short.addEventListener("click", () => turn(line));
  addEventListener(CHANGED, say);
  say();
  short.hidden = false;
}

const isOn = (line) => readKept().items.some(({ id }) => id === line.dataset.keep);

function show(line) {
  const button = part(line, "button");
  const words = (isOn(line) ? button.dataset.remove : button.dataset.add) ?? "";
  const { items } = readKept();
  button.textContent = words;
  if (line.dataset.name) button.setAttribute("aria-label", `${words}: ${line.dataset.name}`);
  const link = part(line, "a");
  link.textContent = (link.dataset.see ?? "").replace("{count}", String(items.length));
  link.hidden = !isOn(line);
}

function turn(line) {
  const says = part(line, "[aria-live]");
  says.textContent = "";
  says.textContent = says.dataset[change(line)] ?? "";
}

// What has come of it, as the name of the words that say so.
function change(line) {
  const { made, items } = readKept();
  const id = line.dataset.keep ?? "";
  const wasOn = items.some((one) => one.id === id);
  if (!wasOn && items.length >= MOST) return "notKept";
  const others = items.filter((one) => one.id !== id);
  const added = { id, sensitive: line.dataset.sensitive !== undefined };
  const today = nowIn(undefined).day;
  const stored = writeKept({ made: items.length ? made : today, items: wasOn ? others : [...items, added] });
  if (!stored) return "notKept";
  if (wasOn) return "removed";
  return items.length ? "added" : "forgotten";
}

// The same service may be on the page twice, and "back" shows a page as it was left.
for (const event of [CHANGED, "pageshow"]) {
  addEventListener(event, () => all(document, `${LINES}:not([hidden])`).forEach(show));
}
