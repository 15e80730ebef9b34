// The page of a list: somebody's own, or the one that the address brings. What is on it is never sent to anybody.

import { nowIn } from "../clock.js";
import { all, part } from "../dom.js";
import { Files } from "./files.js";
import { ID, isKeptHere, readKept, writeKept } from "./kept.js";
import { makeLeaf, nameOf, newsOf } from "./leaf.js";
import { readLink, writeLink } from "./link.js";
import { copy, drawForPaper, print } from "./take.js";
import { asMessage, asRecord } from "./texts.js";

/** @typedef {import("./files.js").Entry} Entry */

const lang = document.documentElement.lang || "en";
const FORM = /** @type {const} */ ({ day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const longDate = new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, FORM);
const sayDay = (day) => longDate.format(new Date(`${day}T00:00:00Z`));

const sayCount = (forms, number) => forms[Math.min(number, forms.length - 1)].replace("{count}", String(number));

class ListPage {
  /** @type {Entry[]} */
  entries = [];
  /** @type {Map<string, Entry>} */
  joined = new Map();
  /** @type {import("./link.js").Sent | undefined} */
  sent;
  made = "";
  told = true;
  turn = 0;

  /** @param {HTMLElement} box */
  constructor(box) {
    this.box = box;
    this.words = JSON.parse(box.dataset.words ?? "{}");
    this.files = new Files(box.dataset.base ?? "", Number(box.dataset.digits));
    this.today = nowIn(box.dataset.timezone).day;
    this.#listen();
  }

  /** @returns {HTMLElement} */
  part(name) {
    return part(this.box, `[data-${name}]`);
  }

  say(text) {
    this.part("says").textContent = text;
  }

  // ---- what is on it

  async load() {
    const mine = (this.turn += 1);
    this.sent = readLink(location.hash);
    const kept = readKept();
    this.made = this.sent ? this.sent.made : kept.made;
    this.part("list").hidden = false;
    this.part("without-script").hidden = true;
    try {
      const ids = this.sent ? this.sent.ids : kept.items.map(({ id }) => id);
      const entries = await this.files.find(ids);
      const joined = await this.files.find(entries.map(({ gone }) => gone?.into ?? "").filter((id) => ID.test(id)));
      const told = await this.files.told();
      if (mine !== this.turn) return;
      this.entries = entries;
      this.joined = new Map(joined.map((one) => [one.id, one]));
      this.told = told;
      this.#forgetWhatIsSensitive(kept);
      this.show();
      this.#greet();
    } catch {
      if (mine === this.turn) this.say(this.words.notReady);
    }
  }

  // What has become sensitive since it was put on the list must not stay on the device.
  #forgetWhatIsSensitive(kept) {
    if (this.sent) return;
    const known = new Map(kept.items.map(({ id, sensitive }) => [id, sensitive]));
    const changed = this.entries.some(({ id, card }) => card?.sensitive && known.get(id) === false);
    if (changed) this.#store();
  }

  #items() {
    return this.entries.map(({ id, card }) => ({ id, sensitive: card?.sensitive ?? false }));
  }

  // A list that somebody was sent is in the address; one's own is in the tab.
  #store(keepHere = isKeptHere()) {
    if (!this.sent) return writeKept({ made: this.made || this.today, items: this.#items() }, keepHere);
    const ids = this.#items().map(({ id }) => id);
    this.sent.ids = ids;
    history.replaceState(null, "", `#${writeLink(this.made, ids)}`);
    return true;
  }

  get link() {
    const ids = this.#items().map(({ id }) => id);
    return new URL(`#${writeLink(this.today, ids)}`, location.href).href;
  }

  // ---- how it looks

  show() {
    const { box, words, today, joined } = this;
    const since = this.sent || this.made < today ? this.made : "";
    const ways = { words, root: box.dataset.root ?? "", original: box.dataset.original ?? "", since, today, joined, sayDay };
    const template = /** @type {HTMLTemplateElement} */ (this.part("leaf"));
    this.part("items").replaceChildren(...this.entries.map((entry) => makeLeaf(template, entry, ways)));
    this.#nameButtons();
    this.#showRest();
    void drawForPaper(box, this.link).catch(() => undefined); // paper does without
  }

  #nameButtons() {
    const items = all(this.part("items"), "li.leaf");
    items.forEach((item, at) => {
      const name = nameOf(this.entries[at], this.words);
      for (const [selector, words] of [["[data-move='-1']", "up"], ["[data-move='1']", "down"], ["[data-off]", "remove"]]) {
        part(item, selector).setAttribute("aria-label", this.words[words].replace("{name}", name));
      }
      part(item, "[data-move='-1']").toggleAttribute("disabled", at === 0);
      part(item, "[data-move='1']").toggleAttribute("disabled", at === items.length - 1);
    });
  }

  #showRest() {
    const own = !this.sent;
    const some = this.entries.length > 0;
    this.part("title").textContent = own ? this.words.own : this.words.shared;
    this.part("nothing").hidden = some || (this.sent !== undefined && this.sent.problem !== "");
    this.part("take").hidden = !some;
    this.part("foot").hidden = !some;
    this.part("own").hidden = !own;
    this.part("mine").hidden = own || !some;
    this.part("think").hidden = !this.entries.some(({ card }) => card?.sensitive);
    /** @type {HTMLInputElement} */ (this.part("keep-here")).checked = isKeptHere();
    this.part("printed").textContent = this.words.printed.replace("{date}", sayDay(this.today));
    this.#notice();
  }

  #notice() {
    const said = [];
    if (this.sent?.problem) said.push(this.words[this.sent.problem]);
    if (this.entries.some(({ either }) => either)) said.push(this.words.either);
    part(this.part("notice"), "p").textContent = said.join(" ");
    this.part("notice").hidden = !said.length;
  }

  // What has happened to a list since the day it was made.
  #greet() {
    if (!this.entries.length || !this.made || (!this.sent && this.made >= this.today)) return this.say("");
    const changed = this.entries.filter((one) => !one.card || newsOf(one, this.made).length).length;
    const news = changed ? sayCount(this.words.changed, changed) : this.words.same;
    this.say(`${this.words.made.replace("{date}", sayDay(this.made))} ${this.told ? news : this.words.notTold}`);
  }

  // ---- what can be done with it

  #listen() {
    this.part("items").addEventListener("click", ({ target }) => this.#press(target));
    part(this.part("undo"), "button").addEventListener("click", () => this.#restore());
    part(this.part("mine"), "button").addEventListener("click", () => this.#makeMine());
    this.part("clear").addEventListener("click", () => this.#clear());
    this.part("keep-here").addEventListener("change", () => this.#keepHere());
    for (const button of all(this.box, "[data-print]")) button.addEventListener("click", () => print(button.dataset.print));
    for (const button of all(this.box, "[data-copy]")) {
      button.addEventListener("click", () => void copy(this.box, this.#text(button.dataset.copy), this.words));
    }
    addEventListener("hashchange", () => location.hash !== "#main" && void this.load());
    addEventListener("pageshow", ({ persisted }) => persisted && void this.load());
  }

  #text(kind) {
    if (kind === "message") return asMessage(this.entries, this.words, this.link);
    return kind === "record" ? asRecord(this.entries, this.words, this.link, sayDay(this.today)) : this.link;
  }

  #press(target) {
    const button = target instanceof Element ? target.closest("button") : undefined;
    const item = button?.closest("li.leaf");
    if (!button || !item) return;
    const at = all(this.part("items"), "li.leaf").indexOf(/** @type {HTMLElement} */ (item));
    if (button.dataset.move) this.#move(at, Number(button.dataset.move));
    else this.#takeOff(at);
  }

  #move(at, by) {
    const [entry] = this.entries.splice(at, 1);
    this.entries.splice(at + by, 0, entry);
    this.#store();
    this.show();
    const item = all(this.part("items"), "li.leaf")[at + by];
    const same = part(item, `[data-move='${by}']`);
    (same.hasAttribute("disabled") ? part(item, `[data-move='${-by}']`) : same).focus();
    const said = { name: nameOf(entry, this.words), number: at + by + 1, count: this.entries.length };
    this.say(this.words.moved.replace(/\{(\w+)\}/g, (blank, name) => said[name] ?? blank));
  }

  #takeOff(at) {
    const name = nameOf(this.entries[at], this.words);
    this.#change(this.entries.filter((_, other) => other !== at), this.words.removed.replace("{name}", name));
  }

  #clear() {
    this.#change([], this.words.emptied);
  }

  // Whatever is taken off can be put back until the next thing is done.
  #change(entries, words) {
    const before = { entries: this.entries, keepHere: isKeptHere(), made: this.made };
    this.entries = entries;
    this.before = before;
    this.#store();
    this.show();
    this.say(words);
    this.part("undo").hidden = false;
    part(this.part("undo"), "button").focus();
  }

  #restore() {
    if (!this.before) return;
    this.entries = this.before.entries;
    this.made = this.before.made;
    this.#store(this.before.keepHere);
    this.before = undefined;
    this.part("undo").hidden = true;
    this.show();
    this.say(this.words.restored);
    all(this.part("items"), ".leaf__name")[0]?.focus();
  }

  #keepHere() {
    const box = /** @type {HTMLInputElement} */ (this.part("keep-here"));
    const stored = this.#store(box.checked);
    this.say(stored ? this.words[box.checked ? "kept" : "forgotten"] : this.words.notKept);
    box.checked = isKeptHere();
  }

  #makeMine() {
    const kept = readKept();
    const known = new Set(kept.items.map(({ id }) => id));
    const items = [...kept.items, ...this.#items().filter(({ id }) => !known.has(id))];
    const stored = writeKept({ made: kept.made || this.today, items });
    if (!stored) return this.say(this.words.notKept);
    history.replaceState(null, "", location.pathname);
    void this.load();
    this.part("title").focus();
  }
}

for (const box of all(document, "[data-shortlist]")) void new ListPage(box).load();
