// From a search to the services that fit: asks the index, then the columns, only for what the search needs.

import { nowIn } from "../clock.js";
import { readFacets, readSessions } from "./columns.js";
import { count, keep } from "./filters.js";
import { isPostcode, Places } from "./places.js";
import { HERE, nothing, writeState } from "./state.js";

// Named, not written where it is imported: it is put there when the site is built.
const LUNR = "../vendor/lunr.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("./filters.js").Kept} Kept */

/**
 * @typedef {object} Found
 * @property {Kept[]} kept
 * @property {any} answer                 of search.js
 * @property {{name: string, point: [number, number]} | undefined} place
 * @property {"" | "unknown" | "postcode"} lost  what could not be made of the place
 * @property {import("./filters.js").Means | undefined} means
 */

export class Finder {
  /**
   * @param {string} base       where the files of this language's search are
   * @param {string} timezone
   */
  constructor(base, timezone) {
    this.base = base;
    this.timezone = timezone;
    this.read = new Map();
  }

  async #open() {
    this.search ??= Promise.all([import("../search/search.js"), import(LUNR)]).then(
      ([{ Search }, lunr]) => new Search(lunr.default, this.base),
    );
    try {
      return await this.search;
    } catch (problem) {
      this.search = undefined;
      throw problem;
    }
  }

  /**
   * @param {State} state
   * @param {{typing?: boolean, here?: [number, number]}} options
   * @returns {Promise<Found>}
   */
  async find(state, { typing = false, here } = {}) {
    const search = await this.#open();
    const answer = await search.answer(state.q, { typing, first: 0, everything: !state.q });
    const { place, lost } = await this.#place(state, answer, here);
    if (!needsColumns(state)) return { kept: answer.found.map(certain), answer, place, lost, means: undefined };
    const means = await this.#means(state, answer, place);
    return { kept: keep(answer.found, state, means), answer, place, lost, means };
  }

  /**
   * How many services each option would leave, when it is asked for: after the answer is there.
   * @param {State} state
   * @param {Found} found
   * @param {Record<string, Partial<State>> | undefined} options
   */
  async count(state, { answer, place, means }, options) {
    if (!options) return undefined;
    const all = means?.sessions ? means : await this.#means(state, answer, place, { times: true });
    return count(answer.found, state, all, options);
  }

  async #means(state, answer, place, { times = false } = {}) {
    const facets = await this.#column(answer, "facets", readFacets);
    const wantsTimes = times || state.days.length > 0 || state.time !== "" || state.sort === "next";
    const sessions = wantsTimes ? await this.#column(answer, "sessions", readSessions) : undefined;
    this.known ??= new Map();
    return { facets, sessions, now: nowIn(this.timezone), origin: place?.point, known: this.known };
  }

  /** @returns {Promise<Pick<Found, "place" | "lost">>} */
  async #place(state, answer, here) {
    if (!state.near) return { place: undefined, lost: "" };
    if (state.near === HERE) return { place: here ? { name: HERE, point: here } : undefined, lost: here ? "" : "unknown" };
    const places = await this.#column(answer, "places", (given) => new Places(given));
    const place = places.find(state.near);
    return { place, lost: place ? "" : isPostcode(state.near) ? "postcode" : "unknown" };
  }

  // Columns of another build are other columns: they are kept by what was read.
  async #column(answer, name, read) {
    const given = await answer.column(name);
    if (this.read.get(name)?.given !== given) {
      this.read.set(name, { given, made: read(given) });
      this.known = undefined;
    }
    return this.read.get(name).made;
  }
}

const certain = (found) => ({ ...found, unsure: false });

function needsColumns(state) {
  return writeState({ ...state, q: "" }) !== writeState(nothing());
}
