// What in the frame needs a script: the colour switch, the quick way out, and the way to one's own list.

import { all } from "./dom.js";
import { CHANGED, readKept } from "./shortlist/kept.js";

const OURS = "hereabouts:";
const KEY = `${OURS}scheme`;
const root = document.documentElement;
const prefersDark = matchMedia("(prefers-color-scheme: dark)");

function schemeNow() {
  return root.dataset.scheme ?? (prefersDark.matches ? "dark" : "light");
}

// Only a choice that differs from the device's own is kept, so most people leave nothing behind.
function choose(scheme) {
  const own = prefersDark.matches ? "dark" : "light";
  try {
    if (scheme === own) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, scheme);
  } catch {
    // Storage is switched off: the choice lasts for this page.
  }
  if (scheme === own) delete root.dataset.scheme;
  else root.dataset.scheme = scheme;
}

function startSchemeSwitch(button) {
  const words = button.querySelector("[data-scheme-words]");
  const say = () => {
    words.textContent = schemeNow() === "dark" ? button.dataset.light : button.dataset.dark;
  };
  button.addEventListener("click", () => {
    choose(schemeNow() === "dark" ? "light" : "dark");
    say();
  });
  prefersDark.addEventListener("change", say);
  say();
  button.hidden = false;
}

// Other sites may share our origin and its storage, so only what we named is taken away.
function clear(storage) {
  for (const key of Object.keys(storage)) {
    if (key.startsWith(OURS)) storage.removeItem(key);
  }
}

// Leaves by replacing this page, so that "back" does not return to it, and clears what the site kept here.
function leave(href) {
  root.hidden = true;
  try {
    clear(localStorage);
    clear(sessionStorage);
  } catch {
    // Storage is switched off: nothing was kept.
  }
  location.replace(href);
}

function startExit(link) {
  let presses = [];
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave(link.href);
  });
  document.addEventListener("keyup", (event) => {
    if (event.key !== "Shift") {
      presses = [];
      return;
    }
    presses = [...presses, event.timeStamp].filter((time) => event.timeStamp - time < 5000);
    if (presses.length >= 3) leave(link.href);
  });
  for (const how of all(document, "[data-exit-how]")) how.hidden = false;
}

// Only for those who have a list: nobody else is asked to think about one, nor gives it room on a phone.
function startListLink(nav) {
  const link = document.createElement("a");
  link.href = nav.dataset.list;
  if (link.pathname === location.pathname) link.setAttribute("aria-current", "page");
  const show = () => {
    const count = readKept().items.length;
    link.textContent = nav.dataset.listWords.replace("{count}", String(count));
    if (count) nav.querySelector("a:nth-of-type(2)").after(link);
    else link.remove();
  };
  addEventListener(CHANGED, show);
  addEventListener("pageshow", show);
  show();
}

const nav = document.querySelector("[data-list]");
if (nav) startListLink(nav);
const button = document.querySelector("[data-scheme-switch]");
if (button) startSchemeSwitch(button);
const exit = document.querySelector("[data-exit]");
if (exit) startExit(exit);
