// The search page: the boxes, the address bar and the list hold the same search. Nothing typed leaves the browser.

import { crisisTest } from "./crisis.js";
import { readForm, startForm, writeForm } from "./form.js";
import { List } from "./list.js";
import { asks, readState, writeState } from "./state.js";
import { Finder } from "./finder.js";
import { showCrisis } from "./help.js";

const PAUSE = 180; // ms after a key before the search is asked
const SHORTEST = 3; // letters before it is asked at all while somebody types

/** @param {HTMLElement} box */
function start(box) {
  const words = JSON.parse(box.dataset.words ?? "{}");
  const inCrisis = crisisTest(JSON.parse(box.dataset.crisisWords ?? "[]"));
  const finder = new Finder(box.dataset.base ?? "", box.dataset.timezone ?? "");
  const list = new List(box, words, (state) => go(state));
  let turn = 0;
  let timer = 0;

  async function show(state, { typing = false } = {}) {
    const mine = (turn += 1);
    showCrisis(box, inCrisis(state.q));
    if (!asks(state)) return list.clear();
    list.wait();
    try {
      const found = await finder.find(state, { typing, here: form.here });
      if (mine !== turn) return;
      await list.show(state, found);
      if (mine === turn) form.count(await finder.count(state, found, form.options()));
    } catch (problem) {
      if (mine !== turn) return;
      list.fail();
      console.warn("The search could not be loaded.", problem);
    }
  }

  // A search in a crisis leaves no step behind to come back to.
  function remember(state, { step }) {
    const said = writeState(state);
    const address = said ? `#${said}` : location.pathname;
    if (location.hash.slice(1) === said) return;
    if (step && !inCrisis(state.q)) history.pushState(null, "", address);
    else history.replaceState(null, "", address);
  }

  function go(state, { step = true } = {}) {
    clearTimeout(timer);
    writeForm(box, state);
    remember(state, { step });
    void show(state);
  }

  function type() {
    clearTimeout(timer);
    const state = readForm(box);
    showCrisis(box, inCrisis(state.q));
    if (state.q.length < SHORTEST && state.q) return;
    timer = setTimeout(() => {
      remember(state, { step: false });
      void show(state, { typing: true });
    }, PAUSE);
  }

  const form = startForm(box, { words, type, go: () => go(readForm(box)), say: (text) => list.say(text) });
  const fromAddress = () => {
    const state = readState(location.hash);
    writeForm(box, state);
    void show(state);
  };
  addEventListener("popstate", fromAddress);
  addEventListener("hashchange", fromAddress);
  box.hidden = false;
  fromAddress();
}

for (const box of document.querySelectorAll("[data-search]")) start(/** @type {HTMLElement} */ (box));
