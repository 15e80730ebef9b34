// The question on the home page: it leads to the search page, with what was typed behind the "#".

import { crisisTest } from "./crisis.js";
import { showCrisis } from "./help.js";
import { nothing, writeState } from "./state.js";

/** @param {HTMLElement} box */
function start(box) {
  const inCrisis = crisisTest(JSON.parse(box.dataset.crisisWords ?? "[]"));
  const input = /** @type {HTMLInputElement} */ (box.querySelector("input"));
  input.addEventListener("input", () => showCrisis(box, inCrisis(input.value)));
  box.querySelector("form")?.addEventListener("submit", (event) => {
    event.preventDefault();
    const q = input.value.trim();
    const said = q ? `#${writeState({ ...nothing(), q })}` : "";
    const address = box.dataset.door + said;
    if (inCrisis(q)) location.replace(address);
    else location.assign(address);
  });
  box.hidden = false;
  showCrisis(box, inCrisis(input.value));
}

for (const box of document.querySelectorAll("[data-door]")) start(/** @type {HTMLElement} */ (box));
