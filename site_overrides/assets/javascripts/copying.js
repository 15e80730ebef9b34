// Copying an address: each button takes the name of its place and the lines above it. Hidden where nothing can be copied.

import { all, part } from "./dom.js";

/** @param {HTMLElement} place */
function addressOf(place) {
  const [name] = all(place, "h3, h1");
  return [name?.innerText, part(place, ".address").innerText].filter(Boolean).join("\n");
}

/** @param {HTMLElement} button */
async function copy(button) {
  const place = button.closest(".place, .listing__first");
  const says = part(button.closest(".copy") ?? document, "[role=status]");
  if (!(place instanceof HTMLElement)) return;
  says.textContent = "";
  try {
    await navigator.clipboard.writeText(addressOf(place));
    says.textContent = button.dataset.done ?? "";
  } catch {
    says.textContent = button.dataset.failed ?? "";
  }
}

export function startCopying() {
  if (!navigator.clipboard) return;
  for (const line of all(document, ".copy")) {
    const button = part(line, "button");
    button.addEventListener("click", () => void copy(button));
    line.hidden = false;
  }
}
