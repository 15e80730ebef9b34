// The list of results: its cards, what was asked for as chips that can be taken away, and what to try when it is empty.

import { all, part } from "../dom.js";
import { startKeeping } from "../shortlist/kept.js";
import { ANY_DISTANCE } from "./filters.js";
import { HERE, nothing } from "./state.js";

/** @typedef {import("./state.js").State} State */

const PAGE = 10;

export class List {
  /**
   * @param {HTMLElement} box
   * @param {any} words
   * @param {(state: State) => void} go  ask for another search
   */
  constructor(box, words, go) {
    /** @type {State} */
    this.state = nothing();
    /** @type {import("./finder.js").Found} */
    this.found = { kept: [], answer: undefined, place: undefined, lost: "", means: undefined };
    this.shown = 0;
    this.box = box;
    this.words = words;
    this.go = go;
    this.root = box.dataset.root ?? "";
    this.more = this.part("more");
    this.more.querySelector("button")?.addEventListener("click", () => void this.showMore());
  }

  /** @returns {HTMLElement} */
  part(name) {
    return part(this.box, `[data-${name}]`);
  }

  clear() {
    this.part("answer").hidden = true;
    this.#settle(false);
    this.say("");
  }

  wait() {
    this.part("answer").setAttribute("aria-busy", "true");
  }

  say(text) {
    this.part("says").textContent = text;
    if (text) this.part("answer").hidden = false;
  }

