// One service on a list, as it is shown and printed.

import { all, part } from "../dom.js";

/** @typedef {import("./files.js").Entry} Entry */

/**
 * @typedef {object} Ways  what a leaf needs to know besides its service
 * @property {any} words
 * @property {string} root
 * @property {string} original  the language of what is not translated
 * @property {string} since  the day after which changes are told; "" for none
 * @property {string} today
 * @property {Map<string, Entry>} joined  what services that are gone have become a part of
 * @property {(day: string) => string} sayDay
 */

const ROWS = ["when", "where", "cost", "how", "bring"];

/**
 * What has changed on a service since a day, as [day, sentence].
 * @param {Entry} entry
 * @param {string} since
 * @returns {[string, string][]}
 */
export const newsOf = (entry, since) => (since ? (entry.leaf?.changes ?? []).filter(([day]) => day >= since) : []);

export const nameOf = (entry, words) => entry.card?.name ?? words.goneName;

/**
 * @param {HTMLTemplateElement} template
 * @param {Entry} entry
 * @param {Ways} ways
 * @returns {HTMLElement}
 */
export function makeLeaf(template, entry, ways) {
  const item = part(/** @type {DocumentFragment} */ (template.content.cloneNode(true)), "li");
  item.dataset.id = entry.id;
  for (const slot of all(item, "[data-slot]")) fillSlot(slot, entry, ways);
  const lines = entry.leaf ?? {};
  for (const name of ROWS) fillRow(part(item, `[data-row=${name}]`), rowOf(name, lines, ways), entry.card, name, ways);
  part(item, ".leaf__facts").hidden = ROWS.every((name) => !rowOf(name, lines, ways).length);
  fillBadges(item, entry);
  fillNews(item, entry, ways);
  fillPhone(item, lines);
  fillConfirmed(item, entry, ways);
  if (!entry.card) sayGone(item, entry, ways);
  return item;
}

function fillSlot(slot, entry, { root, original, words }) {
  const name = slot.dataset.slot;
  const text = name === "alert" ? entry.leaf?.alert : entry.card?.[name];
  slot.textContent = text ?? (name === "name" ? words.goneName : "");
  if (entry.card?.foreign?.includes(name)) slot.lang = original;
  if (name === "name" && entry.card) slot.href = root + entry.card.href;
  else if (name !== "name") slot.hidden = !text;
}

function rowOf(name, leaf, { words }) {
  const lines = leaf[name] ?? [];
  return name === "when" && leaf.more_times ? [...lines, words.moreTimes] : lines;
}

function fillRow(row, lines, card, name, { original }) {
  row.hidden = !lines.length;
  part(row, "dd").replaceChildren(...lines.map((line) => element("p", "", line)));
  if (card?.foreign?.includes(name)) part(row, "dd").lang = original;
}

/** @param {HTMLElement} item @param {Entry} entry */
function fillBadges(item, { card }) {
  const badges = part(item, "[data-badges]");
  for (const [tone, words] of card?.badges ?? []) badges.append(element("span", `badge badge--${tone}`, words), " ");
  badges.hidden = !badges.childNodes.length;
}

function fillNews(item, entry, { since, sayDay, words }) {
  const told = newsOf(entry, since);
  const box = part(item, "[data-news]");
  box.hidden = !told.length;
  part(box, "strong").textContent = words.changedSince;
  part(box, "ul").replaceChildren(...told.map(([day, line]) => element("li", "", `${sayDay(day)}: ${line}`)));
}

function fillPhone(item, { phone, gone }) {
  const line = part(item, "[data-phone]");
  line.hidden = !phone || gone;
  if (!phone) return;
  part(line, "[data-verb]").textContent = phone.verb;
  part(line, "a").textContent = phone.shown;
  part(line, "a").setAttribute("href", phone.href);
}

/** @param {HTMLElement} item @param {Entry} entry @param {Ways} ways */
function fillConfirmed(item, { card }, { today, sayDay, words }) {
  const line = part(item, ".leaf__confirmed");
  line.hidden = !card;
  if (!card) return;
  const said = card.confirmed ? words.confirmed.replace("{date}", sayDay(card.confirmed)) : words.notConfirmed;
  part(line, "[data-confirmed]").textContent = said;
  const ring = part(line, "[data-ring]");
  ring.textContent = words.ringFirst;
  ring.hidden = !(card.due && today > card.due);
}

/** @param {HTMLElement} item @param {Entry} entry @param {Ways} ways */
function sayGone(item, { gone }, { words, sayDay, joined, root }) {
  const line = part(item, "[data-slot=line]");
  line.hidden = false;
  line.textContent = words.unknown;
  if (!gone) return;
  const other = joined.get(gone.into ?? "")?.card;
  const reason = gone.reason === "merged" && !other ? "" : gone.reason;
  line.textContent = (words.gone[reason] ?? words.gone[""]).replace("{date}", sayDay(gone.day));
  if (reason !== "merged" || !other) return;
  const link = element("a", "", other.name);
  link.setAttribute("href", root + other.href);
  line.append(" ", link);
}

/** @returns {HTMLElement} */
function element(kind, className, text) {
  const made = document.createElement(kind);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}
