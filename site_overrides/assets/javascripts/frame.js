// The two things in the frame that need a script: the colour switch, and the quick way out.

import { all } from "./dom.js";

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

const button = document.querySelector("[data-scheme-switch]");
if (button) startSchemeSwitch(button);
const exit = document.querySelector("[data-exit]");
if (exit) startExit(exit);
