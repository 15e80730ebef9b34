// Search without a server: fetch the manifest, then the slices that hold the words, then the cards of what was found.

import { assemble } from "./assemble.js";
import { readSteps } from "./numbers.js";
import { ask, complete, readQuery } from "./query.js";
import { readSlice } from "./slice.js";
import { nearestWord } from "./spelling.js";
import { words } from "./words.js";

/** @typedef {import("./query.js").Clause} Clause */
/** @typedef {import("./slice.js").Term} Term */

/**
 * What outputs/search/cards.py makes of a service. Texts are plain; those named in `foreign` are in another language.
 * @typedef {object} Card
 * @property {string} href  from the root of the language
 * @property {string} name
 * @property {string} [group]
 * @property {string} [line]
 * @property {string} [when]
 * @property {string} [where]
 * @property {string} [cost]
 * @property {string} [how]
 * @property {string} [confirmed]
 * @property {string} [due]
 * @property {[string, string][]} [badges]
 * @property {string[]} [foreign]
 */

/**
 * @typedef {object} Found
 * @property {number} service  its number in this build
 * @property {number} score
 */

/**
 * What a question found, best first, and more about any of it, all of one build.
 * @typedef {object} Answer
 * @property {Found[]} found
 * @property {(services: number[]) => Promise<Card[]>} cards
 * @property {(name: "facets" | "sessions" | "places") => Promise<any>} column  see find/columns.js
 * @property {() => Promise<string>} mended  the text with unknown words put right; empty when there is nothing to mend
 */

const VERSION = 1;

/** How much of its score a service keeps that is closed, full, points to others or was confirmed long ago. */
const KEPT = { closed: 0.5, full: 0.8, signpost: 0.6, old: 0.9 };

/** The search's files could not be had, or are not what they should be. Pages say so in their own words. */
export class SearchError extends Error {}

/** The search of one language, whose files are in the folder `base`. */
export class Search {
  /** @type {Promise<Edition> | undefined} */
  #edition;

  /**
   * @param {any} lunr
   * @param {string} base  ends with a slash
   * @param {(address: string, options?: RequestInit) => Promise<Response>} [get]
   */
  constructor(lunr, base, get = (address, options) => fetch(address, options)) {
    this.lunr = lunr;
    this.base = base;
    this.get = get;
  }

  /**
   * What a question finds, with the cards of the first few. Those that one had better not go to come after
   * their equals. Asks once more, of the files of now, when a file is gone: the site may have been published anew
   * meanwhile. Throws SearchError.
   * @param {string} text
   * @param {{typing?: boolean, first?: number, everything?: boolean}} [options]
   *   typing: the last word may not be whole yet; everything: whatever the text, every service
   * @returns {Promise<Answer & {first: Card[]}>}
   */
  async answer(text, { typing = false, first = 10, everything = false } = {}) {
    const read = readQuery(this.lunr, text, { typing });
    return this.#withFilesOfNow(async (edition) => {
      const begun = read.find((clause) => clause.prefix)?.term;
      const [known] = await Promise.all([edition.words(begun), edition.load(read)]);
      const clauses = [...read, ...complete(this.lunr, read, known)];
      const found = edition.sink(everything ? edition.everything() : await edition.query(clauses));
      const cards = await edition.cards(found.slice(0, first).map(({ service }) => service));
      return {
        found,
        first: cards,
        cards: (services) => edition.cards(services),
        column: (name) => edition.column(name),
        mended: () => edition.mend(text, clauses),
      };
    });
  }

  /**
   * What lunr finds for clauses, best first. Throws SearchError.
   * @param {Clause[]} clauses
   * @returns {Promise<Found[]>}
   */
  async query(clauses) {
    return this.#withFilesOfNow((edition) => edition.query(clauses));
  }

  /** Fetch what every question needs. */
  async prepare() {
    await (this.#edition ??= this.#open());
  }

  async #withFilesOfNow(work) {
    const known = this.#edition;
    const opened = (this.#edition ??= this.#open());
    try {
      return await work(await opened);
    } catch (problem) {
      if (this.#edition === opened) this.#edition = undefined;
      if (!known || !(problem instanceof SearchError)) throw problem;
      return this.#withFilesOfNow(work);
    }
  }

  async #open() {
    const manifest = await this.#fetch("manifest.json", "no-cache");
    if (manifest?.version !== VERSION) throw new SearchError("the search was made for another version of this page");
    return new Edition(this.lunr, manifest, (path) => this.#fetch(path, "default"));
  }

  async #fetch(path, cache) {
    try {
      const response = await this.get(this.base + path, { cache, credentials: "same-origin" });
      if (!response.ok) throw new SearchError(`${path}: ${response.status}`);
      return await response.json();
    } catch (problem) {
      if (problem instanceof SearchError) throw problem;
      throw new SearchError(`${path} could not be read`, { cause: problem });
    }
  }
}

