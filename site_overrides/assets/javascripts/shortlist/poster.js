// A page with a list of services as a poster: large letters, and a code that leads to the page.

import { part } from "../dom.js";
import { drawCode } from "./code.js";
import { print } from "./take.js";

/** @param {HTMLElement} line  its button, and what stands at the foot of the poster */
export function startPoster(line) {
  part(line, "button").addEventListener("click", () => void make(line));
  line.hidden = false;
}

async function make(line) {
  const address = location.href.replace(/#.*/s, "");
  const picture = await drawCode(address).catch(() => undefined); // the poster does without
  part(line, "[data-code]").replaceChildren(...(picture ? [picture] : []));
  part(line, "[data-address]").textContent = address;
  print("poster");
}