  // While there is an answer, the other ways round step aside.
  #settle(answered) {
    this.box.parentElement?.toggleAttribute("data-answered", answered);
  }

  fail() {
    this.#empty();
    this.#settle(false);
    this.say(this.words.notReady);
  }

  /**
   * @param {State} state
   * @param {import("./finder.js").Found} found
   */
  async show(state, found) {
    this.state = state;
    this.found = found;
    this.shown = 0;
    const first = await found.answer.cards(found.kept.slice(0, PAGE).map(({ service }) => service));
    this.#empty();
    this.#settle(found.kept.length > 0);
    this.#add(first);
    this.say(this.#summary());
    this.#showChips();
    this.#showNone();
    await this.#offer(found);
  }

  async showMore() {
    const next = this.found.kept.slice(this.shown, this.shown + PAGE);
    const before = this.shown;
    this.#add(await this.found.answer.cards(next.map(({ service }) => service)));
    all(this.box, "[data-results] h3 a, [data-maybes] h3 a")[before]?.focus();
  }

  #empty() {
    this.part("answer").hidden = false;
    this.part("answer").removeAttribute("aria-busy");
    for (const name of ["results", "maybes", "chips", "wider"]) this.part(name).replaceChildren();
    for (const name of ["none", "more", "perhaps", "meant"]) this.part(name).hidden = true;
  }

  #add(cards) {
    for (const card of cards) {
      const kept = this.found.kept[this.shown];
      this.part(kept.unsure ? "maybes" : "results").append(this.#card(card, kept));
      this.shown += 1;
    }
    const { kept } = this.found;
    const unsure = kept.filter((one) => one.unsure).length;
    this.part("perhaps").hidden = !kept.slice(0, this.shown).some((one) => one.unsure);
    this.part("perhaps").textContent = sayCount(this.words.perhaps, unsure);
    this.more.hidden = this.shown >= kept.length;
  }

  #card(card, kept) {
    const template = /** @type {HTMLTemplateElement} */ (this.part("card"));
    const item = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
    for (const slot of all(item, "[data-slot]")) this.#fill(slot, card);
    part(item, "a[data-slot=name]").setAttribute("href", this.root + card.href);
    const badges = part(item, "[data-badges]");
    for (const [tone, words] of card.badges ?? []) badges.append(element("span", `badge badge--${tone}`, words), " ");
    badges.hidden = !badges.childNodes.length;
    part(item, "[data-far]").textContent = this.#far(kept);
    this.#confirm(item, card);
    const keep = part(item, "[data-keep]");
    keep.dataset.keep = card.id;
    keep.dataset.name = card.name;
    keep.toggleAttribute("data-sensitive", card.sensitive ?? false);
    startKeeping(item);
    return item;
  }

  #fill(slot, card) {
    const name = slot.dataset.slot;
    slot.textContent = card[name] ?? "";
    if (card.foreign?.includes(name)) slot.lang = this.box.dataset.original ?? "";
    const line = slot.closest("li:not(.card), p") ?? slot;
    if (!card[name] && name !== "name") line.hidden = true;
  }

  #far({ miles, covers }) {
    if (covers) return this.words.covers;
    if (miles === undefined) return "";
    return miles < 0.5 ? this.words.close : this.words.miles.replace("{miles}", miles.toFixed(miles < 10 ? 1 : 0));
  }

  #confirm(item, card) {
    const { confirmed, notConfirmed, ringFirst } = this.words;
    const said = card.confirmed ? confirmed.replace("{date}", sayDate(card.confirmed)) : notConfirmed;
    part(item, "[data-confirmed]").textContent = said;
    const ring = part(item, "[data-ring]");
    ring.textContent = ringFirst;
    ring.hidden = !(card.due && new Date().toISOString().slice(0, 10) > card.due);
  }

  #summary() {
    const { kept, place, lost } = this.found;
    const sure = kept.filter((one) => !one.unsure).length;
    if (lost) return this.state.near === HERE ? this.words.noHere : this.words.noPlace;
    if (!kept.length) return this.words.nothing;
    const said = sayCount(this.words.found, sure);
    return place ? `${said} ${this.words.from.replace("{place}", this.#placeName(place))}` : said;
  }

  #placeName(place) {
    return place.name === HERE ? this.words.here : place.name;
  }

  #showChips() {
    for (const { name, without } of this.#asked()) {
      const chip = element("button", "chip", `${name} ×`);
      chip.type = "button";
      chip.setAttribute("aria-label", this.words.remove.replace("{filter}", name));
      chip.addEventListener("click", () => this.go(without));
      const item = document.createElement("li");
      item.append(chip);
      this.part("chips").append(item);
    }
  }

  // Each thing asked for beside the words, and the search without it.
  #asked() {
    const { state, words } = this;
    const asked = [];
    const ask = (name, without) => asked.push({ name, without: { ...state, ...without } });
    if (state.near) {
      const name = state.near === HERE ? words.here : (this.found.place?.name ?? state.near);
      ask(words.near.replace("{place}", name), { near: "", within: 0 });
    }
    if (state.within) ask(words.within[state.within] ?? words.within[ANY_DISTANCE], { within: 0 });
    if (state.time) ask(words.times[state.time], { time: "" });
    if (state.age !== undefined) ask(words.age.replace("{age}", String(state.age)), { age: undefined });
    for (const [list, key] of [["terms", "term"], ["flags", "only"], ["languages", "language"], ["days", "day"]]) {
      for (const value of state[list]) {
        ask(this.#nameOf(key, value), { [list]: state[list].filter((other) => other !== value) });
      }
    }
    return asked;
  }

  #nameOf(key, value) {
    const tick = all(this.box, `input[data-key="${key}"]`).find((one) => one.getAttribute("value") === String(value));
    return tick?.closest("label")?.querySelector("[data-name]")?.textContent ?? this.words.terms[value] ?? String(value);
  }

  // What somebody may have meant, when a word of theirs is in no text.
  async #offer(found) {
    const mended = this.state.q ? await found.answer.mended() : "";
    if (found !== this.found || !mended) return;
    const offer = element("button", "chip", this.words.didYouMean.replace("{words}", mended));
    offer.type = "button";
    offer.addEventListener("click", () => this.go({ ...this.state, q: mended }));
    this.part("meant").replaceChildren(offer);
    this.part("meant").hidden = false;
  }

  #showNone() {
    this.part("none").hidden = this.found.kept.length > 0;
    if (this.found.kept.length) return;
    for (const { name, without } of this.#asked()) {
      const wider = element("button", "chip", this.words.wider.replace("{filter}", name));
      wider.type = "button";
      wider.addEventListener("click", () => this.go(without));
      const item = document.createElement("li");
      item.append(wider);
      this.part("wider").append(item);
    }
  }
}

/**
 * A count in words: `forms` are for 0, 1, 2 and so on, the last for all that follow.
 * @param {string[]} forms
 * @param {number} number
 */
function sayCount(forms, number) {
  return forms[Math.min(number, forms.length - 1)].replace("{count}", number.toLocaleString());
}

function sayDate(day) {
  const lang = document.documentElement.lang || "en";
  const options = /** @type {const} */ ({ day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  return new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, options).format(new Date(`${day}T00:00:00Z`));
}

function element(kind, className, text) {
  const made = document.createElement(kind);
  made.className = className;
  made.textContent = text;
  return made;
}