/** The files of one build, which belong together: a service's number means nothing in another's. */
class Edition {
  #files = new Map();
  /** @type {Set<string>} */
  #known = new Set();
  /** @type {Map<number, number> | undefined} */
  #kept;

  constructor(lunr, manifest, fetchFile) {
    this.lunr = lunr;
    this.manifest = manifest;
    this.fetchFile = fetchFile;
  }

  async load(clauses) {
    const names = [...new Set(clauses.flatMap((clause) => slicesOf(this.manifest, clause)))];
    return Promise.all(names.map((name) => this.#file(`terms/${name}.json`)));
  }

  async query(clauses) {
    const rows = await this.load(clauses);
    const terms = readTerms(rows, clauses, this.manifest.services);
    for (const { text } of terms) this.#known.add(text);
    const { PROHIBITED } = this.lunr.Query.presence;
    const everything = clauses.length > 0 && clauses.every((clause) => clause.presence === PROHIBITED);
    const index = assemble(this.lunr, this.manifest, terms, { everything });
    const results = clauses.length ? ask(this.lunr, index, clauses) : [];
    return results.map(({ ref, score }) => ({ service: Number(ref), score }));
  }

  everything() {
    return Array.from({ length: this.manifest.services }, (_, service) => ({ service, score: 1 }));
  }

  sink(found) {
    const kept = (this.#kept ??= readSinks(this.manifest.sinks));
    const weighed = found.map(({ service, score }) => ({ service, score: score * (kept.get(service) ?? 1) }));
    return weighed.sort((one, other) => other.score - one.score);
  }

  // The words that begin with the letter that a word begins with.
  async words(word) {
    const name = word && Object.hasOwn(this.manifest.words, word[0]) && this.manifest.words[word[0]];
    return name ? String(await this.#file(`words/${name}.json`)).split(" ") : [];
  }

  async mend(text, clauses) {
    const [asked, mended] = [words(text), new Map()];
    for (const { term, word, prefix } of clauses) {
      if (prefix || !word || this.#known.has(term)) continue;
      const near = nearestWord(word, await this.words(word));
      if (near) mended.set(word, near);
    }
    return mended.size ? asked.map((word) => mended.get(word) ?? word).join(" ") : "";
  }

  column(name) {
    return this.#file(`../columns/${this.manifest[name]}.json`);
  }

  async cards(services) {
    const { chunk, cards: marks, services: count } = this.manifest;
    const width = marks.length / Math.ceil(count / chunk);
    const read = async (service) => {
      const number = Math.floor(service / chunk);
      const mark = marks.slice(number * width, (number + 1) * width);
      const card = (await this.#file(`cards/${number}-${mark}.json`))?.[service % chunk];
      if (typeof card?.name !== "string") throw new SearchError("a card is damaged");
      return card;
    };
    return Promise.all(services.map(read));
  }

  #file(path) {
    if (!this.#files.has(path)) {
      const fetched = this.fetchFile(path);
      this.#files.set(path, fetched);
      fetched.catch(() => this.#files.delete(path));
    }
    return this.#files.get(path);
  }
}

/**
 * The names of the slices that may hold a clause's terms.
 * @param {{starts: string[], slices: string[]}} manifest
 * @param {Clause} clause
 * @returns {string[]}
 */
export function slicesOf({ starts, slices }, { term, prefix = false }) {
  const after = starts.findIndex((start) => start > term);
  const first = Math.max(0, (after < 0 ? starts.length : after) - 1);
  let end = first + 1;
  while (prefix && end < starts.length && starts[end].startsWith(term)) end += 1;
  return slices.slice(first, end);
}

function readSinks(sinks) {
  const kept = new Map();
  for (const [name, steps] of Object.entries(sinks)) {
    for (const service of readSteps(steps)) kept.set(service, (kept.get(service) ?? 1) * (KEPT[name] ?? 1));
  }
  return kept;
}

function readTerms(slices, clauses, services) {
  const exact = new Set(clauses.filter((clause) => !clause.prefix).map(({ term }) => term));
  const prefixes = clauses.filter((clause) => clause.prefix).map(({ term }) => term);
  try {
    return slices
      .flatMap((rows) => [...readSlice(rows)])
      .filter(([text]) => exact.has(text) || prefixes.some((prefix) => text.startsWith(prefix)))
      .map(([, read]) => checked(read(), services));
  } catch (problem) {
    throw new SearchError("a part of the search is damaged", { cause: problem });
  }
}

function checked(term, services) {
  if (term.postings.some((posting) => !(posting.services.at(-1) < services))) throw new RangeError(term.text);
  return term;
}
