// From a postcode, a part of one, a town or a village to a point, without asking anybody: the directory knows its places.

import { fold } from "../search/words.js";

/**
 * @typedef {object} Spot
 * @property {string} name
 * @property {[number, number]} point
 */

const POSTCODE = /^([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9](?:[A-Z]{1,2})?)?$/;

export class Places {
  #spots = new Map();

  /** @param {any} given  the parsed file that outputs/search/places.py writes */
  constructor(given) {
    for (const [name, north, east, ...others] of given.places) {
      for (const each of [name, ...others]) this.#spots.set(keyOf(each), { name, point: [north, east] });
    }
  }

  /**
   * The place that a text means; a postcode that is not known stands for the district it is in.
   * @param {string} text
   * @returns {Spot | undefined}
   */
  find(text) {
    const key = keyOf(text);
    if (!key) return undefined;
    return this.#spots.get(key) ?? this.#nearlyPostcode(key) ?? this.#begins(key);
  }

  // From SY99 4QX over SY99 4 to SY99.
  #nearlyPostcode(key) {
    const [, district, sector] = POSTCODE.exec(key.toUpperCase()) ?? [];
    if (!sector) return undefined;
    return this.#spots.get(keyOf(district + sector[0])) ?? this.#spots.get(keyOf(district));
  }

  // A name that only one place begins with.
  #begins(key) {
    if (key.length < 4) return undefined;
    const found = new Set([...this.#spots].filter(([name]) => name.startsWith(key)).map(([, spot]) => spot.name));
    return found.size === 1 ? [...this.#spots.values()].find((spot) => found.has(spot.name)) : undefined;
  }
}

/** Whether a text looks like a British postcode or the beginning of one. */
export function isPostcode(text) {
  return POSTCODE.test(keyOf(text).toUpperCase());
}

function keyOf(text) {
  return fold(text).replace(/[^\p{L}\p{N}]+/gu, "");
}
