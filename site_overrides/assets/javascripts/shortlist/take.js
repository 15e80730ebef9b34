// Taking a list along: to the clipboard, or by hand where the browser forbids it; and on paper.

import { all, part } from "../dom.js";
import { drawCode } from "./code.js";

/**
 * Copy a text and say so. Where that can't be done the text is shown, marked, for somebody to copy it themselves.
 * @param {HTMLElement} box
 * @param {string} text
 * @param {any} words
 */
export async function copy(box, text, words) {
  const byHand = part(box, "[data-by-hand]");
  const says = part(box, "[data-copied]");
  says.textContent = "";
  byHand.hidden = true;
  try {
    await navigator.clipboard.writeText(text);
    says.textContent = words.copied;
  } catch {
    says.textContent = words.copyYourself;
    byHand.hidden = false;
    showText(part(byHand, "label"), text);
  }
}

function showText(label, text) {
  const area = label.querySelector("textarea") ?? document.createElement("textarea");
  area.rows = 6;
  area.readOnly = true;
  area.value = text;
  label.append(area);
  area.focus();
  area.select();
}

/**
 * Print, in letters of a size. The size goes when the paper is done, since the page may be printed by other ways too.
 * @param {string | undefined} size  "large", or empty
 */
export function print(size) {
  const root = document.documentElement;
  if (size) root.dataset.letters = size;
  window.print();
  delete root.dataset.letters;
}

/**
 * Draw what only paper shows: a code beside each service, and one for the whole list at the foot.
 * @param {HTMLElement} box
 * @param {string} link
 */
export async function drawForPaper(box, link) {
  for (const item of all(box, "[data-items] > li")) {
    const page = item.querySelector("a[data-slot=name]");
    const picture = page instanceof HTMLAnchorElement && page.href ? await drawCode(page.href) : undefined;
    part(item, "[data-code]").replaceChildren(...(picture ? [picture] : []));
  }
  const whole = await drawCode(link);
  part(box, "[data-qr]").replaceChildren(...(whole ? [whole] : []));
  part(box, "[data-address]").textContent = link;
}
